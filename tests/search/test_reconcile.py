"""Finding what changed past us."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from portal.authorities.models import Authority
from portal.clock import now
from portal.queue.schedule import schedule
from search import kinds
from search.engines import engine
from search.engines.base import Change
from search.facets import Index
from search.index import GIVE_UP_AFTER, drain_all
from search.models import Check, OutboxRow
from search.outbox import announce, given_up
from search.queries import CatalogQuery
from search.rebuild import rebuild
from search.reconcile import checked_ago_s, documents_wrong, reconcile
from search.tasks import compare_with_database
from tests.search.conftest import ThingKind, make_thing


@pytest.fixture
def drifted(catalogue) -> list[Authority]:
    """Four things, of which one changed, one is new and one is gone, without a word to the catalogue."""
    things = [make_thing(f"工具{n}") for n in range(3)]
    for index in Index:
        rebuild(index)
    things[0].names.update(text="新名")
    Authority.objects.filter(pk=things[1].pk).delete()
    return [*things, make_thing("后来")]


def test_reconcile_names_what_differs(drifted: list[Authority]) -> None:
    changed, gone, _same, new = (f"thing:{thing.pk}" for thing in drifted)

    report = reconcile(Index.PUBLIC)

    assert (report.checked, report.stale, report.ghosts, report.missing) == (3, [changed], [gone], [new])


def test_reconcile_and_the_indexer_repair_in_one_run(drifted: list[Authority]) -> None:
    reconcile(Index.PUBLIC)
    drain_all()

    assert reconcile(Index.PUBLIC).drift == 0
    assert engine().find(Index.PUBLIC, CatalogQuery(text="新名")).total == 1
    assert engine().find(Index.PUBLIC, CatalogQuery()).total == 3


def test_reconcile_finds_documents_that_never_had_an_object(catalogue) -> None:
    for index in Index:
        rebuild(index)
    engine().write(Index.PUBLIC, [Change("thing:99", 1, {"id": "thing:99", "digest": "x", "title": "x"})])

    assert reconcile(Index.PUBLIC).ghosts == ["thing:99"]


def test_command_repairs_and_reports(drifted: list[Authority], capsys) -> None:
    call_command("reconcile_catalogue", "--drain")

    assert "public: 3 checked, 3 differ" in capsys.readouterr().out
    assert reconcile(Index.PUBLIC).drift == 0


def test_rebuild_command_reports(drifted: list[Authority], capsys) -> None:
    call_command("rebuild_catalogue")

    assert "public: 3 objects" in capsys.readouterr().out
    assert reconcile(Index.DESK).drift == 0


def test_nothing_differs_after_ordinary_work(catalogue) -> None:
    for index in Index:
        rebuild(index)
    announce("thing", make_thing("可灵").pk)
    drain_all()

    assert [reconcile(index).drift for index in Index] == [0, 0]


def test_what_has_no_document_is_named_and_the_log_says_why(catalogue, monkeypatch, caplog) -> None:
    thing = make_thing("可灵")
    rebuild(Index.PUBLIC)
    kind = kinds.kind_named("thing")
    monkeypatch.setattr(type(kind), "build", lambda *_args: {}["nothing"])

    report = reconcile(Index.PUBLIC)

    assert report.odd == [f"thing:{thing.pk}"]
    assert "KeyError" in caplog.text


class DeskOnlyKind(ThingKind):
    """Of the desk alone, as entries are."""

    name = "paper"
    indexes = frozenset({Index.DESK})


@pytest.mark.parametrize("doc_id", ["paper:1", "unheard:7"])
def test_document_of_a_kind_that_has_no_place_is_removed(catalogue, doc_id: str) -> None:
    kinds.register(DeskOnlyKind())
    for index in Index:
        rebuild(index)
    engine().write(Index.PUBLIC, [Change(doc_id, 1, {"id": doc_id, "digest": "x", "title": "x"})])

    report = reconcile(Index.PUBLIC)
    drain_all()

    assert report.ghosts == [doc_id]
    assert engine().find(Index.PUBLIC, CatalogQuery()).total == 0
    assert reconcile(Index.PUBLIC).drift == 0


def test_what_is_on_its_way_is_no_difference(catalogue) -> None:
    rebuild(Index.PUBLIC)
    announce("thing", make_thing("可灵").pk)

    assert reconcile(Index.PUBLIC).drift == 0
    assert OutboxRow.objects.pending().count() == 1


def test_hourly_check_repairs_and_is_kept_for_operators(drifted: list[Authority]) -> None:
    compare_with_database()

    check = Check.objects.get(index="public")
    assert (check.checked, check.missing, check.stale, check.ghosts, check.odd) == (3, 1, 1, 1, 0)
    assert f"ghosts thing:{drifted[1].pk}" in check.examples
    assert documents_wrong() == 3  # the desk's are on their way already: they were announced with the public ones
    assert 0 <= checked_ago_s() < 60
    drain_all()
    OutboxRow.objects.update(done_at=now() - timedelta(hours=1))
    compare_with_database()
    assert documents_wrong() == 0


def test_hourly_check_passes_by_an_engine_without_an_index(catalogue) -> None:
    compare_with_database()

    assert checked_ago_s() == 0
    assert not Check.objects.exists()


def test_check_is_a_tick() -> None:
    assert schedule()["search.tasks.compare_with_database"].seconds == 3600


def test_odd_record_stays_one_dead_letter_however_often_it_is_announced(catalogue) -> None:
    for index in Index:
        rebuild(index)
    make_thing("怪", slug="odd")
    for _hour in range(2):
        announce("thing", Authority.objects.get(slug="odd").pk)
        for _attempt in range(GIVE_UP_AFTER):
            OutboxRow.objects.pending().update(not_before=now())
            drain_all()

    assert given_up() == 1
