"""Writes, deletions, versions and rebuilding, on both engines."""

from dataclasses import replace

import pytest

from search.documents import CatalogDocument, fields_of
from search.engines.base import Change, Engine, NoIndex
from search.facets import Index
from search.queries import CatalogQuery
from tests.parity.conftest import fill, put

FILM = CatalogDocument(kind="film", object_id="1", names=["天问"], facets={"year": ["2026"]})


def found(engine: Engine, text: str, index: Index = Index.PUBLIC) -> list[str]:
    return list(engine.find(index, CatalogQuery(text=text)).ids)


def test_missing_index_says_so(bare: Engine) -> None:
    assert not bare.is_ready(Index.PUBLIC)
    with pytest.raises(NoIndex):
        bare.find(Index.PUBLIC, CatalogQuery())
    with pytest.raises(NoIndex):
        bare.write(Index.PUBLIC, [put(FILM)])


def test_write_is_findable_at_once(bare: Engine) -> None:
    fill(bare, Index.PUBLIC, [])

    assert bare.write(Index.PUBLIC, [put(FILM)]) == []

    assert found(bare, "天问") == ["film:1"]


def test_write_replaces_what_was_there(bare: Engine) -> None:
    fill(bare, Index.PUBLIC, [FILM])

    bare.write(Index.PUBLIC, [put(replace(FILM, names=["九歌"]), ticket=2)])

    assert (found(bare, "天问"), found(bare, "九歌")) == ([], ["film:1"])
    assert bare.find(Index.PUBLIC, CatalogQuery()).total == 1


def test_late_write_is_left_out_and_no_failure(bare: Engine) -> None:
    fill(bare, Index.PUBLIC, [])
    bare.write(Index.PUBLIC, [put(replace(FILM, names=["九歌"]), ticket=7)])

    assert bare.write(Index.PUBLIC, [put(FILM, ticket=6)]) == []

    assert found(bare, "九歌") == ["film:1"]


def test_same_ticket_may_write_again(bare: Engine) -> None:
    fill(bare, Index.PUBLIC, [])
    bare.write(Index.PUBLIC, [put(FILM, ticket=7)])
    bare.write(Index.PUBLIC, [put(replace(FILM, names=["九歌"]), ticket=7)])

    assert found(bare, "九歌") == ["film:1"]


def test_delete_removes_and_is_no_failure_twice(bare: Engine) -> None:
    fill(bare, Index.PUBLIC, [FILM])

    assert bare.write(Index.PUBLIC, [Change("film:1", 2, None)]) == []
    assert bare.write(Index.PUBLIC, [Change("film:1", 3, None), Change("film:9", 3, None)]) == []

    assert found(bare, "") == []


def test_refused_document_does_not_hold_up_the_others(bare: Engine) -> None:
    fill(bare, Index.PUBLIC, [])
    spoilt = Change("film:2", 1, {**fields_of(replace(FILM, object_id="2")), "date": "no number"})

    failures = bare.write(Index.PUBLIC, [spoilt, put(FILM)])

    assert [failure.id for failure in failures] == ["film:2"]
    assert found(bare, "") == ["film:1"]


def test_stored_lists_ids_and_digests(bare: Engine) -> None:
    other = replace(FILM, object_id="2", names=["九歌"])
    fill(bare, Index.PUBLIC, [FILM, other])

    assert dict(bare.stored(Index.PUBLIC)) == {d.id: fields_of(d)["digest"] for d in (FILM, other)}


def test_two_indexes_know_nothing_of_each_other(bare: Engine) -> None:
    fill(bare, Index.PUBLIC, [])
    fill(bare, Index.DESK, [FILM])

    assert (found(bare, "", Index.PUBLIC), found(bare, "", Index.DESK)) == ([], ["film:1"])


def test_rebuild_answers_from_the_old_index_until_it_switches(bare: Engine) -> None:
    fill(bare, Index.PUBLIC, [FILM])

    name = bare.begin(Index.PUBLIC)
    bare.write(Index.PUBLIC, [put(replace(FILM, names=["九歌"]))], into=name)
    before = found(bare, "")
    still_there = found(bare, "天问")
    bare.switch(Index.PUBLIC, name)

    assert (before, still_there) == (["film:1"], ["film:1"])
    assert (found(bare, "天问"), found(bare, "九歌")) == ([], ["film:1"])


def test_write_after_a_switch_goes_to_the_new_index(bare: Engine) -> None:
    fill(bare, Index.PUBLIC, [FILM])
    bare.write(Index.PUBLIC, [put(FILM, ticket=2)])
    fill(bare, Index.PUBLIC, [FILM])

    bare.write(Index.PUBLIC, [put(replace(FILM, names=["九歌"]), ticket=3)])

    assert found(bare, "九歌") == ["film:1"]


def test_discarded_index_leaves_the_one_in_use(bare: Engine) -> None:
    fill(bare, Index.PUBLIC, [FILM])
    name = bare.begin(Index.PUBLIC)
    bare.write(Index.PUBLIC, [put(replace(FILM, object_id="2"))], into=name)

    bare.discard(Index.PUBLIC, name)

    assert found(bare, "") == ["film:1"]


def test_large_document_is_taken(bare: Engine) -> None:
    fill(bare, Index.PUBLIC, [])
    large = replace(FILM, texts={"zh": "影" * 200_000}, facets={"tool": [f"tool-{n}" for n in range(3000)]})

    assert bare.write(Index.PUBLIC, [put(large)]) == []

    assert found(bare, "天问") == ["film:1"]
