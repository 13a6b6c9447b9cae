"""Reading a question from an address and writing it back."""

import pytest
from django.http import QueryDict

from search.facets import Index
from search.queries import CatalogQuery


def read(address: str, index: Index = Index.PUBLIC) -> CatalogQuery:
    return CatalogQuery.from_address(QueryDict(address), index)[0]


@pytest.mark.parametrize(
    "address",
    ["", "q=a+b", "kind=film&kind=talent&region=hubei", "q=%E5%87%A4&year=2025&sort=newest&page=3", "runtime=40-"],
)
def test_address_survives_the_way_there_and_back(address: str) -> None:
    query = read(address)

    assert query.to_address() == "?" + address
    assert read(query.to_address()[1:]) == query


@pytest.mark.parametrize(
    ("address", "page"),
    [("page=0", 1), ("page=-1", 1), ("page=abc", 1), ("page=1e30", 1), ("page=3", 3), ("page=9999999", 500)],
)
def test_page_is_a_page(address: str, page: int) -> None:
    assert read(address).page == page


def test_deepest_page_stays_within_what_engines_answer() -> None:
    query = read("page=9999999")

    assert query.offset + query.size <= 10_000


def test_desk_facets_are_unknown_to_the_public() -> None:
    assert read("status=draft").filters == {}
    assert read("status=draft", Index.DESK).filters == {"status": ("draft",)}


def test_switching_keeps_text_and_sort_and_starts_over() -> None:
    query = read("q=a&sort=title&page=4").switched("year", "2025")

    assert query == read("q=a&year=2025&sort=title")
    assert query.switched("year", "2025") == read("q=a&sort=title")


@pytest.mark.parametrize(
    ("address", "order"),
    [("", "newest"), ("q=凤", "best"), ("q=凤&sort=title", "title"), ("sort=best", "newest"), ("q=%21", "newest")],
)
def test_order_is_the_natural_one_unless_chosen(address: str, order: str) -> None:
    assert read(address).order == order
