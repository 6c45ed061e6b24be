"""The test suite: real PostgreSQL, real Redis, quick passwords, and every mistake is loud."""

from .base import *  # noqa: F403
from .base import DATABASES, TEMPLATES, VAR_DIR, env

DEBUG = False
SECRET_KEY = "only-for-tests-" + "0" * 50
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["debug"] = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = VAR_DIR / "test-media"
EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = False
DATABASES["default"]["TEST"] = {"NAME": env.str("TEST_DATABASE", "test_portal")}
