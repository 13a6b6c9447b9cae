"""What is said at the start when the catalogue is set up in a way that will disappoint."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register()
def check_engine(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """The embedded engine is for one machine; an address has to be one; index names have rules."""
    found: list[CheckMessage] = []
    if not settings.SEARCH_URL and not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        found.append(
            Warning(
                "The embedded search engine is for one machine.",
                hint="With several machines on one database set SEARCH_URL; on a single one this can be ignored.",
                id="search.W001",
            )
        )
    if settings.SEARCH_URL and urlsplit(settings.SEARCH_URL).scheme not in {"http", "https"}:
        found.append(Error("SEARCH_URL is not an address like http://search:9200.", id="search.E001"))
    prefix = settings.SEARCH_PREFIX
    if prefix != prefix.lower() or not prefix.replace("-", "").replace("_", "").isalnum() or prefix[0] in "-_":
        found.append(
            Error("SEARCH_PREFIX may hold lower-case letters, digits, - and _, and begins with a letter or a digit.",
                  id="search.E002")
        )  # fmt: skip
    return found
