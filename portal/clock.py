"""The one place that reads the clock; everything else takes `at=` or asks here."""

from datetime import UTC, datetime


def now() -> datetime:
    """The server's present instant, aware, in UTC."""
    return datetime.now(UTC)
