"""A call's gates as rows of a timeline, for those who set them."""

from dataclasses import dataclass
from datetime import datetime

from portal.calls.gates import Schedule, local_time
from portal.calls.models import CallVersion, Gate
from portal.clock import now


@dataclass(frozen=True)
class TimelineRow:
    """A gate, its name, its instant, the clock on its own wall; whether it has passed, and whether it is in force."""

    gate: Gate
    name: str
    at: datetime
    local: datetime
    is_past: bool
    may_move: bool


def timeline(version: CallVersion | None, in_force: frozenset[str]) -> list[TimelineRow]:
    """The gates of a saved version in the order in which they pass; those of `in_force` can be moved."""
    instant = now()
    return [
        TimelineRow(
            gate=gate,
            name=gate.name(),
            at=gate.at,
            local=local_time(gate).replace(tzinfo=None),
            is_past=gate.has_passed(instant),
            may_move=gate.key in in_force,
        )
        for gate in (Schedule.from_gates(version.gates.all()).gates if version else ())
    ]
