"""A film page that is prepared now and shown later: not before its time anywhere, and then everywhere by itself."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageLogEntry, Revision

from cms import tasks
from cms.actions import prepare_film, publish_film, unpublish_film
from cms.models import FilmPage, NewsIndexPage, NewsPage
from cms.tree import alias_everywhere, plant
from portal.accounts.actions import grant_role
from portal.accounts.models import Role
from portal.clock import now
from portal.errors import InvalidMove, NotAllowed
from portal.films.actions import decide_takedown, request_takedown, touch
from portal.films.models import Clearance
from portal.jury.actions import record_decision
from portal.jury.models import Outcome
from portal.media.models import Rendition
from search import catalogue as answering
from search.catalogue import answer
from search.facets import Index
from search.index import drain_all
from search.queries import CatalogQuery
from search.rebuild import rebuild
from tests.cast import sign_in
from tests.factories.accounts import UserFactory
from tests.factories.desk import make_call, make_editor, make_entry
from tests.factories.media import make_read_original

pytestmark = pytest.mark.django_db
LANGUAGES = ("zh-hans", "zh-hant", "en")
SECOND = timedelta(seconds=1)


class Clock:
    """Stands at the present minute, and a page is shown and taken off soon after: a file store refuses what is signed
    a quarter of an hour ahead of its own clock."""

    def __init__(self, traveller, at):
        self.move_to = traveller.move_to
        self.shown, self.gone = at + timedelta(minutes=5), at + timedelta(minutes=10)


@pytest.fixture
def clock():
    at = now().replace(second=0, microsecond=0)
    with time_machine.travel(at, tick=False) as traveller:
        yield Clock(traveller, at)


@pytest.fixture
def entry(clock, settings, tmp_path):
    """Chosen by the jury, its film read, and the catalogue filled without it."""
    settings.SEARCH_URL, settings.DATA_DIR = "", tmp_path
    answering._away_until[0] = 0.0
    plant()
    entry = make_entry(make_call())
    entry.film.original = make_read_original(owner=entry.owner)
    entry.film.save()
    entry.submissions.update(original=entry.film.original)
    record_decision(entry, Outcome.WINNER, by=make_editor("lantern"), at=now())
    for index in Index:
        rebuild(index)
    return entry


def sign_editor_in(client, zone):
    """An editor of the programme, with the rights that come with it and a clock of their own."""
    editor = UserFactory(language="en", time_zone=zone)
    grant_role(editor, Role.EDITOR, "lantern", by=None, at=now())
    sign_in(client, editor)
    return editor


def prepare(client, entry):
    return client.post(reverse("desk-entries:publish", args=[entry.pk]), {"later": "1"}, follow=True)


def page_of(entry):
    return FilmPage.objects.get(film=entry.film, alias_of=None)


def send(client, page, **more):
    """The page's form, as the editor's browser sends it."""
    data = {
        "title": page.title, "slug": page.slug, "programme": page.programme_id, "notes-count": "0",
        "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
    }  # fmt: skip
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data | more)


def wall(instant, zone):
    """What a person reads on the wall and types."""
    return f"{instant.astimezone(ZoneInfo(zone or 'UTC')):%Y-%m-%d %H:%M}"


def schedule(clock, client, page, zone="Asia/Shanghai", **more):
    dates = {"go_live_at": wall(clock.shown, zone), "expire_at": wall(clock.gone, zone)}
    return send(client, page, **dates, **more, **{"action-publish": "1"})


def work():
    """What a worker does within half a minute: pages by their times, files, the catalogue."""
    tasks.keep_page_times()
    for row in DBTaskResult.objects.ready().filter(task_path__contains="settle_files"):
        tasks.settle_files.func(*row.args_kwargs["args"])
    DBTaskResult.objects.all().delete()
    drain_all()


def statuses(page):
    return [Client().get(f"/{language}/films/{page.slug}/").status_code for language in LANGUAGES]


def where_it_shows(page):
    """Every public place that names the film or leads to it."""
    addresses = [
        *(f"/{language}/{path}" for language in LANGUAGES for path in ("", "films/", "feed.xml", "catalogue/")),
        "/sitemap.xml",
    ]
    found = {path for path in addresses if _names(Client().get(path), page)}
    hits = answer(CatalogQuery(text="lamps"), index=Index.PUBLIC, user=AnonymousUser(), language="en")
    return found | ({"search"} if hits.total or hits.hits else set()) | {
        f"file {kind}" for kind in Rendition.objects.public().values_list("kind", flat=True)
    }  # fmt: skip


def _names(response, page):
    assert response.status_code == 200
    return b"River of Lamps" in response.content or page.slug.encode() in response.content


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Bogota", ""])
def test_prepared_page_is_shown_at_its_time_and_taken_off_at_its_end(client, clock, entry, zone):
    sign_editor_in(client, zone)
    assert (
        "Prepare the page, show it later"
        in client.get(reverse("desk-entries:inspect", args=[entry.pk])).content.decode()
    )

    editor_of_page = prepare(client, entry)
    page = page_of(entry)
    work()
    assert editor_of_page.request["PATH_INFO"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "is prepared, and nobody sees it yet" in editor_of_page.content.decode()
    assert (statuses(page), where_it_shows(page)) == ([404] * 3, set())

    assert schedule(clock, client, page, zone).status_code == 302
    page.refresh_from_db()
    assert (page.live, page.go_live_at, page.expire_at) == (False, clock.shown, clock.gone)
    work()
    assert (statuses(page), where_it_shows(page)) == ([404] * 3, set())
    told = client.get(reverse("desk-entries:inspect", args=[entry.pk])).content.decode()
    assert f"shown from {wall(clock.shown, zone)}" in told

    clock.move_to(clock.shown - SECOND)
    work()
    assert (statuses(page), where_it_shows(page)) == ([404] * 3, set())

    clock.move_to(clock.shown + SECOND)
    work()
    assert statuses(page) == [200] * 3
    shown = {f"/{language}/{path}" for language in LANGUAGES for path in ("films/", "feed.xml", "catalogue/")}
    assert where_it_shows(page) >= shown | {"/sitemap.xml", "search", "file preview", "file poster"}
    assert b"<video" in Client().get(f"/en/films/{page.slug}/").content

    clock.move_to(clock.gone + SECOND)
    work()
    assert (statuses(page), where_it_shows(page)) == ([410] * 3, set())


def test_page_holds_what_was_handed_in_and_can_be_renewed_while_it_is_hidden(client, clock, entry):
    sign_editor_in(client, "Asia/Shanghai")
    entry.film.titles.update(text="Sea of Lamps")
    touch(entry.film, at=now())
    prepare(client, entry)
    page = page_of(entry)
    schedule(clock, client, page)
    copy = reverse("desk-film-copy", args=[page.pk])
    seen = client.get(copy)

    client.post(copy, {"version": seen.context["version"]})

    renewed = page_of(entry)
    assert page.frozen["titles"][0]["text"] == "River of Lamps"
    assert (renewed.live, renewed.frozen["titles"][0]["text"]) == (False, "Sea of Lamps")
    clock.move_to(clock.shown + SECOND)
    work()
    titles = {row.frozen["titles"][0]["text"] for row in FilmPage.objects.filter(film=entry.film, live=True)}
    assert (statuses(page), titles) == ([200] * 3, {"Sea of Lamps"})


def test_words_of_the_editor_are_shown_with_the_page_that_is_published_at_once(client, clock, entry):
    editor = sign_editor_in(client, "Asia/Shanghai")
    prepare(client, entry)
    page = page_of(entry)
    schedule(clock, client, page, rights_line="Words of the editor")

    publish_film(entry.film, by=editor, at=now(), programme=entry.call.programme)

    page.refresh_from_db()
    assert (page.live, page.go_live_at, page.rights_line) == (True, None, "Words of the editor")
    assert statuses(page) == [200] * 3
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()


def test_later_version_of_a_live_page_waits_through_the_renewal_of_its_copy(client, clock, entry):
    editor = sign_editor_in(client, "Asia/Shanghai")
    publish_film(entry.film, by=editor, at=now(), programme=entry.call.programme)
    page = page_of(entry)
    later = {"go_live_at": wall(clock.shown, "Asia/Shanghai"), "rights_line": "From tonight", "action-publish": "1"}
    send(client, page, **later)

    publish_film(entry.film, by=editor, at=now(), programme=entry.call.programme)

    before = page_of(entry).rights_line
    clock.move_to(clock.shown + SECOND)
    work()
    assert (before, page_of(entry).rights_line) == ("", "From tonight")


def test_film_that_was_not_cleared_in_time_is_held_back_until_an_editor_says_when(client, clock, entry):
    sign_editor_in(client, "Asia/Shanghai")
    prepare(client, entry)
    page = page_of(entry)
    schedule(clock, client, page)
    clearance = Clearance.objects.create(film=entry.film, kind="music", state="refused")

    clock.move_to(clock.shown + SECOND)
    work()
    held = statuses(page)
    clearance.delete()
    work()

    assert (held, statuses(page)) == ([404] * 3, [404] * 3)
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.schedule.cancel").exists()
    send(client, page_of(entry), **{"action-publish": "1"})
    assert statuses(page) == [200] * 3


def test_takedown_ends_what_was_prepared(client, clock, entry):
    sign_editor_in(client, "Asia/Shanghai")
    prepare(client, entry)
    page = page_of(entry)
    schedule(clock, client, page)
    takedown = request_takedown(entry.film, by=entry.owner, at=now(), reason="My face")
    decide_takedown(takedown, accept=True, by=make_editor(), at=now())

    clock.move_to(clock.shown + SECOND)
    work()

    assert (statuses(page), where_it_shows(page)) == ([404] * 3, set())


def test_film_on_the_site_is_not_prepared_again(client, clock, entry):
    editor = sign_editor_in(client, "Asia/Shanghai")
    publish_film(entry.film, by=editor, at=now(), programme=entry.call.programme)

    with pytest.raises(InvalidMove):
        prepare_film(entry.film, by=editor, at=now(), programme=entry.call.programme)

    unpublish_film(entry.film, by=None, at=now())
    assert prepare_film(entry.film, by=editor, at=now(), programme=entry.call.programme).live is False


def test_only_editors_of_the_programme_prepare(client, clock, entry):
    with pytest.raises(NotAllowed):
        prepare_film(entry.film, by=make_editor("other"), at=now(), programme=entry.call.programme)

    assert not FilmPage.objects.exists()


def test_film_that_is_not_cleared_is_not_prepared(client, clock, entry):
    editor = sign_editor_in(client, "Asia/Shanghai")
    Clearance.objects.create(film=entry.film, kind="music", state="pending")

    with pytest.raises(InvalidMove):
        prepare_film(entry.film, by=editor, at=now(), programme=entry.call.programme)

    prepare(client, entry)
    assert not FilmPage.objects.exists()


def test_scheduled_news_shows_in_no_language_before_its_time(client, clock, entry):
    """Wagtail makes aliases live as soon as a time is set; the title of tonight's news stood on the English site."""
    index = NewsIndexPage.objects.get(locale__language_code="zh-hans")
    page = index.add_child(
        instance=NewsPage(title="River of Lamps", slug="tonight", live=False, go_live_at=clock.shown)
    )
    alias_everywhere(page)
    page.save_revision().publish()

    def seen():
        return [Client().get(f"/{language}/news/tonight/").status_code for language in LANGUAGES]

    before = seen()
    clock.move_to(clock.shown + SECOND)
    work()

    assert (before, seen()) == ([404] * 3, [200] * 3)
    assert all(b"River of Lamps" in Client().get(f"/{language}/feed.xml").content for language in LANGUAGES)
    first = NewsPage.objects.filter(translation_key=page.translation_key).values_list("first_published_at", flat=True)
    assert set(first) == {clock.shown + SECOND}
