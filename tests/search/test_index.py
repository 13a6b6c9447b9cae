"""The way from a change to a hit."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connections, transaction

from portal.clock import now
from search import index as indexer
from search import rebuild as rebuilding
from search.engines import engine
from search.engines.base import EngineDown
from search.facets import Index
from search.index import drain, drain_all, run_indexer_forever
from search.models import IndexerState, OutboxRow
from search.outbox import announce, end_turn, stamp, take_ticket, take_turn
from search.queries import CatalogQuery
from search.rebuild import rebuild
from tests.search.conftest import make_thing


def found(text: str = "", which: Index = Index.PUBLIC) -> list[str]:
    return list(engine().find(which, CatalogQuery(text=text)).ids)


@pytest.fixture
def ready(catalogue) -> None:
    for index in Index:
        rebuild(index)


def test_announce_belongs_to_the_transaction(catalogue) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        announce("thing", 1)
        raise RuntimeError

    assert not OutboxRow.objects.exists()


def test_drain_makes_a_change_findable(ready) -> None:
    thing = make_thing("可灵")
    announce("thing", thing.pk)

    assert drain() == 1

    assert found("可灵") == [f"thing:{thing.pk}"]
    assert not OutboxRow.objects.pending().exists()


def test_drain_reads_the_present_state_once_for_many_rows(ready, django_assert_max_num_queries) -> None:
    things = [make_thing(f"工具{n}") for n in range(30)]
    for thing in things * 3:
        announce("thing", thing.pk)

    with django_assert_max_num_queries(16):
        assert drain() == 90

    assert len(found("工具")) == 20  # a page


def test_public_index_never_holds_what_is_not_public(ready) -> None:
    thing = make_thing("秘密", kind="era")
    announce("thing", thing.pk)
    drain()

    assert (found("秘密"), found("秘密", Index.DESK)) == ([], [f"thing:{thing.pk}"])


def test_what_is_no_longer_public_is_deleted(ready) -> None:
    thing = make_thing("可灵")
    announce("thing", thing.pk)
    drain()
    thing.kind = "era"
    thing.save()
    announce("thing", thing.pk)
    drain()

    assert found("可灵") == []


def test_deleted_object_is_deleted(ready) -> None:
    thing = make_thing("可灵")
    announce("thing", thing.pk)
    drain()
    announce("thing", thing.pk)
    thing.delete()
    drain()

    assert (found(), found(which=Index.DESK)) == ([], [])


@pytest.mark.parametrize("object_id", ["0", "-1", "abc", "9" * 60, ""])
def test_odd_object_id_is_only_gone(ready, object_id: str) -> None:
    announce("thing", object_id)

    assert drain() == 1
    assert not OutboxRow.objects.pending().exists()


def test_unknown_kind_is_done(ready) -> None:
    announce("unicorn", 1)

    assert drain() == 1
    assert not OutboxRow.objects.pending().exists()


def test_odd_record_is_put_off_and_given_up_alone(ready) -> None:
    odd, good = make_thing("怪", slug="odd"), make_thing("好")
    announce("thing", odd.pk)
    announce("thing", good.pk)
    drain()

    row = OutboxRow.objects.get(object_id=str(odd.pk))
    assert found("好") == [f"thing:{good.pk}"]
    assert (row.attempts, row.done_at, row.last_error) == (1, None, "ValueError: an odd record")
    assert row.not_before > now()

    for _attempt in range(indexer.GIVE_UP_AFTER - 1):
        OutboxRow.objects.update(not_before=now() - timedelta(seconds=1))
        drain()
    assert list(OutboxRow.objects.dead()) == [row]


def test_engine_that_is_away_costs_no_attempts(catalogue, settings) -> None:
    settings.SEARCH_URL = "http://127.0.0.1:9"
    announce("thing", make_thing("可灵").pk)

    with pytest.raises(EngineDown):
        drain()

    row = OutboxRow.objects.get()
    assert (row.attempts, row.done_at) == (0, None)


def test_one_holder_at_a_time(catalogue) -> None:
    assert take_turn("one") is not None
    assert take_turn("two") is None
    assert take_turn("one") is not None
    IndexerState.objects.update(held_until=now() - timedelta(seconds=1))
    assert take_turn("two") is not None
    end_turn("one")
    assert take_turn("one") is None


def test_tickets_only_grow(catalogue) -> None:
    tickets = [take_ticket(), take_turn("one"), take_ticket()]

    assert tickets == sorted(set(tickets))


def test_stamp_changes_with_what_can_be_found(ready) -> None:
    before = stamp()
    announce("thing", make_thing("可灵").pk)
    assert stamp() == before

    drain()

    assert stamp() > before


def test_rebuild_finds_what_was_never_announced(ready) -> None:
    thing = make_thing("可灵")
    assert found("可灵") == []

    assert rebuild(Index.PUBLIC) == 1

    assert found("可灵") == [f"thing:{thing.pk}"]


def test_rebuild_catches_up_on_what_changes_meanwhile(ready) -> None:
    things = [make_thing(f"工具{n}") for n in range(3)]

    def change(_index: Index, _count: int) -> None:
        things[0].names.update(text="新名")
        announce("thing", things[0].pk)
        drain_all()

    rebuild(Index.PUBLIC, on_progress=change)

    assert found("新名") == [f"thing:{things[0].pk}"]
    assert len(found("工具")) == 2


def test_rebuild_that_fails_leaves_the_old_index(ready) -> None:
    thing = make_thing("可灵")
    announce("thing", thing.pk)
    drain()

    def fall(_index: Index, _count: int) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        rebuild(Index.PUBLIC, on_progress=fall)

    assert found("可灵") == [f"thing:{thing.pk}"]


def test_rebuild_announces_odd_records(ready) -> None:
    odd = make_thing("怪", slug="odd")

    rebuild(Index.PUBLIC)

    assert {row.object_id for row in OutboxRow.objects.pending()} == {str(odd.pk)}


@pytest.mark.django_db(transaction=True)
def test_change_is_findable_within_two_seconds(catalogue) -> None:
    stop = threading.Event()

    def index() -> None:
        try:
            run_indexer_forever(stop)
        finally:
            connections.close_all()

    thread = threading.Thread(target=index)
    thread.start()
    try:
        thing = make_thing("可灵")
        announce("thing", thing.pk)
        began = time.monotonic()
        while time.monotonic() - began < 10:
            try:
                if found("可灵"):
                    break
            except EngineDown:  # being filled for the first time
                pass
            time.sleep(0.02)
        took = time.monotonic() - began
    finally:
        stop.set()
        thread.join(10)

    assert found("可灵") == [f"thing:{thing.pk}"]
    assert took < 2


def test_change_carried_over_during_the_switch_reaches_the_new_index(ready, monkeypatch) -> None:
    """The indexer has written it to the index before the switch, but not yet said so when the rebuild looks."""
    thing = make_thing("可灵")
    settle, catch_up = indexer._settle, rebuilding._catch_up

    def catch_up_then_change(*args):
        caught_up_at = catch_up(*args)
        announce("thing", thing.pk)
        monkeypatch.setattr(indexer, "_settle", lambda *given: late.append(given))
        drain("indexer")
        return caught_up_at

    late: list[tuple] = []
    monkeypatch.setattr(rebuilding, "_catch_up", catch_up_then_change)
    rebuild(Index.PUBLIC)
    monkeypatch.setattr(indexer, "_settle", settle)
    settle(*late[0])

    assert OutboxRow.objects.pending().filter(object_id=str(thing.pk)).exists()
