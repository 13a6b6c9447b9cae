"""The dates an entry has to keep, for its pages and for a calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse

from portal.calls.gates import Schedule
from portal.calls.models import Call, Gate
from portal.entries.models import Entry
from portal.entries.workflow import UNDER_WAY


@dataclass(frozen=True)
class Date:
    """One gate ahead. `url` is the gate as a calendar file, whose next version moves what somebody has saved."""

    name: str
    at: datetime
    zone: str
    url: str


@dataclass(frozen=True)
class Dates:
    """What lies ahead of an entry, and all its gates as one calendar."""

    ahead: Sequence[Date]
    url: str


def dates_of(entry: Entry, at: datetime) -> Dates | None:
    """The gates of its mode and tracks that have not passed; None where there is none, or where it is out."""
    if entry.status not in UNDER_WAY:
        return None
    gates = Schedule.of(entry.call).gates_for(entry.mode, entry.chosen_tracks())
    ahead = [Date(gate.name(), gate.at, gate.zone, gate_url(entry.call, gate)) for gate in gates if at < gate.at]
    return Dates(ahead, _calendar_url(entry)) if ahead else None


def gate_url(call: Call, gate: Gate) -> str:
    """One gate as a calendar file."""
    return reverse("call-gate", args=[call.slug, gate.key])


def _calendar_url(entry: Entry) -> str:
    """Anybody may ask for it, as calendars do: it names a mode and tracks, not the entry."""
    query = QueryDict(mutable=True)
    query["mode"] = entry.mode
    query.setlist("track", list(entry.chosen_tracks()))
    return f"{reverse('call-calendar', args=[entry.call.slug])}?{query.urlencode()}"
