"""Zones by the names people write: those of the IANA database, and AoE.

A zone that was stored may be unknown to this machine, or not any more. Times are told in UTC then, and `zone_words`
says so beside them: nothing that was promised moves, no page breaks, and nobody takes them for the zone's own.
"""

from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.utils.translation import gettext as _

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
    """The zone in which times are told."""
    return find_zone(name) or UTC


def name_or_utc(name: str) -> str:
    """What that zone is called."""
    return name if find_zone(name) else "UTC"


def zone_words(name: str) -> str:
    """What stands beside a time told in it."""
    return name if find_zone(name) else _("UTC (the time zone “%(zone)s” is not known here)") % {"zone": name}


@cache
def zone_names() -> frozenset[str]:
    """Every name of the IANA database of this machine."""
    # Reading it opens every file of the zone database: 14 ms for a question that a page asks once a gate.
    return frozenset(available_timezones())
