"""From a date and a wall clock in a named zone to one instant, refusing what names two instants or none."""

from datetime import UTC, datetime, tzinfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.zones import find_zone


def zone_named(name: str) -> tzinfo:
    """The zone, or a ValidationError: only IANA names of this machine's database and `AoE`."""
    zone = find_zone(name)
    if zone is None:
        raise ValidationError(_("“%(zone)s” is not a time zone we know."), code="zone", params={"zone": name})
    return zone


def instant_of(wall: str, zone: str) -> datetime:
    """The UTC instant of a local time like `2024-02-14T23:59`, half of a promise that must not move afterwards."""
    tz = zone_named(zone)
    try:
        local = datetime.fromisoformat(wall)
    except ValueError:
        raise ValidationError(_("“%(wall)s” is not a date and time."), code="wall", params={"wall": wall}) from None
    if local.tzinfo is not None or not 1900 < local.year < 9000:
        raise ValidationError(_("“%(wall)s” is not a local date and time."), code="wall", params={"wall": wall})
    first, second = local.replace(tzinfo=tz, fold=0), local.replace(tzinfo=tz, fold=1)
    if first.astimezone(UTC).astimezone(tz).replace(tzinfo=None) != local:
        raise ValidationError(
            _("%(wall)s does not exist in %(zone)s: the clocks jump over it that night."),
            code="imaginary",
            params={"wall": wall, "zone": zone},
        )
    if first.utcoffset() != second.utcoffset():
        raise ValidationError(
            _("%(wall)s happens twice in %(zone)s: the clocks go back that night. Choose another time."),
            code="ambiguous",
            params={"wall": wall, "zone": zone},
        )
    return first.astimezone(UTC)
