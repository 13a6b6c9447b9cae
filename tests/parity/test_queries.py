"""Same questions, same hits, same counts, whatever the engine."""

from collections import Counter

import pytest

from search.engines.base import Engine, Found
from search.facets import FACETS, Index, facets_of
from search.queries import CatalogQuery
from tests.parity.corpus import DOCUMENTS, EVERYTHING, TEXTS, ids

BY_ID = {document.id: document for document in DOCUMENTS}


def values(doc_id: str, facet: str) -> list[str]:
    document = BY_ID[doc_id]
    return [document.kind] if facet == "kind" else list(document.facets.get(facet, ()))


def find(engine: Engine, text: str = "", **rest) -> Found:
    return engine.find(Index.PUBLIC, CatalogQuery(text=text, size=100, **rest))


def fitting(matches: set[str], filters: dict[str, list[str]], *, but: str = "") -> set[str]:
    """Those of `matches` that pass every filter, the one called `but` aside."""
    return {
        doc_id
        for doc_id in matches
        if all(name == but or set(chosen) & set(values(doc_id, name)) for name, chosen in filters.items())
    }


def counted(matches: set[str], filters: dict[str, list[str]]) -> dict[str, dict[str, int]]:
    """The counts by hand."""
    return {
        name: dict(Counter(v for doc_id in fitting(matches, filters, but=name) for v in values(doc_id, name)))
        for name in (facet.name for facet in facets_of(Index.PUBLIC))
    }


@pytest.mark.parametrize(("text", "expected"), TEXTS.items())
def test_text_finds_exactly_these(filled: Engine, text: str, expected: str) -> None:
    found = find(filled, text)

    assert set(found.ids) == ids(expected)
    assert found.total == len(ids(expected))


@pytest.mark.parametrize("text", ["", "电影", "荆楚", "dragon", "不存在的词"])
@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"kind": ["film"]},
        {"kind": ["film", "page"], "region": ["hubei"]},
        {"year": ["2025"], "tool": ["sora", "kling"]},
        {"motif": ["bells", "dragon"], "region": ["hubei"], "runtime": ["1-5"]},
        {"region": ["nowhere"]},
    ],
    ids=lambda filters: "+".join(filters) or "none",
)
def test_counts_ignore_their_own_filter(filled: Engine, text: str, filters: dict[str, list[str]]) -> None:
    matches = set(find(filled, text).ids)
    found = find(filled, text, filters=filters)

    assert set(found.ids) == fitting(matches, filters)
    assert {name: dict(pairs) for name, pairs in found.counts.items()} == counted(matches, filters)


def test_empty_text_finds_everything(filled: Engine) -> None:
    assert set(find(filled).ids) == EVERYTHING


def test_counts_are_listed_most_frequent_first(filled: Engine) -> None:
    assert find(filled).counts["tool"] == [
        ("sora", 4), ("runway", 2), ("blender", 1), ("kling", 1), ("veo", 1),
    ]  # fmt: skip


def test_public_counts_name_no_desk_facet(filled: Engine) -> None:
    assert not {name for name in find(filled).counts if FACETS[name].is_desk_only}


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("newest", ["film:12", "film:11", "film:10"]),
        ("oldest", ["page:1", "page:2", "film:1"]),
        ("shortest", ["film:6", "film:7", "film:1"]),
        ("longest", ["film:4", "film:10", "film:5"]),
        ("begins", ["event:2", "event:5", "event:4"]),
        ("", ["film:12", "film:11", "film:10"]),
    ],
)
def test_sort_orders_hits(filled: Engine, sort: str, first: list[str]) -> None:
    assert list(find(filled, sort=sort).ids)[:3] == first


def test_sort_by_title_follows_pinyin(filled: Engine) -> None:
    films = find(filled, sort="title", filters={"kind": ["film"], "region": ["hubei"]})

    # bian zhong, chu yun, feng ming, long zhou, the lord, yu fu
    assert list(films.ids) == ["film:9", "film:3", "film:1", "film:8", "film:12", "film:2"]


def test_sort_puts_what_has_no_value_last(filled: Engine) -> None:
    without_runtime = {doc_id.split(":")[0] for doc_id in find(filled, sort="longest").ids[-15:]}

    assert without_runtime == {"talent", "page", "event"}
    assert {doc_id.split(":")[0] for doc_id in find(filled, sort="begins").ids[-24:]} == {"film", "talent", "page"}


def test_name_weighs_more_than_text(filled: Engine) -> None:
    assert find(filled, "编钟").ids[0] == "film:9"
    assert find(filled, "电影人才").ids[0] == "film:11"


def test_pages_cover_everything_once(filled: Engine) -> None:
    pages = [filled.find(Index.PUBLIC, CatalogQuery(page=number, size=7, sort="title")).ids for number in range(1, 6)]

    assert [len(page) for page in pages] == [7, 7, 7, 6, 0]
    assert {doc_id for page in pages for doc_id in page} == EVERYTHING


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("张", "t1 t2"), ("張藝", "t1 t2"), ("zhangy", "t1 t2"), ("zy", "t1 t2"), ("zym", "t1"),
        ("凤鸣", "f1"), ("ph", "f1"), ("so", "f6 t8"), ("shant", "t3"), ("ann l", "t7"), ("", ""), ("***", ""),
    ],
)  # fmt: skip
def test_starting_finds_names_while_they_are_typed(filled: Engine, typed: str, expected: str) -> None:
    assert set(filled.starting(Index.PUBLIC, typed, 20)) == ids(expected)
