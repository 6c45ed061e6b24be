"""Production: refuses to start with a weak key, with DEBUG, or without its addresses."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, SECRET_KEY, SITE_ADDRESS, STORAGES, env

MINIMUM_KEY_LENGTH = 50
MINIMUM_KEY_CHARACTERS = 5

if env.bool("DEBUG", False):
    raise ImproperlyConfigured("DEBUG must not be set in production.")
if env.bool("DEMO", False):
    raise ImproperlyConfigured("DEMO must not be set in production: it lets anybody sign in.")
if len(SECRET_KEY) < MINIMUM_KEY_LENGTH or len(set(SECRET_KEY)) < MINIMUM_KEY_CHARACTERS:
    raise ImproperlyConfigured(
        f"Set SECRET_KEY to at least {MINIMUM_KEY_LENGTH} random characters "
        "(python -c 'import secrets; print(secrets.token_urlsafe(64))')."
    )
if not (env.str("DATABASE_URL", "") and env.str("REDIS_URL", "")):
    raise ImproperlyConfigured("Set DATABASE_URL and REDIS_URL: production starts no servers.")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the names this site is reached by.")
if not SITE_ADDRESS.startswith("https://"):
    raise ImproperlyConfigured("Set SITE_ADDRESS to the https:// address of this site.")

CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 1)  # whose X-Forwarded-For counts
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
