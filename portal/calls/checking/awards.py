"""Awards and prizes that nobody decides, nobody gives, or that belong to nothing."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from portal.calls.gates import Schedule, local_time
from portal.calls.models import Award, CallVersion, GateKind, Prize
from portal.text import in_a_row


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


def _tracks_nobody_decides(draft: CallVersion) -> Iterator[str]:
    if draft.tracks.all() and not draft.awards.all():
        yield _("There are tracks and no award: nothing says who decides in them.")


def _prizes_nobody_gives(draft: CallVersion) -> Iterator[str]:
    for prize in draft.prizes.all():
        if not prize.award and not str(prize.sponsor).strip():
            yield _("“%(name)s” belongs to no award, and nothing says who gives it.") % {"name": prize}


def _prizes_nobody_wins(draft: CallVersion) -> Iterator[str]:
    """They are shown with the others, and no decision ever brings one."""
    decided_in = {award.track for award in draft.awards.all()}
    for prize in draft.prizes.all():
        if prize.award:
            continue
        if not prize.track:
            yield _("“%(name)s” is for no award and no track: nobody wins it.") % {"name": prize}
        elif prize.track not in decided_in:
            yield _("“%(name)s” is for a track in which no award is decided: nobody wins it.") % {"name": prize}


def _prizes_over_before_the_results(draft: CallVersion) -> Iterator[str]:
    results = Schedule.from_gates(draft.gates.all()).gate(GateKind.RESULTS)
    for prize in draft.prizes.all():
        if results and prize.expires_on and prize.expires_on <= local_time(results).date():
            yield _("“%(name)s” has to be used before the results are out.") % {"name": prize}


def _results_without_a_gate(draft: CallVersion) -> Iterator[str]:
    if draft.awards.all() and not any(gate.kind == GateKind.RESULTS for gate in draft.gates.all()):
        yield _("No gate says when the results are out.")


def _some_weights(draft: CallVersion) -> Iterator[str]:
    """Weights say how much each counts among the others: of some alone they say nothing."""
    bare = [str(row.name) for row in draft.criteria.all() if row.weight is None]
    if bare and len(bare) < len(draft.criteria.all()):
        yield _("Criteria without a weight beside others that have one: %(names)s") % {"names": in_a_row(bare)}


CHECKS = (
    _awards_nobody_decides,
    _tracks_without_an_award,
    _tracks_nobody_decides,
    _parts_of_no_track,
    _prizes_of_no_award,
    _prizes_nobody_gives,
    _prizes_nobody_wins,
    _prizes_over_before_the_results,
    _results_without_a_gate,
    _some_weights,
)
