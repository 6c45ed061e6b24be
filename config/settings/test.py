"""The test suite: real PostgreSQL, real Redis, quick passwords, and every mistake is loud."""

import os

from config import embedded

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, REDIS_URL, TEMPLATES, VAR_DIR, env

# Each process of a parallel run has Redis databases of its own: 2 and 3, 4 and 5, …
PROCESS = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
CELERY_BROKER_URL = embedded.celery_broker_url(REDIS_URL, 2 + 2 * PROCESS)
CACHES["default"]["LOCATION"] = embedded.with_database(REDIS_URL, 3 + 2 * PROCESS)

DEBUG = False
SECRET_KEY = "only-for-tests-" + "0" * 50
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["debug"] = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = VAR_DIR / "test-media"
EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["TEST"] = {"NAME": env.str("TEST_DATABASE", "test_portal")}
