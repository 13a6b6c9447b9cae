"""One change that many documents show reaches each of them, in batches, however many there are."""

import pytest
from django.db.models import QuerySet

from portal.authorities.models import Authority
from portal.calls.models import Edition, Programme
from search import spreading
from search.engines import engine
from search.facets import Index
from search.index import drain, drain_all
from search.models import OutboxRow
from search.outbox import announce
from search.queries import CatalogQuery
from search.rebuild import rebuild
from search.spreading import announce_cause, depends_on
from tests.search.conftest import make_thing


@pytest.fixture
def shelf(catalogue, monkeypatch) -> list[Authority]:
    """Five things that show one cause, twice over, two to a batch; changed without a word."""
    monkeypatch.setattr(spreading, "BATCH", 2)
    monkeypatch.setattr(spreading, "_DEPENDENTS", {})

    @depends_on("shelf")
    def _everything(key: int) -> list[tuple[str, QuerySet[Authority]]]:
        return [("thing", Authority.objects.all()), ("thing", Authority.objects.filter(kind="tool"))]

    things = [make_thing(f"旧{n}") for n in range(5)]
    for index in Index:
        rebuild(index)
    OutboxRow.objects.all().delete()
    for thing in things:
        thing.names.update(text="新")
    return things


def test_cause_reaches_everything_in_batches(shelf) -> None:
    announce_cause("shelf", 1)
    assert OutboxRow.objects.count() == 1

    most = 0
    while drain():
        most = max(most, OutboxRow.objects.pending().count())

    assert most == 3  # two things and the rest of the cause
    assert engine().find(Index.PUBLIC, CatalogQuery(text="新")).total == 5


def test_later_change_is_not_kept_waiting_by_a_long_cause(shelf) -> None:
    announce_cause("shelf", 1)
    drain()
    announce("thing", make_thing("后来").pk)
    drain()

    assert engine().find(Index.PUBLIC, CatalogQuery(text="后来")).total == 1
    assert OutboxRow.objects.pending().exists()


def test_cause_that_cannot_be_spread_is_tried_again_with_its_reason(shelf, monkeypatch, caplog) -> None:
    monkeypatch.setattr(spreading, "_DEPENDENTS", {"shelf": [lambda key: [("thing", {}["nothing"])]]})
    announce_cause("shelf", 1)
    drain_all()

    row = OutboxRow.objects.get()
    assert (row.attempts, row.done_at) == (1, None)
    assert row.last_error.startswith("KeyError")


def test_saving_announces_only_what_documents_show(db) -> None:
    organiser = Authority.objects.create(kind="channel", slug="blue")
    programme = Programme.objects.create(slug="chu", name="Chu")
    edition = Edition.objects.create(programme=programme, slug="chu-1", year=2026, theme="Water")

    programme.accent = "ink"
    programme.save()
    edition.account = "It went well."
    edition.save()
    assert not OutboxRow.objects.exists()

    programme.organiser = organiser
    programme.save()
    edition.theme = "Fire"
    edition.save()
    organiser.slug = "blue-channel"
    organiser.save()

    assert list(OutboxRow.objects.order_by("pk").values_list("kind", flat=True)) == [
        "*programme", "*edition", "*authority",
    ]  # fmt: skip


def test_authority_that_goes_is_told_before_its_links_are_gone(db, film_with_genre) -> None:
    film, genre = film_with_genre
    OutboxRow.objects.all().delete()

    genre.delete()

    assert OutboxRow.objects.filter(kind="film", object_id=str(film.pk)).exists()


@pytest.fixture
def film_with_genre(db):
    from portal.films.models import Film

    film = Film.objects.create(year=2026)
    genre = Authority.objects.create(kind="genre", slug="myth")
    film.genres.add(genre)
    return film, genre
