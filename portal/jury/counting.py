"""What was decided, counted: only what has been made known, and only of entries that entry statistics count."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Count as CountOf

from portal.calls.counting import Count
from portal.calls.models import Measure
from portal.entries.models import Entry
from portal.jury.models import Decision, Outcome

# A winner was a finalist too, and a finalist was selected.
REACHED = {
    Measure.SELECTED: frozenset({Outcome.SELECTED, Outcome.FINALIST, Outcome.WINNER, Outcome.COHORT}),
    Measure.FINALISTS: frozenset({Outcome.FINALIST, Outcome.WINNER}),
    Measure.AWARDED: frozenset({Outcome.WINNER}),
}


def counts_of_decisions(editions: Collection[int], measures: Collection[str]) -> dict[tuple[int, str], Count]:
    """All of them in one query."""
    edition = "entry__call__edition"
    entries = Entry.objects.counted().filter(call__edition__in=editions)
    rows = Decision.objects.public().filter(entry__in=entries.values("pk")).order_by().values(edition, "outcome")
    tally: Mapping[int, Counter[str]] = defaultdict(Counter)
    for row in rows.annotate(number=CountOf("pk")):
        tally[row[edition]][row["outcome"]] += row["number"]
    return {
        (pk, measure): Count(sum(own[outcome] for outcome in REACHED[Measure(measure)]))
        for pk, own in tally.items()
        for measure in measures
    }
