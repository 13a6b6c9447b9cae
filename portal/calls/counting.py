"""What the database counts of an edition. The rooms above know what was handed in and decided; this one asks them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from portal.authorities.models import Authority
from portal.calls.models import Measure


@dataclass(frozen=True, slots=True)
class Count:
    """A number; for places also how many works are from each, most first. A work may be from several."""

    number: int = 0
    places: tuple[tuple[Authority, int], ...] = ()


Counts = Mapping[tuple[int, str], Count]
# From editions (by primary key) and measures to what is counted, in a constant number of queries. What is decided and
# not made known must not come out of it.
Counter = Callable[[Collection[int], Collection[str]], Counts]

_counters: list[tuple[frozenset[str], Counter]] = []


def tell_counts(counter: Counter, *measures: Measure) -> None:
    """Register `counter` for `measures`."""
    row = (frozenset(map(str, measures)), counter)
    if row not in _counters:
        _counters.append(row)


def counts_of(editions: Collection[int], measures: Collection[str]) -> dict[tuple[int, str], Count]:
    """Each measure of each edition as it is now; asks nothing where nothing is to be counted."""
    found = {(edition, measure): Count() for edition in editions for measure in measures}
    for known, counter in _counters:
        wanted = known & set(measures)
        if wanted and editions:
            found |= counter(editions, wanted)
    return found
