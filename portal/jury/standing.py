"""What an entrant may know of their entry: what was decided, once it is released. Nothing before."""

from collections.abc import Sequence

from portal.entries.models import Entry
from portal.entries.outcomes import Outcome
from portal.entries.workflow import IN_COMPETITION
from portal.front.words import text_for
from portal.jury.models import Decision


def released_outcomes(entries: Sequence[Entry]) -> dict[int, Outcome]:
    """The released decision on each entry that is still in the competition, in one query. Derived, never stored."""
    pks = [entry.pk for entry in entries if entry.status in IN_COMPETITION]
    rows = Decision.objects.released().filter(entry__in=pks).select_related("award", "release") if pks else ()
    return {row.entry_id: _outcome(row) for row in rows}


def _outcome(decision: Decision) -> Outcome:
    released_at = decision.release.released_at if decision.release else None
    award, lang = text_for(decision.award.name) if decision.award else ("", "")
    label = str(decision.get_outcome_display())
    return Outcome(label, released_at or decision.at, award, lang, decision.message)
