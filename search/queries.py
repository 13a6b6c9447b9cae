"""What somebody asks the catalogue for: read from an address without trusting it, written back into one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

import regex
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.analysis import Term, terms_of
from search.documents import LONGEST_VALUE
from search.facets import FACETS, Index, facets_of

LONGEST_QUERY = 200  # graphemes
PAGE_SIZE, LARGEST_PAGE = 20, 100
DEEPEST_HIT = 10_000
MOST_VALUES = 50  # of one facet
LISTED_VALUES = 60  # of one facet that are counted and listed

# name → (title, field, whether the largest comes first); the engine's own rank has no field.
SORTS: Mapping[str, tuple[str | Promise, str, bool]] = {
    "best": (_("Closest"), "", True),
    "newest": (_("Newest"), "date", True),
    "oldest": (_("Oldest"), "date", False),
    "shortest": (_("Shortest"), "runtime", False),
    "longest": (_("Longest"), "runtime", True),
    "begins": (_("By date of the event"), "begins", True),
    "title": (_("By title"), "title", False),
}


@dataclass(frozen=True, slots=True)
class CatalogQuery:
    """One question. Within a facet any value fits (or), across facets all have to (and).

    `scope` are conditions that nobody sees or takes away: the programmes an editor works for.

    `sort` is "" for the natural one: closest first where there is a text, newest first where there is none.
    """

    text: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    size: int = PAGE_SIZE
    scope: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def from_address(cls, data: QueryDict, index: Index) -> tuple["CatalogQuery", list[str]]:
        """The question in an address, with sentences on what in it was not understood. Never raises."""
        notices: list[str] = []
        allowed = {facet.name for facet in facets_of(index)}
        text = clean_query(data.get("q", ""))
        if is_too_long(text):
            text = cut(text)
            notices.append(str(_("Search is limited to 200 characters; the rest was left out.")))
        sort = data.get("sort", "")
        unknown = [name for name in data if name not in {*allowed, "q", "sort", "page"}]
        if unknown or (sort and sort not in SORTS):
            notices.append(str(_("Some conditions in this address are not known here and were left out.")))
        filters = {name: values for name in FACETS if name in allowed and (values := _values(data.getlist(name)))}
        query = cls(text=text, filters=filters, sort=sort if sort in SORTS else "", page=_page(data.get("page", "")))
        return query, notices

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    @property
    def order(self) -> str:
        """The sort that holds: a key of SORTS."""
        if self.sort and not (self.sort == "best" and not self.terms()):
            return self.sort
        return "best" if self.terms() else "newest"

    def terms(self) -> tuple[Term, ...]:
        return terms_of(self.text)

    def is_hopeless(self) -> bool:
        """Whether a text was typed in which there is nothing to search for: punctuation, an emoji."""
        return bool(self.text) and not self.terms()

    def switched(self, facet: str, value: str) -> "CatalogQuery":
        """The question with this value added, or taken away where it was on; back on the first page."""
        chosen = list(self.filters.get(facet, ()))
        chosen = [v for v in chosen if v != value] if value in chosen else [*chosen, value]
        filters = {**self.filters, facet: tuple(chosen)}
        kept = {name: tuple(filters[name]) for name in FACETS if filters.get(name)}
        return replace(self, filters=kept, page=1)

    def pairs(self) -> list[tuple[str, str]]:
        """The question as names and values of an address, in one order."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, value) for name in FACETS for value in self.filters.get(name, ())]
        pairs += [("sort", self.sort)] if self.sort else []
        return pairs + ([("page", str(self.page))] if self.page > 1 else [])

    def to_address(self) -> str:
        """The part of the address after the path: "?q=…", or "?" for everything."""
        return "?" + urlencode(self.pairs())


def clean_query(text: str) -> str:
    """What was typed, without control characters, lone surrogates and needless blanks."""
    text = text[: LONGEST_QUERY * 40].encode("utf-8", "ignore").decode()
    return " ".join(regex.sub(r"[\p{Cc}\p{Cs}\p{Cf}]+", " ", text).split())


def is_too_long(text: str) -> bool:
    return cut(text) != text


def cut(text: str) -> str:
    """The first 200 characters a person would count."""
    return text if len(text) <= LONGEST_QUERY else "".join(regex.findall(r"\X", text)[:LONGEST_QUERY])


def _values(raw: list[str]) -> tuple[str, ...]:
    clean = (clean_query(value)[:LONGEST_VALUE] for value in raw[: MOST_VALUES * 20])
    return tuple(dict.fromkeys(value for value in clean if value))[:MOST_VALUES]


def _page(raw: str) -> int:
    if not (raw.isascii() and raw.isdecimal() and len(raw) < 8):
        return 1
    return min(max(1, int(raw)), DEEPEST_HIT // PAGE_SIZE)
