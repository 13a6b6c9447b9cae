"""How a floor above says what can be found: one `Kind` for films, one for talents, one for a family of pages.

The catalogue knows kinds only by this; it never imports a page.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from portal.accounts.models import Viewer
from portal.front.shapes import Hit
from search.documents import CatalogDocument
from search.facets import Index

Thing = TypeVar("Thing", bound=Model)


class Kind(ABC, Generic[Thing]):
    """Something that can be found. Stateless; one instance is registered under its name."""

    name: ClassVar[str]
    label: Any  # what a reader calls it, translated when it is shown
    indexes: ClassVar[frozenset[Index]] = frozenset(Index)

    @abstractmethod
    def everything(self) -> QuerySet[Thing]:
        """Every object that may be in an index, with all that `build` reads prefetched."""

    @abstractmethod
    def build(self, thing: Thing, index: Index) -> CatalogDocument | None:
        """Its document in `index`, or None where it must not be found: then it is deleted there."""

    @abstractmethod
    def visible_to(self, user: Viewer, index: Index) -> QuerySet[Thing]:
        """The objects `user` may see among hits of `index` now, with all that `hit` and `match` read."""

    @abstractmethod
    def hit(self, thing: Thing, index: Index, language: str) -> Hit:
        """How it stands in a list. `title` and `text` plain; the catalogue marks what was searched for."""

    @abstractmethod
    def matching(self, text: str) -> Q:
        """A plain condition for when there is no engine: `text` inside a name."""

    def labels(self, facet: str, values: Sequence[str], language: str) -> Mapping[str, str]:
        """What a reader of `language` calls these values of a facet, for those this kind knows."""
        return {}


_KINDS: dict[str, Kind[Any]] = {}


def register(kind: Kind[Any]) -> None:
    """Let `kind` be found. A second kind of the same name takes the place of the first."""
    _KINDS[kind.name] = kind


def unregister(name: str) -> None:
    _KINDS.pop(name, None)


def kind_named(name: str) -> Kind[Any] | None:
    return _KINDS.get(name)


def kinds_of(index: Index) -> list[Kind[Any]]:
    """The kinds that may be in `index`."""
    return [kind for kind in _KINDS.values() if index in kind.indexes]


def all_kinds() -> Iterable[Kind[Any]]:
    return list(_KINDS.values())
