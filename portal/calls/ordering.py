"""Which gates cannot stand together, and which of them pass in an order that nobody means."""

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.calls.models import Gate, GateKind

IN_ORDER = (GateKind.OPENS, GateKind.REGISTRATION, GateKind.TEAM, GateKind.ENTRY, GateKind.RESULTS)
Pair = tuple[str, str]


def impossible(gates: Iterable[Gate], tracks: Iterable[str]) -> list[str | Promise]:
    """Why a call with these gates and tracks cannot be published, in sentences."""
    return [sentence % values for sentence, values in _impossible({gate.key: gate for gate in gates}, set(tracks))]


def _impossible(gates: dict[str, Gate], tracks: set[str]) -> Iterator[tuple[str | Promise, dict[str, str]]]:
    for gate in gates.values():
        values = {"gate": gate.key, "after": gate.after, "track": gate.track}
        if gate.track and gate.track not in tracks:
            yield _("The gate “%(gate)s” is for the track “%(track)s”, which is not there."), values
        if not gate.after:
            continue
        if gate.after not in gates:
            yield _("The gate “%(gate)s” comes after “%(after)s”, which is not there."), values
        elif _goes_in_a_circle(gate, gates):
            yield _("The gate “%(gate)s” would come after itself."), values
        elif gate.at < gates[gate.after].at:
            yield _("The gate “%(gate)s” comes after “%(after)s”, and passes before it."), values


def _goes_in_a_circle(gate: Gate, gates: dict[str, Gate]) -> bool:
    seen: set[str] = set()
    here: Gate | None = gate
    while here is not None and here.key not in seen:
        seen.add(here.key)
        here = gates.get(here.after)
    return here is not None and here.key == gate.key


def disorders(gates: Iterable[Gate]) -> list[Pair]:
    """Pairs of keys of which the first passes later than the second and is meant to pass earlier.

    Registration is meant to close before teams, teams before entries, entries before results; and a gate before those
    that come after it. Gates for different modes or tracks have no order among each other.
    """
    rows = list(gates)
    return [(a.key, b.key) for a in rows for b in rows if a.at > b.at and _is_meant_before(a, b)]


def _is_meant_before(a: Gate, b: Gate) -> bool:
    if b.after and b.after == a.key:
        return True
    if a.kind not in IN_ORDER or b.kind not in IN_ORDER or not _meet(a.mode, b.mode) or not _meet(a.track, b.track):
        return False
    return IN_ORDER.index(GateKind(a.kind)) < IN_ORDER.index(GateKind(b.kind))


def _meet(one: str, other: str) -> bool:
    return one == other or not one or not other
