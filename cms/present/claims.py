"""The numbers of an edition as the site prints them: worded for the reader, with who says so and how sure it is."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy, npgettext_lazy, pgettext

from cms.present.lists import midnight
from cms.present.words import said
from portal.calls.counting import Count, counts_of
from portal.calls.models import Edition, Measure, Qualifier, Statistic, StatisticKind
from portal.front.shapes import Claim, ClaimGroup, Fact
from portal.front.words import text_for

UNITS = {
    Measure.ENTRIES: npgettext_lazy("unit", "entry", "entries", "number"),
    Measure.FILMS: npgettext_lazy("unit", "film entered", "films entered", "number"),
    Measure.PEOPLE: npgettext_lazy("unit", "person taking part", "people taking part", "number"),
    Measure.ORIGINS: npgettext_lazy("unit", "country or region", "countries and regions", "number"),
    Measure.SELECTED: npgettext_lazy("unit", "selected", "selected", "number"),
    Measure.FINALISTS: npgettext_lazy("unit", "finalist", "finalists", "number"),
    Measure.AWARDED: npgettext_lazy("unit", "awarded", "awarded", "number"),
}
_ENTERED = gettext_lazy("Handed in and not withdrawn. Drafts, invited and commissioned works are not counted.")
_DECIDED = gettext_lazy("Of these entries, those whose result has been announced.")
COUNTED = {
    Measure.ENTRIES: _ENTERED,
    Measure.FILMS: _ENTERED,
    Measure.PEOPLE: gettext_lazy("Everybody in the team of an entry, each counted once."),
    Measure.ORIGINS: gettext_lazy("A co-production counts for each of its countries and regions."),
    Measure.SELECTED: _DECIDED,
    Measure.FINALISTS: _DECIDED,
    Measure.AWARDED: _DECIDED,
}


def claims(rows: Iterable[Statistic], at: datetime) -> list[Claim]:
    """Each claim in its place; what is computed is counted now, in a constant number of queries."""
    shown = list(rows)
    counted = {row.measure for row in shown if row.is_computed()}
    counts = counts_of({row.edition_id for row in shown if row.is_computed()}, counted)
    hoped = {(row.edition_id, row.key) for row in shown if row.kind in (StatisticKind.FORECAST, StatisticKind.GOAL)}
    return [
        _counted(row, counts[row.edition_id, row.measure], at, is_paired=(row.edition_id, row.key) in hoped)
        if row.is_computed()
        else _stated(row, is_paired=(row.edition_id, row.key) in hoped)
        for row in shown
    ]


def claim_groups(editions: Iterable[Edition], at: datetime) -> list[ClaimGroup]:
    """The claims of each edition that makes any; their `statistics` must be loaded."""
    making = [(edition, list(edition.statistics.all())) for edition in editions]
    shown = iter(claims((row for _edition, rows in making for row in rows), at))
    return [_group(edition, [next(shown) for _row in rows]) for edition, rows in making if rows]


def _group(edition: Edition, own: list[Claim]) -> ClaimGroup:
    theme, lang = text_for(edition.theme)
    return ClaimGroup(str(edition.year), theme, own, lang)


def _stated(row: Statistic, *, is_paired: bool) -> Claim:
    return Claim(
        value="" if row.value is None else worded(row.value, row.qualifier),
        unit=said(row.unit),
        as_of=midnight(row.as_of) if row.as_of else None,
        source=row.source,
        source_url=row.source_url,
        status=row.status,
        note=said(row.definition),
        kind=_kind(row, is_paired=is_paired),
        other_says=said(row.other_says),
        other_source=row.other_source,
        other_url=row.other_url,
    )


def _counted(row: Statistic, count: Count, at: datetime, *, is_paired: bool) -> Claim:
    measure = Measure(row.measure)
    return Claim(
        value=f"{count.number:,}",
        unit=said(row.unit) or unit_of(measure, count.number),
        status=row.status,
        note=said(row.definition) or str(COUNTED[measure]),
        kind=_kind(row, is_paired=is_paired),
        counted_at=at,
        places=[Fact(place.name(), f"{number:,}") for place, number in count.places],
    )


def unit_of(measure: Measure, number: int) -> str:
    return str(UNITS[measure] % {"number": number})


def worded(value: Decimal, qualifier: str) -> str:
    """A number with how exact it is meant, as one says it in the reader's language: 逾700, about 70."""
    number = {"number": f"{value.normalize():,f}"}
    words = {
        Qualifier.OVER: pgettext("claim", "over %(number)s"),
        Qualifier.ABOUT: pgettext("claim", "about %(number)s"),
        Qualifier.UNDER: pgettext("claim", "under %(number)s"),
    }
    return words.get(Qualifier(qualifier), "%(number)s") % number


def _kind(row: Statistic, *, is_paired: bool) -> str:
    """What was hoped for says so; what came of it does where both stand side by side."""
    names = {
        StatisticKind.FORECAST: pgettext("claim", "Forecast"),
        StatisticKind.GOAL: pgettext("claim", "Goal"),
        StatisticKind.OUTCOME: pgettext("claim", "What came") if is_paired else "",
    }
    return names.get(StatisticKind(row.kind), "")
