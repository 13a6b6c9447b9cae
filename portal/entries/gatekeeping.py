"""Whether the gates let a request through, and the sentence where they do not."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from portal.calls.gates import Schedule, Timing, local_time, needs_team
from portal.calls.models import Call, Gate, GateKind
from portal.entries.models import CorrectionWindow, Entry
from portal.entries.workflow import Status
from portal.errors import DomainError, InvalidMove, TooLate
from portal.zones import zone_words


def require_open(entry: Entry, at: datetime) -> Timing:
    """The timing of something that arrived at `at`. Raises TooLate or InvalidMove.

    What editors returned for correction, or opened a window for, may be corrected after the gate. What was a draft when
    its gate passed comes late, though it may.
    """
    if entry.status == Status.RETURNED:
        return Timing.OPEN
    try:
        return require_gate(entry.call, entry.mode, at, entry.chosen_tracks())
    except TooLate:
        if open_window(entry, at):
            return Timing.LATE if entry.status == Status.DRAFT else Timing.OPEN
        raise


def open_window(entry: Entry, at: datetime) -> CorrectionWindow | None:
    """The correction window in which this entry is at an instant. One query where `windows` is not prefetched."""
    if not getattr(entry, "has_windows", True):  # read a moment ago
        return None
    return next((window for window in entry.windows.all() if window.is_open(at)), None)


def is_let_through(entry: Entry, at: datetime) -> bool:
    """Whether the editors have lifted its gates: returned for correction, or within a window."""
    return entry.status == Status.RETURNED or open_window(entry, at) is not None


def may_be_changed(entry: Entry, at: datetime) -> bool:
    """Whether its state and the gate still allow changes."""
    if not entry.is_editable():
        return False
    try:
        require_open(entry, at)
    except DomainError:
        return False
    return True


def require_gate(call: Call, mode: str, at: datetime, tracks: tuple[str, ...] = ()) -> Timing:
    """The same for a call, before there is an entry."""
    schedule = Schedule.of(call)
    timing = schedule.timing(at, mode, tracks)
    if timing is Timing.EARLY:
        raise InvalidMove(_("This call is not open yet."))
    if timing is Timing.CLOSED:
        raise TooLate(too_late(schedule.entry_gate(mode, tracks), at))
    return timing


def require_any_gate(call: Call, at: datetime) -> None:
    """Raise TooLate or InvalidMove where the call is open to nobody, whatever they might choose."""
    if not Schedule.of(call).is_open(at):
        require_gate(call, "", at)


def require_beginning(call: Call, at: datetime) -> None:
    """Raise TooLate where registration, or another early stage, has closed for whoever has not begun."""
    shut = Schedule.of(call).why_not_begun(at, needs_team=needs_team(call.current))
    if shut:
        raise TooLate(too_late(shut, at))


def may_begin(call: Call, at: datetime) -> bool:
    """Whether somebody without an entry may start one."""
    return Schedule.of(call).admits(at, needs_team=needs_team(call.current))


def why_not_begun(call: Call, at: datetime) -> str:
    """The sentence about the early stage that keeps newcomers out; "" where none does."""
    shut = Schedule.of(call).why_not_begun(at, needs_team=needs_team(call.current))
    return too_late(shut, at) if shut else ""


def require_team_gate(entry: Entry, at: datetime) -> None:
    """Raise TooLate where teams have closed: nobody can be invited or join any more."""
    gate = Schedule.of(entry.call).gate(GateKind.TEAM, entry.mode, entry.chosen_tracks())
    if gate and at >= gate.hard_at and not is_let_through(entry, at):
        raise TooLate(too_late(gate, at))


def too_late(gate: Gate | None, at: datetime) -> str:
    """Which gate closed, when on its own clocks and in UTC, and when the request came."""
    if gate is None:
        return _("This call has closed.")
    values = {
        "gate": gate.name(),
        "there": f"{local_time(gate):%Y-%m-%d %H:%M:%S}",
        "zone": zone_words(gate.zone),
        "utc": f"{gate.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
        "came": f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"[:-3],
    }
    if gate.kind == GateKind.ENTRY:
        words = _(
            "The gate closed at %(there)s %(zone)s (%(utc)s UTC). By our clock your request came at %(came)s UTC."
        )
    else:
        words = _(
            "“%(gate)s” passed at %(there)s %(zone)s (%(utc)s UTC). By our clock your request came at %(came)s UTC."
        )
    return words % values
