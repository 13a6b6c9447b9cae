"""When one may enter: the gates of a call's newest version, read as a schedule."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import product
from typing import Self

from portal.calls.models import Call, CallVersion, Gate, GateKind
from portal.calls.rules import readable
from portal.calls.rules.team import TeamSize
from portal.front.templatetags.front import local_time as spoken_time
from portal.zones import zone_or_utc


class Timing(StrEnum):
    """What the clock says of something that arrived at an instant."""

    EARLY = "early"
    OPEN = "open"
    LATE = "late"  # after the published end, within the grace: accepted and marked
    CLOSED = "closed"


@dataclass(frozen=True)
class Schedule:
    """The gates of one call in order. Always built from the newest version: gates alone are never pinned.

    Every answer is for somebody: a participation mode ("" while none is chosen) and tracks (empty while none is).
    """

    gates: tuple[Gate, ...]

    @classmethod
    def of(cls, call: Call) -> Self:
        """Reads `call.current.gates`; prefetch them where there are many calls."""
        return cls.from_gates(call.current.gates.all() if call.current else ())

    @classmethod
    def from_gates(cls, gates: Iterable[Gate]) -> Self:
        """In order of time; those of the same instant stay as they come."""
        return cls(tuple(sorted(gates, key=lambda gate: gate.at)))

    def gate(self, kind: str, mode: str = "", tracks: Sequence[str] = ()) -> Gate | None:
        """The one gate of a kind that stands for somebody: the most specific of those that are for them.

        A gate is for somebody when its mode is theirs or empty, and its track one of theirs or empty. One that names
        both mode and track wins over one that names the mode, that over one that names the track, that over one for
        everybody. Of two equals in different tracks the earlier one counts, because the entry is one and has to keep
        both; of two equals in the same, the later one.

            film  entry  16:00            mode ""      gate("entry") is this one
            film2 entry  18:00 on-site    mode on-site gate("entry", "on-site") is this one, and "remote" has the first
            xr    entry  12:00        xr  gate("entry", "remote", ["xr"]) is this one, on-site still has film2
        """
        applying = [g for g in self.gates if g.kind == kind and g.mode in ("", mode) and g.track in ("", *tracks)]
        if not applying:
            return None
        most = max(map(_specificity, applying))
        latest = {gate.track: gate for gate in applying if _specificity(gate) == most}  # they are in order
        return min(latest.values(), key=lambda gate: gate.at)

    def entry_gate(self, mode: str = "", tracks: Sequence[str] = ()) -> Gate | None:
        """The gate that closes the entries for somebody; where none is for them, the last of all: none stays open."""
        last = next((gate for gate in reversed(self.gates) if gate.kind == GateKind.ENTRY), None)
        return self.gate(GateKind.ENTRY, mode, tracks) or last

    def opening_gate(self, mode: str = "", tracks: Sequence[str] = ()) -> Gate | None:
        """The gate that opens the call for somebody; where none is for them, the first of all."""
        first = next((gate for gate in self.gates if gate.kind == GateKind.OPENS), None)
        return self.gate(GateKind.OPENS, mode, tracks) or first

    def with_key(self, key: str) -> Gate | None:
        return next((gate for gate in self.gates if gate.key == key), None)

    def gates_for(self, mode: str = "", tracks: Sequence[str] = ()) -> list[Gate]:
        """All that concerns somebody, in order. Of the ends only those that stand for them, not what a special one
        replaces.
        """
        end = self.entry_gate(mode, tracks)
        ends = {gate.key for gate in [*self.stages(mode, tracks), *([end] if end else [])]}
        return [
            gate
            for gate in self.gates
            if gate.key in ends
            or (gate.kind != GateKind.ENTRY and gate.mode in ("", mode) and gate.track in ("", *tracks))
        ]

    def before(self, gate: Gate) -> list[Gate]:
        """The gates that must have been passed before this one, nearest first. A circle is gone round once."""
        found: list[Gate] = []
        earlier = self.with_key(gate.after) if gate.after else None
        while earlier is not None and earlier not in found and earlier.key != gate.key:
            found.append(earlier)
            earlier = self.with_key(earlier.after) if earlier.after else None
        return found

    def modes(self) -> list[str]:
        """Participation modes that gates distinguish, in order of their gates."""
        return list(dict.fromkeys(gate.mode for gate in self.gates if gate.mode))

    def tracks(self) -> list[str]:
        """Tracks that gates distinguish, in order of their gates."""
        return list(dict.fromkeys(gate.track for gate in self.gates if gate.track))

    def people(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Everybody the gates tell apart, as mode and tracks; those who have chosen nothing first."""
        for mode, track in product(["", *self.modes()], ["", *self.tracks()]):
            yield mode, (track,) if track else ()

    def opens_at(self, mode: str = "", tracks: Sequence[str] = ()) -> datetime | None:
        gate = self.opening_gate(mode, tracks)
        return gate.at if gate else None

    def closes_at(self, mode: str = "", tracks: Sequence[str] = ()) -> datetime | None:
        """The published end for somebody. Where every gate has a mode and none is given, the last of them."""
        gate = self.entry_gate(mode, tracks)
        return gate.at if gate else None

    def timing(self, instant: datetime, mode: str = "", tracks: Sequence[str] = ()) -> Timing:
        """Half-open: at the very instant of the gate it is too late. A call that opened and has no end stays open.

        One with neither is only announced, and over once its results are out.
        """
        opens, closes = self.opens_at(mode, tracks), self.entry_gate(mode, tracks)
        if opens is None and closes is None:
            results = self.gate(GateKind.RESULTS, mode, tracks)
            return Timing.CLOSED if results and results.has_passed(instant) else Timing.EARLY
        if opens is not None and instant < opens:
            return Timing.EARLY
        if closes is None or instant < closes.at:
            return Timing.OPEN
        return Timing.LATE if instant < closes.hard_at else Timing.CLOSED

    def is_open(self, instant: datetime) -> bool:
        """Whether anybody may still hand in."""
        return any(self.timing(instant, *somebody) in (Timing.OPEN, Timing.LATE) for somebody in self.people())

    def why_not_begun(self, instant: datetime, *, needs_team: bool = False) -> Gate | None:
        """The stage that has closed for everybody who has not begun yet; None while one may, and in a closed call.

        That teams have closed shuts out only where nobody can hand in alone (`needs_team`).
        """
        shut: Gate | None = None
        for somebody in self.people():
            if self.timing(instant, *somebody) not in (Timing.OPEN, Timing.LATE):
                continue
            stages = [gate for gate in self.stages(*somebody) if needs_team or gate.kind != GateKind.TEAM]
            found = next((gate for gate in stages if instant >= gate.hard_at), None)
            if found is None:
                return None
            shut = shut or found
        return shut

    def admits(self, instant: datetime, *, needs_team: bool = False) -> bool:
        """Whether somebody who has not begun yet may begin."""
        return self.is_open(instant) and self.why_not_begun(instant, needs_team=needs_team) is None

    def stages(self, mode: str = "", tracks: Sequence[str] = ()) -> list[Gate]:
        """What somebody has to pass on the way to handing in, in order: registration, team, what the end comes after.

        The end itself is not among them.
        """
        end = self.entry_gate(mode, tracks)
        own = [self.gate(kind, mode, tracks) for kind in (GateKind.REGISTRATION, GateKind.TEAM)]
        needed = {gate.key: gate for gate in own if gate is not None}
        for gate in [*needed.values(), *([end] if end else [])]:
            needed |= {earlier.key: earlier for earlier in self.before(gate) if earlier.kind in PASSED_BY_ENTRIES}
        if end:
            needed.pop(end.key, None)
        return [gate for gate in self.gates if gate.key in needed]

    def way(self, mode: str = "", tracks: Sequence[str] = ()) -> list[Gate]:
        """Every gate somebody has to pass, handing in last."""
        end = self.entry_gate(mode, tracks)
        return [*self.stages(mode, tracks), *([end] if end else [])]

    def next_gate(self, instant: datetime) -> Gate | None:
        return next((gate for gate in self.gates if not gate.has_passed(instant)), None)


PASSED_BY_ENTRIES = frozenset({GateKind.REGISTRATION, GateKind.TEAM, GateKind.ENTRY})


def _specificity(gate: Gate) -> int:
    return 2 * bool(gate.mode) + bool(gate.track)


def needs_team(version: CallVersion | None) -> bool:
    """Whether nobody can hand in alone. Reads the version's rules."""
    return any(isinstance(rule, TeamSize) and rule.minimum > 1 for rule in (readable(version) if version else ()))


def local_time(gate: Gate) -> datetime:
    """The gate's instant on the clocks of its own zone."""
    return gate.at.astimezone(zone_or_utc(gate.zone))


def gate_line(gate: Gate) -> str:
    """What it is called and when it passes on its own clocks, for the reader."""
    return f"{gate.name()}: {spoken_time(gate.at, gate.zone)}"
