"""Settings safe for production. Everything that differs between places comes from the environment.

A setting has the name of its variable; `.env.example` explains each one, and a test compares the two.
"""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from environs import EnvValidationError, FileAwareEnv

from . import refusal
from .databases import database_from
from .logs import logging_for
from .services import cache_from, email_from
from .storages import file_origins, local_storages, s3_storages

BASE_DIR = Path(__file__).resolve().parents[2]
env = FileAwareEnv(eager=False)

# --- who we are -------------------------------------------------------------------------------------------------------
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", validate=refusal.secret_key)
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", validate=refusal.hosts)
BASE_URL = env.str("BASE_URL", validate=refusal.base_url)
SITE_NAME = env.str("SITE_NAME", "Firstcut")
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
TRUSTED_PROXY_HOPS = env.int("TRUSTED_PROXY_HOPS", 0)
PROXY_STAMPS_REQUESTS = env.bool("PROXY_STAMPS_REQUESTS", False)
PARTNER_MAILBOX = env.str("PARTNER_MAILBOX", "", validate=refusal.mailbox)
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "", validate=refusal.security_contact)
# Behind a proxy that says how it was asked, a plain request is sent to HTTPS; without one nobody here could tell.
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", bool(TRUSTED_PROXY_HOPS))
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", False)
DATA_DIR = env.path("DATA_DIR", BASE_DIR / "var")

# --- where things are kept --------------------------------------------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", "")
CACHE_URL = env.str("CACHE_URL", "")
EMAIL_URL = env.str("EMAIL_URL", validate=refusal.email_url)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Firstcut <noreply@localhost>")
SEARCH_URL = env.str("SEARCH_URL", "")
SEARCH_PREFIX = env.str("SEARCH_PREFIX", "firstcut")
S3_ENDPOINT_URL = env.str("S3_ENDPOINT_URL", "")
S3_REGION = env.str("S3_REGION", "us-east-1")
S3_ACCESS_KEY = env.str("S3_ACCESS_KEY", "")
S3_SECRET_KEY = env.str("S3_SECRET_KEY", "")
S3_PUBLIC_BUCKET = env.str("S3_PUBLIC_BUCKET", "")
S3_PRIVATE_BUCKET = env.str("S3_PRIVATE_BUCKET", "")
S3_PUBLIC_URL = env.str("S3_PUBLIC_URL", "")
S3_BROWSER_URL = env.str("S3_BROWSER_URL", "")
QUEUE_LEASE_S = env.float("QUEUE_LEASE_S", 60)
QUEUE_POLL_S = env.float("QUEUE_POLL_S", 0.25)
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", 50 * 1024**3)
UPLOAD_QUOTA_BYTES = env.int("UPLOAD_QUOTA_BYTES", 200 * 1024**3)
SEARCH_RATE = env.str("SEARCH_RATE", "600/m", validate=refusal.rate)
UPLOAD_RATE = env.str("UPLOAD_RATE", "120/h", validate=refusal.rate)
ENQUIRY_RATE = env.str("ENQUIRY_RATE", "10/h", validate=refusal.rate)
PAGE_MOMENT_S = env.float("PAGE_MOMENT_S", 1.0)
try:
    env.seal()
except EnvValidationError as error:
    raise SystemExit(refusal.sentence(error.error_messages)) from None
refusal.data_dir(DATA_DIR)

DATABASES = {"default": database_from(DATABASE_URL, DATA_DIR)}
CACHES = {"default": cache_from(CACHE_URL, DATA_DIR)}
_EMAIL = email_from(EMAIL_URL, DATA_DIR)
globals().update(_EMAIL)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "portal.queue",
    "portal.mail",
    "portal.front",
    "portal.accounts",
    "portal.media",
    "portal.authorities",
    "portal.talent",
    "portal.films",
    "portal.calls",
    "portal.entries",
    "portal.jury",
    "portal.cohorts",
    "portal.events",
    "portal.sponsors",
    "portal.running",
    "search",
    "cms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.desk.people_app.PeopleConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "i18nfield",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.entries.received.ReceivedMiddleware",  # first: it stamps when a request came
    "portal.running.health.HealthMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "portal.web.middleware.HeadersMiddleware",
    "portal.web.csp.PolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.web.moments.MomentMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.languages.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.desk.speaking.AdminLanguageMiddleware",
    "portal.accounts.middleware.SecondFactorMiddleware",
    "portal.web.middleware.InvalidFormMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cms.gone.GoneMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

# --- languages and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = True
# The first is ours (makemessages writes there); the second fills what Wagtail leaves untranslated in its admin.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "cms" / "wagtail_words"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- accounts ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "portal.accounts.passwords.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.LoginForm",
    "signup": "portal.accounts.forms.SignupForm",
    "add_email": "portal.accounts.forms.AddEmailForm",
    "change_password": "portal.accounts.forms.ChangePasswordForm",
    "reset_password": "portal.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "portal.accounts.forms.ResetPasswordKeyForm",
    "confirm_email_verification_code": "portal.accounts.forms.EmailCodeForm",
    "confirm_password_reset_code": "portal.accounts.forms.ResetCodeForm",
    "reauthenticate": "portal.accounts.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Codes typed into the page that asked for them, not links: no address of ours in a mail lets anybody in.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,10/15m/key", "signup": "20/m/ip"}
MFA_ADAPTER = "portal.accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "activate_totp": "portal.accounts.forms.ActivateTOTPForm",
    "authenticate": "portal.accounts.forms.AuthenticateForm",
    "reauthenticate": "portal.accounts.forms.FactorReauthenticateForm",
    "add_webauthn": "portal.accounts.forms.AddWebAuthnForm",
    "edit_webauthn": "portal.accounts.forms.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
USERSESSIONS_TRACK_ACTIVITY = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
# Browsers take a cookie of this name only over HTTPS, for this very host and for every path.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie

# --- files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media" / "public"
PRIVATE_ROOT = DATA_DIR / "media" / "private"
_MEDIA_STORAGES = (
    s3_storages(
        endpoint=S3_ENDPOINT_URL,
        region=S3_REGION,
        access_key=S3_ACCESS_KEY,
        secret_key=S3_SECRET_KEY,
        public=S3_PUBLIC_BUCKET,
        private=S3_PRIVATE_BUCKET,
        public_url=S3_PUBLIC_URL,
        browser_url=S3_BROWSER_URL,
    )
    if S3_PRIVATE_BUCKET
    else local_storages(private_root=PRIVATE_ROOT)
)
# Where else than from us a browser loads pictures and films: what both policies allow.
FILE_ORIGINS = file_origins(_MEDIA_STORAGES)
STORAGES = _MEDIA_STORAGES | {"staticfiles": {"BACKEND": "portal.front.storage.FrontStaticFilesStorage"}}

# --- tasks ------------------------------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "video"]}}
# Functions of a stop event that every worker runs all the time, by dotted path.
BACKGROUND_LOOPS = ["portal.mail.sending.send_for_ever", "search.index.run_indexer_forever"]

# Functions that bring what an older release has stored to where this one would have it; safe to repeat.
PREPARATIONS = ["portal.jury.prizes.enter_all_prizes"]

# What a person takes along of their own beside the account: name → a function of the user.
OWN_DATA = {"rosters": "portal.cohorts.standing.own_rosters"}

# What /readyz tells besides yes or no: name → a function that returns seconds or a count.
READINESS_FIGURES = {
    "workers_alive": "portal.queue.figures.workers_alive",
    "oldest_due_task_s": "portal.queue.figures.oldest_due_task_s",
    "dead_letters": "portal.queue.figures.dead_letters",
    "oldest_due_mail_s": "portal.mail.figures.oldest_due_mail_s",
    "mail_needing_attention": "portal.mail.figures.mail_needing_attention",
    "catalogue_lag_s": "search.outbox.lag_s",
    "catalogue_given_up": "search.outbox.given_up",
    "catalogue_wrong": "search.reconcile.documents_wrong",
    "catalogue_checked_ago_s": "search.reconcile.checked_ago_s",
}

# --- logs -------------------------------------------------------------------------------------------------------------
LOGGING = logging_for(LOG_LEVEL, as_json=True)

# --- Wagtail ----------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL  # a route: it has a language in front
# Language and time zone are chosen for the account, not for the admin: with one choice Wagtail offers none.
WAGTAILADMIN_PERMITTED_LANGUAGES, WAGTAIL_USER_TIME_ZONES = LANGUAGES[:1], [TIME_ZONE]
# Passwords and addresses are the sign-in's matter alone.
WAGTAILUSERS_PASSWORD_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "cms.FirstcutImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.FirstcutDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024**2
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.library_forms.CleanImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.library_forms.CleanDocumentForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40 * 1000**2  # a few kilobytes can be half a gigabyte to whoever decodes them
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # no page embeds, and our server fetches no address somebody typed
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False  # an editor's browser asks nobody else; the policy would not let it
# The stock database search finds no Chinese inside a longer run; admin lists are small enough for `icontains`.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}

# --- headers ----------------------------------------------------------------------------------------------------------
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_HOPS else None
# Whether the domain's other hosts speak TLS is the operator's knowledge: both are off until the environment says so.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, "'unsafe-inline'"],  # the player lays itself out with inline styles
        "img-src": [SELF, "data:", "blob:", *FILE_ORIGINS],
        "media-src": [SELF, "blob:", *FILE_ORIGINS],
        "connect-src": [SELF, *FILE_ORIGINS],
        "worker-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
