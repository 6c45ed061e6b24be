"""What every environment shares. Values that differ come from the environment or `.env`."""

from pathlib import Path

import bootstrap_wrapper
from csp.constants import NONE, SELF, UNSAFE_EVAL
from environs import Env

from config import embedded
from config.logs import logging_settings

from .beat import beat_schedule
from .unfold import UNFOLD  # noqa: F401  Unfold reads it from the settings

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

DEBUG = False
DEMO = env.bool("DEMO", False)
SECRET_KEY = env.str("SECRET_KEY", "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [])
SITE_ADDRESS = env.str("SITE_ADDRESS", "http://localhost:8000")

INSTALLED_APPS = [
    "matching",
    "companies",
    "talent",
    "parks",
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "config.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_structlog",
    "import_export",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "parks.middleware.NulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "parks.middleware.AdminContentSecurityMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "parks.middleware.ViewerMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "parks.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "parks.context.portal",
            ],
        },
    }
]

if DEMO:
    TEMPLATES[0]["OPTIONS"]["context_processors"].append("config.demo.personas")

# --- servers ---------------------------------------------------------------------------------

DATABASE_URL, REDIS_URL = embedded.urls_or_exit(BASE_DIR, env)

# --- people ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "parks.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # e-mails are unique whatever their case, by a constraint
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "parks.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "parks.forms.accounts.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"claim_roster": "10/h/user"}  # beside allauth's own
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- languages and times ---------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- files -----------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "staticfiles"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap/css", bootstrap_wrapper.get_bootstrap_css_dir()),
    ("bootstrap/js", bootstrap_wrapper.get_bootstrap_js_dir()),
]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR_DIR / "media")))
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
# What matching runs hand from worker to worker; workers on several machines must share it.
MATCHING_DIR = Path(env.str("MATCHING_DIR", str(VAR_DIR / "matching")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "matching": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MATCHING_DIR, "allow_overwrite": True},
    },
}

# --- database, cache, queue ------------------------------------------------------------------

DATABASES = {"default": embedded.database_settings(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": embedded.with_database(REDIS_URL, 1),
        "OPTIONS": {"IGNORE_EXCEPTIONS": True},  # a cache that is down slows pages, no more
    }
}
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
CELERY_BROKER_URL = embedded.celery_broker_url(REDIS_URL)
CELERY_RESULT_BACKEND = CELERY_BROKER_URL  # for the chord of a matching run, and nothing else
CELERY_RESULT_EXPIRES = 6 * 3600
CELERY_TASK_IGNORE_RESULT = True
# A connection that has gone stale is made anew; nobody who clicks waits for a broker that is down.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1} | dict.fromkeys(
    ("interval_start", "interval_step", "interval_max"), 0
)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 300  # a worker compiles the engine before it says that it is up
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# So long Redis keeps the messages of a killed worker: `matching.watch_runs` is much quicker.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 6 * 3600}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = env.str("BEAT_SCHEDULE", str(VAR_DIR / "celerybeat-schedule"))

# --- matching --------------------------------------------------------------------------------

MATCHING_HOUR = 2
MATCHING_LATE_HOURS = 2  # after the matching hour; without new lists by then an alarm is raised
MATCHING_GRADUATES_PER_SHARD = env.int("MATCHING_GRADUATES_PER_SHARD", 25_000)
MATCHING_THREADS = env.int("MATCHING_THREADS", 2)  # of run_matching, publishing and refreshing
MATCHING_STALL_SECONDS = env.float("MATCHING_STALL_SECONDS", 60)  # then a part is given up as dead
MATCHING_LONGEST_HOURS = 6
MATCHING_DEBOUNCE_SECONDS = env.float("MATCHING_DEBOUNCE_SECONDS", 10)  # of quiet before a refresh
MATCHING_PATIENCE_SECONDS = env.float("MATCHING_PATIENCE_SECONDS", 30)  # without quiet, at most
MATCHING_WATCH_SECONDS = env.float("MATCHING_WATCH_SECONDS", 30)
MATCHING_REFRESH_SECONDS = env.float("MATCHING_REFRESH_SECONDS", 20)
INDEXING_SECONDS = env.float("INDEXING_SECONDS", 5)
BIG_MARKET = env.int("BIG_MARKET", 5_000)  # openings; the counts of a bigger one are kept a minute
IMPORT_STALL_SECONDS = env.float("IMPORT_STALL_SECONDS", 60)  # then a worker is given up as dead
IMPORT_WATCH_SECONDS = env.float("IMPORT_WATCH_SECONDS", 30)
IMPORT_KINDS = {  # see parks.imports.kinds
    "openings": "companies.imports.openings.OpeningRows",
    "companies": "companies.imports.companies.CompanyRows",
    "rosters": "talent.imports.rosters.RosterRows",
    "agreements": "companies.imports.agreements.AgreementRows",
}
CELERY_BEAT_SCHEDULE = beat_schedule(
    watch=MATCHING_WATCH_SECONDS,
    refresh=MATCHING_REFRESH_SECONDS,
    indexing=INDEXING_SECONDS,
    import_watch=IMPORT_WATCH_SECONDS,
)

# --- mail ------------------------------------------------------------------------------------

EMAIL_BACKEND = "parks.mail.OutboxBackend"
EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 20)  # seconds; without one a worker waits for ever
SITE_URL = SITE_ADDRESS.rstrip("/")  # for addresses in mails

# --- machines --------------------------------------------------------------------------------

API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", 600)  # of one token
WEBHOOK_SECONDS = env.float(
    "WEBHOOK_SECONDS", 10
)  # for a delivery, from the first byte to the last
# Webhooks over http and to this machine or its network: for the demo, and for tests.
WEBHOOKS_MAY_BE_LOCAL = env.bool("WEBHOOKS_MAY_BE_LOCAL", DEMO)

# --- pages -----------------------------------------------------------------------------------

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
IMPORT_EXPORT_SKIP_ADMIN_LOG = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
ADMIN_STYLE_SOURCES = [SELF]
ADMIN_SCRIPT_SOURCES = [SELF, UNSAFE_EVAL]  # Alpine, which Unfold uses, evaluates expressions
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# --- logs ------------------------------------------------------------------------------------

LOGGING = logging_settings(as_json=env.bool("LOG_JSON", True))
DJANGO_STRUCTLOG_CELERY_ENABLED = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
