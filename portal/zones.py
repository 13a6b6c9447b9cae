"""Zones by the names people write: those of the IANA database, and AoE."""

from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

AOE = "AoE"  # Anywhere on Earth: the last place where the day ends, UTC−12


def find_zone(name: str) -> tzinfo | None:
    """The zone of that name; None where this machine's database has none."""
    if name == AOE:
        return timezone(timedelta(hours=-12), AOE)
    try:
        return ZoneInfo(name) if name in zone_names() else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def zone_or_utc(name: str) -> tzinfo:
    """The same for pages: a zone that has gone from the database breaks none of them."""
    return find_zone(name) or UTC


@cache
def zone_names() -> frozenset[str]:
    """Every name of the IANA database of this machine."""
    # Reading it opens every file of the zone database: 14 ms for a question that a page asks once a gate.
    return frozenset(available_timezones())
