"""The settings of a site with nothing but the two servers of its own checkout."""

from pathlib import Path

from config import embedded

DATABASE_URL, REDIS_URL = embedded.urls_or_exit(Path(__file__).parent)

SECRET_KEY = "only-for-tests-" + "0" * 50
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "small_urls"
INSTALLED_APPS = ["django.contrib.contenttypes"]
USE_TZ = True
DATABASES = {"default": embedded.database_settings(DATABASE_URL)}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": embedded.with_database(REDIS_URL, 1),
    }
}
CELERY_BROKER_URL = embedded.celery_broker_url(REDIS_URL)
CELERY_RESULT_BACKEND = embedded.celery_broker_url(REDIS_URL, 2)
