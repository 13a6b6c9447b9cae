"""The gates of a call as iCalendar (RFC 5545): stable UIDs, a SEQUENCE that rises with each version."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

from cms.present.calls import call_url
from cms.present.page import absolute
from cms.present.words import text_for
from portal.calls.gates import Schedule
from portal.calls.models import Call, Gate


def calendar_of(call: Call, *, key: str = "") -> str:
    """One event a gate, or the gate with that key alone, at the gate's instant in UTC.

    The same version always gives the same file: it is stamped with the instant at which it came into force.
    """
    at = call.current.published_at if call.current and call.current.published_at else call.created_at
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Firstcut//Calls//EN", "CALSCALE:GREGORIAN"]
    for gate in Schedule.of(call).gates:
        if key not in ("", gate.key):
            continue
        lines += _event(call, gate, at)
    return "\r\n".join(_fold(line) for line in [*lines, "END:VCALENDAR", ""])


def _event(call: Call, gate: Gate, at: datetime) -> list[str]:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    label = text_for(gate.label)[0] or str(gate.get_kind_display())
    title = text_for(call.current.title)[0] if call.current else call.slug
    return [
        "BEGIN:VEVENT",
        f"UID:call-{call.pk}-{gate.key}@{host}",
        f"SEQUENCE:{call.current.number if call.current else 0}",
        f"DTSTAMP:{_utc(at)}",
        f"LAST-MODIFIED:{_utc(at)}",
        f"DTSTART:{_utc(gate.at)}",
        f"SUMMARY:{_escape(f'{title}: {label}')}",
        f"DESCRIPTION:{_escape(f'{gate.wall} {gate.zone}')}",
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
