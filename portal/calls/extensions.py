"""Which gates have been moved to a later time and have not passed yet, for the banners that say so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.calls.gates import Schedule
from portal.calls.models import Amendment, Call, Gate


@dataclass(frozen=True)
class Extension:
    """A gate as it stands, and when it would have passed before it was moved last."""

    gate: Gate
    was: datetime


def extensions(call: Call, amendments: Iterable[Amendment], at: datetime) -> list[Extension]:
    """Those of the newest version, in order of their gates. `amendments` come newest first."""
    moved: dict[str, tuple[datetime, datetime]] = {}
    for amendment in amendments:
        for key, old, new in _moves(amendment.changes):
            moved.setdefault(key, (old, new))
    return [
        Extension(gate, moved[gate.key][0])
        for gate in Schedule.of(call).gates
        if gate.key in moved and at < gate.at == moved[gate.key][1] and moved[gate.key][0] < gate.at
    ]


def _moves(changes: Iterable[dict[str, Any]]) -> Iterator[tuple[str, datetime, datetime]]:
    for change in changes:
        if (change["part"], change["field"]) == ("gates", "at") and change["old"] and change["new"]:
            yield change["key"], datetime.fromisoformat(change["old"]), datetime.fromisoformat(change["new"])
