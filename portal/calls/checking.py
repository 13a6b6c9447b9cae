"""Checks before opening: what an editor should look at again. None of it is forbidden; what is stands in `actions`."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from portal.calls.drafting import LANGUAGES
from portal.calls.gates import Schedule
from portal.calls.models import Award, CallVersion, GateKind, Prize
from portal.text import in_a_row

Check = Callable[[CallVersion], Iterator[str]]


def doubts_about(draft: CallVersion) -> list[str]:
    """What every check found, in sentences of the active language."""
    return [sentence for check in CHECKS for sentence in check(draft)]


def _stays_open(draft: CallVersion) -> Iterator[str]:
    if Schedule.from_gates(draft.gates.all()).closes_at() is None:
        yield _("No gate closes the entries: the call stays open.")


def _closes_before_it_opens(draft: CallVersion) -> Iterator[str]:
    schedule = Schedule.from_gates(draft.gates.all())
    opens, closes = schedule.opens_at(), schedule.closes_at()
    if opens and closes and opens >= closes:
        yield _("Entries close before they open.")


def _teams_without_a_gate(draft: CallVersion) -> Iterator[str]:
    has_teams = draft.rules.filter(kind="team_size", params__minimum__gt=1).exists()
    if has_teams and not any(gate.kind == GateKind.TEAM for gate in draft.gates.all()):
        yield _("Teams are required, and no gate says until when they may change.")


def _awards_nobody_decides(draft: CallVersion) -> Iterator[str]:
    for award in draft.awards.all():
        if not award.decider and not str(award.decided_by).strip():
            yield _("Nobody decides the award “%(name)s”.") % {"name": award.name}


def _tracks_without_an_award(draft: CallVersion) -> Iterator[str]:
    """Where awards belong to tracks, a track that has none is most likely forgotten."""
    won_in = {award.track for award in draft.awards.all() if award.track}
    bare = [str(track.name) for track in draft.tracks.all() if track.key not in won_in]
    if won_in and bare:
        yield _("Tracks without an award: %(names)s") % {"names": in_a_row(bare)}


def _parts_of_no_track(draft: CallVersion) -> Iterator[str]:
    keys = {"", *(track.key for track in draft.tracks.all())}
    rows: list[Award | Prize] = [*draft.awards.all(), *draft.prizes.all()]
    for row in rows:
        if row.track not in keys:
            yield _("“%(name)s” is for the track “%(track)s”, which does not exist.") % {
                "name": row,
                "track": row.track,
            }


def _prizes_of_no_award(draft: CallVersion) -> Iterator[str]:
    keys = {"", *(award.key for award in draft.awards.all())}
    for prize in draft.prizes.all():
        if prize.award not in keys:
            yield _("“%(name)s” is for the award “%(award)s”, which does not exist.") % {
                "name": prize,
                "award": prize.award,
            }


def _languages_missing(draft: CallVersion) -> Iterator[str]:
    for language, name in LANGUAGES.items():
        missing = [str(row) for row in draft.questions.all() if not _has(row.label, language)]
        if missing:
            yield _("Questions without %(language)s: %(names)s") % {"language": name, "names": in_a_row(missing)}
        if not _has(draft.title, language):
            yield _("The title has no %(language)s.") % {"language": name}
        if not _has(draft.consent, language):
            yield _("The text to accept has no %(language)s.") % {"language": name}


def _has(text: Any, language: str) -> bool:
    data = getattr(text, "data", text)
    if isinstance(data, dict):
        return bool(str(data.get(language) or "").strip())
    return bool(data) and language == "zh-hans"


CHECKS: tuple[Check, ...] = (
    _stays_open,
    _closes_before_it_opens,
    _teams_without_a_gate,
    _awards_nobody_decides,
    _tracks_without_an_award,
    _parts_of_no_track,
    _prizes_of_no_award,
    _languages_missing,
)
