"""The test suite: real PostgreSQL, real Redis, quick passwords, and every mistake is loud."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from config import embedded

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, LOGGING, REDIS_URL, STORAGES, TEMPLATES, VAR_DIR, env

# Each process of a parallel run has Redis databases of its own: 2 and 3, 4 and 5, …
PROCESS = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
CELERY_BROKER_URL = embedded.celery_broker_url(REDIS_URL, 2 + 2 * PROCESS)
CELERY_RESULT_BACKEND = CELERY_BROKER_URL
CACHES["default"]["LOCATION"] = embedded.with_database(REDIS_URL, 3 + 2 * PROCESS)
# Runs of the suite on other databases of this machine keep out of each other's queue and cache.
TEST_DATABASE = env.str("TEST_DATABASE", "test_portal")
CELERY_TASK_DEFAULT_QUEUE = CACHES["default"]["KEY_PREFIX"] = TEST_DATABASE

DEBUG = False
LOGGING["loggers"]["django_structlog"] = {"level": "WARNING"}  # two lines a request, read by nobody
SECRET_KEY = "only-for-tests-" + "0" * 50
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["debug"] = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = VAR_DIR / "test-media"
EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["TEST"] = {"NAME": TEST_DATABASE}

# A folder that the worker processes of a test find too; whoever made it takes it away.
if "TEST_MATCHING_DIR" not in os.environ:
    os.environ["TEST_MATCHING_DIR"] = tempfile.mkdtemp(prefix="matching-")
    atexit.register(shutil.rmtree, os.environ["TEST_MATCHING_DIR"], ignore_errors=True)
MATCHING_DIR = Path(os.environ["TEST_MATCHING_DIR"]) / str(PROCESS)
STORAGES["matching"]["OPTIONS"]["location"] = MATCHING_DIR
