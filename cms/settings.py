"""The one settings module: everything that differs between installs comes from the environment.

Without SECRET_KEY or ALLOWED_HOSTS nothing starts. Every variable and its default is listed in README.md.
"""

from pathlib import Path

from django.conf import global_settings
from django.conf.locale import LANG_INFO
from whitenoise.compress import Compressor

from casestudies.prose.editor_extensions import EDITOR_EXTENSIONS
from cms.admin_look import ADMIN_LOOK
from cms.api_framework import API_FRAMEWORK, api_description
from cms.database import database_settings
from cms.environment import BASE_DIR, LOCAL_HOSTS, read_environment, require
from cms.pseudo_languages import write_catalogues

env = read_environment()

# What this install keeps on disk: the database and the media, and what collectstatic made.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

# Who may reach the site, and under which address

SECRET_KEY = require(env, "SECRET_KEY", "'fifty random characters'")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", default=False)

PORT = env.int("PORT", default=8000)
ALLOWED_HOSTS = [host.strip() for host in require(env, "ALLOWED_HOSTS", "cases.example.org").split(",")]
PUBLIC_HOST = ALLOWED_HOSTS[0].removeprefix(".")
SITE_URL = env.str(
    "SITE_URL",
    default=f"http://{PUBLIC_HOST}:{PORT}" if PUBLIC_HOST in LOCAL_HOSTS else f"https://{PUBLIC_HOST}",
).rstrip("/")
SITE_NAME = env.str("SITE_NAME", default="Casebook")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])

HTTPS = SITE_URL.startswith("https://")
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
# Who is believed about the sender's address: networks of our proxies. None: with BEHIND_PROXY, whoever connects.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Without a proxy the server itself speaks TLS and there is no plain address to redirect from.
SECURE_SSL_REDIRECT = HTTPS and BEHIND_PROXY
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"  # For browsers that do not know frame-ancestors, which is stricter in public.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cms.error_pages.csrf_failure"

# The application

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "casestudies.Account"

INSTALLED_APPS = [
    "casestudies",
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "unfold.contrib.inlines",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
]

# Nothing here touches the session unless a view does: public pages set no cookie and do not vary on one.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "casestudies.public.languages.LanguageOfAddress",
    "cms.security_headers.ContentSecurityPolicy",
    "cms.security_headers.PermissionsPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "casestudies.api.gate.Gate",
    "cms.compression.Compression",
    "cms.odd_requests.NoNullBytes",
    "cms.odd_requests.PrivateAddressesAreKeptByNobody",
    "cms.odd_requests.SessionOnlyWhereAsked",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "cms.odd_requests.NewTokenOnlyWhereAsked",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "casestudies.admin.desk_time.DeskTime",
    "casestudies.admin.together.sign_in.KeepTyping",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"languages": "casestudies.public.language_tags"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# A case study of a hundred sections is one admin form with thousands of fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# Data, cache, tasks, mail

DATABASES = {
    "default": database_settings(
        env.str("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'casebook.sqlite3'}"),
        pool_size=env.int("DATABASE_POOL_SIZE", default=16),
    )
}
CACHES = {
    "default": env.cache_url("CACHE_URL", default="locmemcache://"),
    # Finished PDFs of handouts, which are large and quickly made again: on disk, and never more than so many.
    "handouts": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "handouts",
        "TIMEOUT": 30 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 400},
    },
    # The pictures that other sites show beside links, drawn once an edition.
    "cards": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cards",
        "TIMEOUT": 30 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
# A mail server that accepts and then says nothing must not hold up the ticker, nor a page.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"casebook@{PUBLIC_HOST}")

# Hosts, as `host:port`, that the site may fetch from although they are not on the public internet.
FETCH_ALLOWED_HOSTS = env.list("FETCH_ALLOWED_HOSTS", default=[])

# The private half of the key that signs editions: 32 bytes in base64url. Empty: a key of the site's own, kept sealed.
SIGNING_KEY = env.str("SIGNING_KEY", default="")

# Signing in

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Language and time

# What the public pages speak: the first without a prefix in the address, the others under theirs. The desk is English.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
# Long words and right to left, made from the words of the catalogue: they prove that every string is translated and
# that the pages hold together. Nobody is offered them.
PSEUDO_LANGUAGES = ("qpl", "qpr") if env.bool("PSEUDO_LANGUAGES", default=DEBUG) else ()
if PSEUDO_LANGUAGES:
    LANGUAGES += [(code, code) for code in PSEUDO_LANGUAGES]
    # The admin's menus ask Django for every language's name.
    LANG_INFO |= {
        code: {"bidi": code == "qpr", "code": code, "name": code, "name_local": code} for code in PSEUDO_LANGUAGES
    }
    LOCALE_PATHS = [write_catalogues(DATA_DIR / "pseudo")]
LANGUAGES_BIDI = [*global_settings.LANGUAGES_BIDI, "qpr"]
TIME_ZONE = "UTC"
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["cms.formats"]

# Static files and media

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    # A picture is stored under the digest of its bytes: what is overwritten is the same.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"allow_overwrite": True}},
    "staticfiles": {"BACKEND": "cms.static_files.StaticFiles"},
}
# Source maps are half of all bytes, and only a browser's developer tools ever ask for one.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

# The editor and the admin

DJANGO_PROSE_EDITOR_EXTENSIONS = EDITOR_EXTENSIONS
UNFOLD = ADMIN_LOOK
FORM_RENDERER = "casestudies.admin.desk_renderer.DeskRenderer"

# The API

REST_FRAMEWORK = API_FRAMEWORK
# Requests a minute and a day: of a network address without a key, and of a key whose partner has no limits of its own.
API_ANONYMOUS_BURST = env.int("API_ANONYMOUS_BURST", default=60)
API_ANONYMOUS_DAILY = env.int("API_ANONYMOUS_DAILY", default=2_000)
API_KEY_BURST = env.int("API_KEY_BURST", default=600)
API_KEY_DAILY = env.int("API_KEY_DAILY", default=50_000)
# Hours after which a partner that still carries a wrong text is written to, and after which the desk is told to call.
HOLDING_MAIL_HOURS = env.int("HOLDING_MAIL_HOURS", default=24)
HOLDING_DESK_HOURS = env.int("HOLDING_DESK_HOURS", default=72)
SPECTACULAR_SETTINGS = api_description(SITE_NAME, SITE_URL)

# Logs: one line an entry, to stderr. Messages name things by id and never carry a body, a key or a password.

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO").upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "cms.logs.LineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        # Django's own handlers would mail tracebacks and print every entry twice.
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "django.server": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
    },
}
