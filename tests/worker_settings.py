"""For the worker processes that tests start: the tests' settings, their own app, and a real way out for mail."""

import os

from portal.settings.test import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.work"]  # noqa: F405
QUEUE_LEASE_S = float(os.environ.get("QUEUE_LEASE_S", "3"))
QUEUE_POLL_S = 0.05
BACKGROUND_LOOPS = [path for path in os.environ.get("LOOPS", "").split(",") if path]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", int(os.environ.get("SMTP_PORT", "0")), 5
TEMPLATES = [TEMPLATES[0] | {"DIRS": [*TEMPLATES[0]["DIRS"], BASE_DIR / "tests/portal/mail/templates"]}]  # noqa: F405
