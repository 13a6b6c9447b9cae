"""The catalogue's page, for visitors."""

import pytest
from django.test import Client

from search import catalogue as answering
from search.facets import Index
from search.index import drain_all
from search.outbox import announce
from search.rebuild import rebuild
from tests.search.conftest import make_thing

URL = "/en/catalogue/"


@pytest.fixture
def client_of(catalogue) -> Client:
    answering._away_until[0] = 0.0
    for index in Index:
        rebuild(index)
    return Client()


def put(*names: str, **fields):
    things = [make_thing(name, **fields) for name in names]
    for thing in things:
        announce("thing", thing.pk)
    drain_all()
    return things


def test_catalogue_shows_hits_and_counts_at_once(client_of: Client) -> None:
    put("可灵", "即梦")

    page = client_of.get(URL)

    assert page.status_code == 200
    assert [hit.title for hit in page.context["hits"]] == ["即梦", "可灵"] or page.context["count"] == 2
    assert [facet.name for facet in page.context["facets"]] == ["What", "Motif", "Year"]


def test_catalogue_sets_no_cookie(client_of: Client) -> None:
    page = client_of.get(URL, {"q": "可灵"})

    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")


def test_hit_is_escaped_and_marked(client_of: Client) -> None:
    put("<i>荆楚</i>")

    body = client_of.get(URL, {"q": "荊楚"}).content.decode()

    assert "&lt;i&gt;<mark>荆楚</mark>&lt;/i&gt;" in body
    assert "&lt;b&gt;&amp;&lt;/b&gt; of <mark>荊楚</mark>" in body


def test_query_is_escaped_in_the_page(client_of: Client) -> None:
    body = client_of.get(URL, {"q": '"><script>x</script>'}).content.decode()

    assert "<script>x" not in body


def test_hidden_since_is_not_shown(client_of: Client) -> None:
    (thing,) = put("秘密")
    thing.kind = "era"
    thing.save()  # the indexer has not come to it yet

    page = client_of.get(URL, {"q": "秘密"})

    assert page.context["hits"] == []


@pytest.mark.parametrize("count", [1, 3, 30, 300])
def test_catalogue_asks_the_database_a_constant_number_of_times(
    client_of: Client, count: int, django_assert_num_queries
) -> None:
    put(*(f"工具{n}" for n in range(count)))
    client_of.get(URL)

    with django_assert_num_queries(4):  # things, their names, authorities of the facet, their names
        client_of.get(URL, {"q": "工具"})


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1e30", "²", "99999999999", ""])
def test_odd_page_is_the_first(client_of: Client, page: str) -> None:
    put("可灵")

    assert len(client_of.get(URL, {"page": page}).context["hits"]) == 1


def test_page_after_the_last_is_empty_and_leads_back(client_of: Client) -> None:
    put("可灵")

    page = client_of.get(URL, {"page": "500"})

    assert (page.status_code, page.context["hits"]) == (200, [])


@pytest.mark.parametrize(
    "query",
    ['"', "((((", "*", "?*", "a*", "~", "^1e9", "field:secret", "_id:*", "/.*/", "the", "。", "🐉", "\x00", "\ud800x",
     "x" * 65_536, '"' * 65_536, "凤", "𠮷", "ｶﾞ", "[now-1d TO *]", "مرحبا 电影"],
    ids=range(22),
)  # fmt: skip
def test_odd_query_is_answered(client_of: Client, query: str) -> None:
    assert client_of.get(URL, {"q": query.encode("utf-8", "surrogatepass")}).status_code == 200


def test_long_query_is_cut_and_says_so(client_of: Client) -> None:
    page = client_of.get(URL, {"q": "电" * 201})

    assert len(page.context["query"]) == 200
    assert "200" in page.context["notice"]


@pytest.mark.parametrize("data", [{"colour": "red"}, {"sort": "random()"}, {"status": "draft"}, {"size": "1000000"}])
def test_unknown_condition_is_left_out_with_a_notice(client_of: Client, data: dict[str, str]) -> None:
    put("可灵")

    page = client_of.get(URL, data)

    assert page.context["count"] == 1
    assert page.context["notice"]


@pytest.mark.parametrize(("count", "status"), [(900, 200), (10_000, 400)])
def test_facet_with_very_many_values_is_answered(client_of: Client, count: int, status: int) -> None:
    values = "&".join(f"tool=t{n}" for n in range(count))

    assert client_of.get(f"{URL}?{values}").status_code == status


def test_facet_value_switches_on_and_off(client_of: Client) -> None:
    put("可灵", "即梦")

    first = client_of.get(URL)
    value = first.context["facets"][1].values[0]
    chosen = client_of.get(URL + value.url)
    (chip,) = chosen.context["chips"]

    assert (value.count, chosen.context["count"]) == (1, 1)
    assert len(chosen.context["facets"][1].values) == 2  # the other one still counts
    assert client_of.get(URL + chip.url).context["count"] == 2


@pytest.mark.parametrize(
    ("address", "is_deep"),
    [("", False), ("?kind=thing", False), ("?kind=thing&year=2026", True), ("?q=a", True), ("?sort=title", True)],
)
def test_deep_combinations_are_not_indexed(client_of: Client, address: str, is_deep: bool) -> None:
    body = client_of.get(URL + address).content.decode()

    assert ('content="noindex"' in body) is is_deep


def test_browsing_is_counted_once_until_something_changes(client_of: Client) -> None:
    put("可灵")
    client_of.get(URL)
    put("即梦")

    assert client_of.get(URL).context["count"] == 2


def test_without_engine_the_database_answers_with_a_notice(client_of: Client, settings) -> None:
    put("可灵", "即梦")
    settings.SEARCH_URL = "http://127.0.0.1:9"

    page = client_of.get(URL, {"q": "可灵"})

    assert [str(hit.title) for hit in page.context["hits"]] == ["<mark>可灵</mark>"]
    assert page.context["notice"]
    answering._away_until[0] = 0.0


def test_catalogue_refuses_to_be_posted_to(client_of: Client) -> None:
    assert client_of.post(URL).status_code == 405


def test_suggestions_are_names_that_begin_so(client_of: Client) -> None:
    put("张艺谋", "凤鸣山海")

    answer = client_of.get("/en/catalogue/suggest/", {"q": "zhangy"})

    assert [found["title"] for found in answer.json()["suggestions"]] == ["张艺谋"]
    assert client_of.get("/en/catalogue/suggest/").json() == {"suggestions": []}
