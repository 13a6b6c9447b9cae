"""Where an entry stands on its way through the stages of its call: registered, in a team, handed in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.calls.gates import Schedule, Timing
from portal.calls.models import Gate, GateKind
from portal.calls.rules import Facts, readable
from portal.calls.rules import Status as Verdict
from portal.calls.rules.team import TeamSize
from portal.entries.gatekeeping import is_let_through, too_late
from portal.entries.models import Entry
from portal.errors import TooLate


class StageState(StrEnum):
    """Of one stage: behind it, still possible, or not any more."""

    DONE = "done"
    OPEN = "open"
    MISSED = "missed"


@dataclass(frozen=True)
class Stage:
    """One gate an entry has to pass, and what is to be said of it."""

    gate: Gate
    name: str
    state: StageState
    words: str


def stages_of(entry: Entry, at: datetime) -> list[Stage]:
    """The stages of this entry in order, the last one handing in. Empty where handing in is the only one."""
    schedule = Schedule.of(entry.call)
    gates = schedule.stages(entry.mode, entry.chosen_tracks())
    if not gates:
        return []
    stages = [_stage(entry, gate, at) for gate in gates]
    end = schedule.entry_gate(entry.mode, entry.chosen_tracks())
    return [*stages, _last(entry, end, schedule, at)] if end else stages


def missed_stage(entry: Entry, at: datetime) -> Stage | None:
    """The first stage this entry has missed on the way to its last; None while it can be handed in."""
    gates = Schedule.of(entry.call).stages(entry.mode, entry.chosen_tracks())
    stages = (_stage(entry, gate, at) for gate in gates)
    return next((stage for stage in stages if stage.state is not StageState.DONE and at >= stage.gate.hard_at), None)


def require_stages(entry: Entry, at: datetime) -> None:
    """Raise TooLate for an entry that has missed a stage, unless the editors have lifted its gates."""
    missed = missed_stage(entry, at)
    if missed and not is_let_through(entry, at):
        raise TooLate(missed.words)


def _stage(entry: Entry, gate: Gate, at: datetime) -> Stage:
    by_kind: dict[str, Any] = {GateKind.REGISTRATION: _registration, GateKind.TEAM: _team}
    state, words = by_kind.get(gate.kind, _earlier_entry)(entry, gate, at)
    return Stage(gate, gate.name(), state, str(words))


def _registration(entry: Entry, gate: Gate, at: datetime) -> tuple[StageState, str]:
    """The first draft of a person registers them for the call."""
    began = entry.created_at
    if began >= gate.hard_at:  # a second draft of somebody who may have been in time with their first
        mine = Entry.objects.filter(call=entry.call_id, owner=entry.owner_id)
        began = min(mine.values_list("created_at", flat=True), default=began)
    if began < gate.hard_at:
        return StageState.DONE, _("registered")
    return StageState.MISSED, _("Not registered in time. %(why)s") % {"why": too_late(gate, began)}


def _team(entry: Entry, gate: Gate, at: datetime) -> tuple[StageState, str]:
    """The team rule, judged on who was in the team when the gate passed."""
    rule = team_rule(entry)
    if rule is None:
        return StageState.DONE, _("any team will do")
    size = _team_size(entry, gate.hard_at)
    if rule.check(Facts(team_size=size))[0] is not Verdict.FAIL:
        return StageState.DONE, _("in a team of %(n)d") % {"n": size}
    if at < gate.hard_at:
        return StageState.OPEN, format_html(_("registered, no team yet: {} Now it has {}."), rule.sentence(), size)
    words = _("Registered, no team: when “{}” passed, the team had {}. {}")
    return StageState.MISSED, format_html(words, gate.name(), size, rule.sentence())


def team_rule(entry: Entry) -> TeamSize | None:
    """How large its team may be, by the version it answers; None where that says nothing, or nothing readable."""
    return next((rule for rule in readable(entry.answered_version()) if isinstance(rule, TeamSize)), None)


def _team_size(entry: Entry, instant: datetime) -> int:
    """People who had accepted before `instant` and had not left by then."""
    return sum(
        member.joined_at < instant and (member.left_at is None or member.left_at >= instant)
        for member in entry.members.all()
    )


def _earlier_entry(entry: Entry, gate: Gate, at: datetime) -> tuple[StageState, str]:
    """An earlier handing-in that the last one comes after."""
    first = min((copy.received_at for copy in entry.submissions.all()), default=None)
    if first is not None and first < gate.hard_at:
        return StageState.DONE, _("handed in")
    if at < gate.hard_at:
        return StageState.OPEN, _("not handed in yet")
    return StageState.MISSED, _("Nothing had been handed in when “%(gate)s” passed.") % {"gate": gate.name()}


def _last(entry: Entry, gate: Gate, schedule: Schedule, at: datetime) -> Stage:
    if entry.submitted_at is not None:
        return Stage(gate, gate.name(), StageState.DONE, _("handed in"))
    is_closed = schedule.timing(at, entry.mode, entry.chosen_tracks()) is Timing.CLOSED
    if is_closed and not is_let_through(entry, at):
        return Stage(gate, gate.name(), StageState.MISSED, _("not handed in"))
    return Stage(gate, gate.name(), StageState.OPEN, _("not handed in yet"))
