"""What an engine has to be able to do. Two do, and one suite of queries holds for both."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from search.documents import Field
from search.facets import Index
from search.queries import CatalogQuery

Counts = Mapping[str, Sequence[tuple[str, int]]]


class EngineDown(Exception):
    """The engine does not answer, or has no index that this code can read."""


class EngineBusy(EngineDown):
    """The engine asks for patience: too many requests, or a disk that is nearly full."""


class NoIndex(EngineDown):
    """There is no index of this name and shape; it has to be filled."""


class RefusedBulk(EngineDown):
    """One request was refused as a whole; the indexer halves it to find out for which document."""


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of one page of hits in order, how many there are in all, and per facet its values with their counts.

    The counts of a facet ignore its own filter, so that a second value can be added.
    """

    ids: Sequence[str]
    total: int
    counts: Counts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A document to be put in place (`fields`) or to be gone (None), with the ticket of whoever read it.

    A change with a lower ticket than what is in the index came too late and is left out: that is no failure.
    """

    id: str
    ticket: int
    fields: Mapping[str, Field] | None


@dataclass(frozen=True, slots=True)
class Failure:
    """A change the engine refuses for good, with its words."""

    id: str
    reason: str


class Engine(Protocol):
    """A search engine. Every method but `is_up` may raise EngineDown."""

    def is_up(self) -> bool: ...

    def is_ready(self, index: Index) -> bool:
        """Whether there is an index of this code's shape."""
        ...

    def find(self, index: Index, query: CatalogQuery) -> Found: ...

    def starting(self, index: Index, text: str, size: int) -> Sequence[str]:
        """Ids of what has a name that begins like this."""
        ...

    def write(self, index: Index, changes: Sequence[Change], into: str = "") -> list[Failure]:
        """Apply changes and make them findable, in the index in use or in the one called `into`."""
        ...

    def begin(self, index: Index) -> str:
        """Make a new, empty index beside the one in use; its name."""
        ...

    def switch(self, index: Index, name: str) -> None:
        """Let the index called `name` answer from now on, and drop those before it."""
        ...

    def discard(self, index: Index, name: str) -> None:
        """Drop an index that never came into use."""
        ...

    def stored(self, index: Index) -> Iterator[tuple[str, str]]:
        """Id and digest of everything in the index in use."""
        ...


def ordered(counts: Iterable[tuple[str, int]], limit: int) -> list[tuple[str, int]]:
    """The most frequent first, equals by name: so that every engine gives the same list."""
    return sorted((pair for pair in counts if pair[1]), key=lambda pair: (-pair[1], pair[0]))[:limit]
