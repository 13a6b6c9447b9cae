"""An answer as the page lays it out: facets with their switches, chips, sorts, pages. Every control is an address."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import ceil

from portal.front.shapes import Chip, Facet, FacetValue, PageLink, Pages
from search.catalogue import Answer
from search.facets import FACETS, Index, facets_of
from search.labels import Labels, labels_of
from search.queries import DEEPEST_HIT, SORTS, CatalogQuery

AT_FIRST = 6  # values of a facet that stand there without unfolding


def all_labels(query: CatalogQuery, answer: Answer, language: str) -> Mapping[str, Labels]:
    """Words for every value on the page, chosen ones that count nothing included."""
    values = {name: [value for value, _count in answer.counts.get(name, ())] for name in FACETS}
    for name, chosen in query.filters.items():
        values[name] += [value for value in chosen if value not in values[name]]
    return labels_of(values, language)


def facets(query: CatalogQuery, answer: Answer, index: Index, labels: Mapping[str, Labels]) -> list[Facet]:
    """Facets with at least one value; chosen values stand first and never vanish."""
    groups = []
    for facet in facets_of(index):
        chosen = query.filters.get(facet.name, ())
        counts = dict(answer.counts.get(facet.name, ()))
        order = [*chosen, *(value for value in counts if value not in chosen)]
        values = [
            FacetValue(
                text=labels[facet.name][value],
                count=counts.get(value, 0),
                url=query.switched(facet.name, value).to_address(),
                is_on=value in chosen,
            )
            for value in order
        ]
        shown = max(AT_FIRST, len(chosen))
        if values:
            groups.append(Facet(str(facet.title), values[:shown], values[shown:]))
    return groups


def chips(query: CatalogQuery, labels: Mapping[str, Labels]) -> list[Chip]:
    """What was chosen, each with the address without it."""
    return [
        Chip(str(FACETS[name].title), labels[name][value], query.switched(name, value).to_address())
        for name, chosen in query.filters.items()
        for value in chosen
    ]


def sorts(query: CatalogQuery) -> list[dict[str, object]]:
    """The orders that make sense for this question."""
    names = [name for name in SORTS if name != "best" or query.terms()]
    return [
        {"text": SORTS[name][0], "url": replace(query, sort=name, page=1).to_address(), "is_on": name == query.order}
        for name in names
    ]


def pages(query: CatalogQuery, total: int) -> Pages:
    """First, last and the neighbours of this page."""
    last = max(1, ceil(min(total, DEEPEST_HIT) / query.size))
    links: list[PageLink | None] = []
    for number in sorted({1, last, *range(max(1, query.page - 2), min(last, query.page + 2) + 1)}):
        if links and links[-1] is not None and links[-1].number != number - 1:
            links.append(None)
        links.append(PageLink(number, _page(query, number), number == query.page))
    return Pages(
        links=links,
        previous=_page(query, min(query.page - 1, last)) if query.page > 1 else "",
        next=_page(query, query.page + 1) if query.page < last else "",
    )


def hidden(query: CatalogQuery) -> Iterable[tuple[str, str]]:
    """Everything in the address but the text: the search field carries it along."""
    return [pair for pair in replace(query, page=1).pairs() if pair[0] != "q"]


def is_deep(query: CatalogQuery) -> bool:
    """Whether the page is one of too many for a search engine to walk through."""
    values = sum(len(chosen) for chosen in query.filters.values())
    return bool(query.text or query.sort or values > 1 or (values and query.page > 1))


def _page(query: CatalogQuery, number: int) -> str:
    return replace(query, page=number).to_address()
