"""Gates and airings as iCalendar (RFC 5545): stable UIDs, a SEQUENCE that rises with each change."""

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from cms.present.calls import call_url
from cms.present.page import absolute
from portal.calls.models import Call, Gate
from portal.events.models import Airing, AiringStatus
from portal.front.words import text_for
from portal.zones import zone_words


def calendar_of(call: Call, gates: Iterable[Gate]) -> str:
    """One event for each of these gates of the call, at its instant in UTC.

    The same version always gives the same file: it is stamped with the instant at which it came into force.
    """
    at = call.current.published_at if call.current and call.current.published_at else call.created_at
    return _file("Calls", [line for gate in gates for line in _gate(call, gate, at)])


def calendar_of_airing(airing: Airing, *, title: str, channel: str, url: str) -> str:
    """One airing: at its instant, or the whole day while nobody has named an hour."""
    when = f"DTSTART:{_utc(airing.at)}" if airing.at else f"DTSTART;VALUE=DATE:{airing.day:%Y%m%d}"
    zone = zone_words(airing.zone) if airing.at else airing.zone  # a day alone is told as it was written
    told = [f"{airing.local_day().isoformat()} {airing.time}".strip() + f" {zone}"]
    if airing.status == AiringStatus.TENTATIVE:
        told.append(_("To be confirmed"))
    lines = [
        "BEGIN:VEVENT",
        f"UID:airing-{airing.public_id}@{_host()}",
        f"SEQUENCE:{airing.sequence}",
        f"DTSTAMP:{_utc(airing.changed_at)}",
        f"LAST-MODIFIED:{_utc(airing.changed_at)}",
        when,
        f"STATUS:{airing.status.upper()}",
        f"SUMMARY:{_escape(f'{title} · {channel}')}",
        f"DESCRIPTION:{_escape(' · '.join(told))}",
        f"URL:{absolute(url)}",
        "END:VEVENT",
    ]
    return _file("Airings", lines)


def _file(name: str, events: list[str]) -> str:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Firstcut//{name}//EN", "CALSCALE:GREGORIAN"]
    return "\r\n".join(_fold(line) for line in [*head, *events, "END:VCALENDAR", ""])


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def _gate(call: Call, gate: Gate, at: datetime) -> list[str]:
    label = text_for(gate.label)[0] or str(gate.get_kind_display())
    title = text_for(call.current.title)[0] if call.current else call.slug
    return [
        "BEGIN:VEVENT",
        f"UID:call-{call.pk}-{gate.key}@{_host()}",
        f"SEQUENCE:{call.current.number if call.current else 0}",
        f"DTSTAMP:{_utc(at)}",
        f"LAST-MODIFIED:{_utc(at)}",
        f"DTSTART:{_utc(gate.at)}",
        f"SUMMARY:{_escape(f'{title}: {label}')}",
        f"DESCRIPTION:{_escape(gate.typed)}",
        f"URL:{absolute(call_url(call))}",
        "END:VEVENT",
    ]


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> str:
    """Lines of at most 75 octets, never cutting a character in two."""
    parts, current = [], ""
    for char in line:
        if len((current + char).encode()) > 74:
            parts.append(current)
            current = " "
        current += char
    return "\r\n".join([*parts, current])
