"""What was handed in, counted: entries, films, people, and where the works come from."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Count as CountOf
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from portal.authorities.models import Authority
from portal.calls.counting import Count
from portal.calls.models import Measure
from portal.entries.models import Entry, EntryQuerySet

EDITION = "call__edition"
COUNTED = {
    Measure.ENTRIES: CountOf("pk", distinct=True),
    Measure.FILMS: CountOf("film", distinct=True),
    Measure.PEOPLE: CountOf("members__user", filter=Q(members__left_at=None), distinct=True),
}
MEASURES = (*COUNTED, Measure.ORIGINS)
# How many times a place may be part of another: a district of a town of a province of a country.
STEPS = 3


def counts_of_entries(editions: Collection[int], measures: Collection[str]) -> dict[tuple[int, str], Count]:
    """One query for each measure, four for the places."""
    entries = Entry.objects.counted().filter(call__edition__in=editions).order_by()
    found: dict[tuple[int, str], Count] = {}
    for measure, counted in COUNTED.items():
        if measure in measures:
            rows = entries.values(EDITION).annotate(number=counted).values_list(EDITION, "number")
            found |= {(edition, measure.value): Count(number) for edition, number in rows}
    return found | (_origins(entries) if Measure.ORIGINS in measures else {})


def _origins(entries: EntryQuerySet) -> dict[tuple[int, str], Count]:
    """Countries and regions: a film counts once for each of its own, a person without a film for theirs."""
    tally: Mapping[int, Counter[int]] = defaultdict(Counter)
    for work, path in (("film", "film__countries"), ("talent", "talent__region")):
        own = entries.filter(**{f"{path}__isnull": False})
        if work == "talent":
            own = own.filter(film=None)
        rows = own.annotate(whole=_whole(path)).values(EDITION, "whole").annotate(number=CountOf(work, distinct=True))
        for row in rows:
            tally[row[EDITION]][row["whole"]] += row["number"]
    places = Authority.objects.prefetch_related("names").in_bulk(
        {place for places in tally.values() for place in places}
    )
    return {
        (edition, Measure.ORIGINS.value): Count(len(own), tuple((places[pk], n) for pk, n in own.most_common()))
        for edition, own in tally.items()
    }


def _whole(path: str) -> Coalesce:
    """The country or region a place lies in: itself, unless it is part of another."""
    return Coalesce(*(F("__".join([path, *["parent"] * step])) for step in range(STEPS, -1, -1)))
