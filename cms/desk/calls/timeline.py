"""A call's gates as rows of a timeline, for those who set them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.forms import BaseFormSet

from portal.calls.gates import Schedule, local_time
from portal.calls.models import CallVersion, Gate
from portal.calls.zones import instant_of
from portal.clock import now
from portal.zones import zone_words


@dataclass(frozen=True)
class TimelineRow:
    """A gate, its name and instant, the clock on its own wall and whose it is; whether it is past, next, in force."""

    gate: Gate
    name: str
    at: datetime
    local: datetime
    zone: str
    is_past: bool
    is_next: bool
    may_move: bool


def timeline(version: CallVersion | None, in_force: frozenset[str]) -> list[TimelineRow]:
    """The gates of a version in the order in which they pass; those of `in_force` can be moved."""
    return timeline_of(version.gates.all() if version else (), in_force)


def timeline_of(gates: Iterable[Gate], in_force: frozenset[str]) -> list[TimelineRow]:
    """The same of gates that need not be stored."""
    schedule, instant = Schedule.from_gates(gates), now()
    following = schedule.next_gate(instant)
    return [
        TimelineRow(
            gate=gate,
            name=gate.name(),
            at=gate.at,
            local=local_time(gate).replace(tzinfo=None),
            zone=zone_words(gate.zone),
            is_past=gate.has_passed(instant),
            is_next=gate is following,
            may_move=gate.key in in_force,
        )
        for gate in schedule.gates
    ]


def typed_gates(rows: BaseFormSet) -> tuple[list[Gate], int]:  # type: ignore[type-arg]
    """The gates of a bound formset whose rows are right, and how many rows are not."""
    gates, unready = [], 0
    for form in rows.forms:
        if not form.has_changed() and form.empty_permitted:
            continue
        if not form.is_valid():
            unready += 1
        elif not form.cleaned_data.get("DELETE"):
            row = form.row()
            gates.append(Gate(**row, at=instant_of(row["wall"], row["zone"])))
    return gates, unready
