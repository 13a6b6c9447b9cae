"""Cache and mail from their addresses."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_email_url


def cache_from(url: str, data_dir: Path) -> dict[str, Any]:
    """Redis at `url`, with files while it is away; files alone, which all of one machine share, where it is empty."""
    if url:
        patience = {"socket_connect_timeout": 1, "socket_timeout": 2}
        options = patience | {"FILES": data_dir / "cache"}
        return {"BACKEND": "portal.web.steady.SteadyRedisCache", "LOCATION": url, "OPTIONS": options}
    return {
        "BACKEND": "portal.web.counting.CountingFileCache",
        "LOCATION": data_dir / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }


def email_from(url: str, data_dir: Path) -> dict[str, Any]:
    """The EMAIL_* settings for `url` (smtp://user:password@host:587/?tls=true); letters as files where it is empty."""
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": data_dir / "mail",
        }
    settings = {name: value for name, value in dj_email_url.parse(url).items() if value is not None}
    if url.startswith("file:"):
        settings["EMAIL_FILE_PATH"] = urlsplit(url).path  # parsed without its first slash it would be below the code
    return {"EMAIL_TIMEOUT": 20} | settings
