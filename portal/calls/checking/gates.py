"""Gates that are missing, over, out of their order, or easily misread."""

from collections.abc import Iterator
from datetime import datetime, time

from django.utils.translation import gettext as _

from portal.calls.gates import Schedule, local_time
from portal.calls.models import CallVersion, Gate, GateKind
from portal.calls.ordering import disorders

DEADLINES = (GateKind.REGISTRATION, GateKind.TEAM, GateKind.ENTRY)


def passed_already(draft: CallVersion, at: datetime) -> Iterator[str]:
    """Deadlines and results that were over before anybody could read of them; those in force have merely passed."""
    if draft.published_at is not None:
        return
    current = draft.call.current
    in_force = {(gate.key, gate.at) for gate in current.gates.all()} if current else set()
    for gate in draft.gates.all():
        is_new = (gate.key, gate.at) not in in_force
        if is_new and gate.kind in (*DEADLINES, GateKind.RESULTS) and gate.has_passed(at):
            yield _("“%(gate)s” has already passed.") % {"gate": gate.name()}


def _stays_open(draft: CallVersion) -> Iterator[str]:
    if Schedule.from_gates(draft.gates.all()).closes_at() is None:
        yield _("No gate closes the entries: the call stays open.")


def _closes_before_it_opens(draft: CallVersion) -> Iterator[str]:
    schedule = Schedule.from_gates(draft.gates.all())
    for somebody in schedule.people():
        opens, closes = schedule.opens_at(*somebody), schedule.closes_at(*somebody)
        if opens and closes and opens >= closes:
            yield _("Entries close before they open.")
            return


def _out_of_order(draft: CallVersion) -> Iterator[str]:
    """Where one gate is expressly after another, publishing is refused; here it is only meant to be."""
    gates = {gate.key: gate for gate in draft.gates.all()}
    for first, second in disorders(gates.values()):
        kinds = (gates[first].kind, gates[second].kind)
        if gates[second].after != first and kinds != (GateKind.OPENS, GateKind.ENTRY):
            names = {"first": gates[first].name(), "second": gates[second].name()}
            yield _("“%(first)s” passes later than “%(second)s”.") % names


def _mode_without_an_end(draft: CallVersion) -> Iterator[str]:
    schedule = Schedule.from_gates(draft.gates.all())
    if schedule.closes_at() is None:
        return
    for mode in schedule.modes():
        if schedule.gate(GateKind.ENTRY, mode) is None:
            yield _("No gate closes the entries of the mode “%(mode)s”: the last of the others counts.") % {
                "mode": mode
            }


def _mode_of_one(draft: CallVersion) -> Iterator[str]:
    """Whoever enters has to choose between modes; a single one is no choice, and most likely a slip of the pen."""
    modes = Schedule.from_gates(draft.gates.all()).modes()
    if len(modes) == 1:
        yield _("“%(mode)s” is the only participation mode: nobody has anything to choose.") % {"mode": modes[0]}


def _midnight(draft: CallVersion) -> Iterator[str]:
    for gate in draft.gates.all():
        if gate.kind in DEADLINES and _wall_time(gate) == time(0):
            yield _("“%(gate)s” passes at 00:00, when that day begins. Many read the evening: 23:59 is clearer.") % {
                "gate": gate.name()
            }


def _wall_time(gate: Gate) -> time:
    return local_time(gate).time().replace(second=0, microsecond=0)


CHECKS = (_stays_open, _closes_before_it_opens, _out_of_order, _mode_without_an_end, _mode_of_one, _midnight)
