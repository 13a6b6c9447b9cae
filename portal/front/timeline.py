"""Where the gates of a call stand on its track, in percent of the track's width."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

EDGE = 0.04  # of the whole span, kept free before the first gate and after the last


@dataclass(frozen=True, slots=True)
class Gate:
    """An instant somebody must keep."""

    name: str
    at: datetime
    note: str = ""
    is_tentative: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A gate with its place. `state`: past, next or ahead."""

    gate: Gate
    number: int
    x: float
    state: str

    @property
    def label_anchor(self) -> str:
        """Which end of its number keeps inside the track."""
        return "end" if self.x > 96 else "start"


@dataclass(frozen=True, slots=True)
class Clip:
    """The stretch between two gates. `state`: past, now or ahead."""

    x: float
    width: float
    state: str


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    on: datetime


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything the drawing and its text need; `playhead` is None when now lies outside the track."""

    zone: str
    now: datetime
    marks: Sequence[Mark]
    clips: Sequence[Clip]
    ticks: Sequence[Tick]
    playhead: float | None

    @property
    def last_mark(self) -> Mark | None:
        """The gate at the end, if there is any."""
        return self.marks[-1] if self.marks else None

    @property
    def next_mark(self) -> Mark | None:
        """The gate that comes next, if any."""
        return next((mark for mark in self.marks if mark.state == "next"), None)


def lay_out(gates: Sequence[Gate], *, now: datetime, zone: str) -> Timeline:
    """The timeline of `gates` as it stands at `now`. The gates may come in any order."""
    ordered = sorted(gates, key=lambda gate: gate.at)
    if not ordered:
        return Timeline(zone, now, (), (), (), None)
    first, last = ordered[0].at, ordered[-1].at
    span = max(last - first, timedelta(hours=1))
    start, end = first - span * EDGE, last + span * EDGE

    def place(at: datetime) -> float:
        return round((at - start) / (end - start) * 100, 3)

    upcoming = next((gate for gate in ordered if gate.at > now), None)
    marks = [
        Mark(gate, number, place(gate.at), "past" if gate.at <= now else "next" if gate is upcoming else "ahead")
        for number, gate in enumerate(ordered, 1)
    ]
    clips = [
        Clip(before.x, max(after.x - before.x - 0.2, 0), _clip_state(before.gate.at, after.gate.at, now))
        for before, after in pairwise(marks)
    ]
    ticks = [Tick(place(at), at) for at in _month_starts(start, end)]
    return Timeline(zone, now, marks, clips, ticks, place(now) if start <= now <= end else None)


def _clip_state(start: datetime, end: datetime, now: datetime) -> str:
    if end <= now:
        return "past"
    return "now" if start <= now else "ahead"


def _month_starts(start: datetime, end: datetime) -> list[datetime]:
    """The first of each month inside, at most six of them, evenly thinned."""
    at = datetime(start.year, start.month, 1, tzinfo=UTC)
    found = []
    while at <= end:
        if at >= start:
            found.append(at)
        at = datetime(at.year + at.month // 12, at.month % 12 + 1, 1, tzinfo=UTC)
    return found[:: max(1, -(-len(found) // 6))]
