"""Relaxed for one developer's machine; `manage.py` and the tests choose it, a server never does."""

import os

from .refusal import DEVELOPMENT_KEY

os.environ.setdefault("SECRET_KEY", DEVELOPMENT_KEY)
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
os.environ.setdefault("BASE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")
os.environ.setdefault("LOG_LEVEL", "WARNING")
os.environ.setdefault("EMAIL_URL", "")  # letters become files, nothing is sent
os.environ.setdefault("SECURITY_CONTACT", "mailto:security@firstcut.example")

from .base import *  # noqa: F403
from .logs import logging_for

DEBUG = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "session", "csrf"  # the __Host- names want HTTPS
SECURE_SSL_REDIRECT, SECURE_HSTS_SECONDS = False, 0
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
LOGGING = logging_for(LOG_LEVEL, as_json=False)  # noqa: F405
