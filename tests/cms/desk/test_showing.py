"""What a film page shows, and whether its files can be fetched, whichever of Wagtail's doors changes the page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from cms import tasks
from cms.actions import publish_film, unpublish_film
from cms.models import FilmIndexPage, FilmPage
from cms.tree import plant
from portal.accounts.models import User
from portal.clock import now
from portal.films.actions import decide_takedown, request_takedown
from portal.films.models import Film
from portal.media.models import Rendition
from search.models import OutboxRow
from tests.cast import sign_in
from tests.factories.desk import make_editor, make_film_record
from tests.factories.media import make_film, make_read_original

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    plant()
    user = make_editor()
    User.objects.filter(pk=user.pk).update(is_superuser=True)  # pages are Wagtail's to permit
    user.refresh_from_db()
    sign_in(client, user)
    return user


@pytest.fixture
def film(editor):
    owner = make_editor(email="maker@example.org")
    return make_film_record(owner, original=make_read_original(owner=owner))


@pytest.fixture
def page(film, editor):
    return publish_film(film, by=editor, at=now())


def work():
    """What a worker does with what was queued."""
    for row in DBTaskResult.objects.ready().filter(task_path__contains="settle_files"):
        tasks.settle_files.func(*row.args_kwargs["args"])
    DBTaskResult.objects.all().delete()


def public_files():
    return set(Rendition.objects.public().values_list("kind", flat=True))


def post_edit(client, page, **more):
    """The page's edit form, sent as an editor's browser sends it."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = {"title": page.title, "slug": page.slug, "notes-count": "0", **more}
    return client.post(address, data)


def test_unpublishing_in_the_admin_takes_the_files_back(client, page):
    work()
    before = public_files()

    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    work()

    page.refresh_from_db()
    assert (page.live, before, public_files()) == (False, {"poster", "preview"}, set())


def test_ticked_pages_are_told_of_and_lose_their_files_too(client, page):
    work()
    OutboxRow.objects.all().delete()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    client.post(f"{address}?id={page.pk}", {"include_descendants": ""})
    work()

    assert not FilmPage.objects.filter(live=True).exists()
    assert OutboxRow.objects.filter(kind="film", object_id=str(page.film_id)).exists()
    assert public_files() == set()


def test_deleted_page_takes_its_files_along(client, page):
    work()

    Page.objects.get(pk=page.pk).delete()
    work()

    assert public_files() == set()


def test_page_published_again_in_the_admin_plays_again(client, page):
    unpublish_film(page.film, by=None, at=now())
    old = page.frozen["video"]["url"]

    post_edit(client, page, **{"action-publish": "1"})
    work()

    page.refresh_from_db()
    shown = {row.frozen["video"]["url"] for row in FilmPage.objects.filter(film=page.film)}
    assert page.live and public_files() == {"poster", "preview"}
    assert shown == {Rendition.objects.get(kind="preview").url} != {old}


def test_film_taken_down_cannot_be_published_in_the_admin(client, page, editor):
    takedown = request_takedown(page.film, by=page.film.owner, at=now(), reason="My face")
    decide_takedown(takedown, accept=True, by=editor, at=now())

    post_edit(client, page, **{"action-publish": "1"})

    assert not FilmPage.objects.filter(live=True).exists()
    assert not FilmPage.objects.get(pk=page.pk).permissions_for_user(editor).can_publish()


def test_takedown_ends_a_planned_publication(film, editor):
    page = publish_film(film, by=editor, at=now())
    page.unpublish()
    page.go_live_at = now() + timedelta(hours=1)
    page.save_revision(approved_go_live_at=page.go_live_at)

    unpublish_film(film, by=None, at=now())

    assert not page.revisions.exclude(approved_go_live_at=None).exists()


def test_film_page_is_made_by_publishing_alone(client, editor):
    index = FilmIndexPage.objects.get(locale__language_code="zh-hans")

    answer = client.get(reverse("wagtailadmin_pages:add", args=["cms", "filmpage", index.pk]))

    assert answer.status_code in {302, 403, 404}


def test_older_revision_does_not_bring_an_older_copy_back(page, film, editor):
    older = page.latest_revision
    film.titles.update(text="Sea of Lamps")
    publish_film(film, by=editor, at=now())

    older.publish(user=editor)

    titles = {row.frozen["titles"][0]["text"] for row in FilmPage.objects.filter(film=film)}
    assert titles == {"Sea of Lamps"}


def test_renewing_the_copy_keeps_what_an_editor_has_not_published_yet(page, film, editor):
    draft = page.get_latest_revision_as_object()
    draft.rights_line = "Draft words"
    draft.save_revision(user=editor)

    publish_film(film, by=editor, at=now())

    page.refresh_from_db()
    latest = page.get_latest_revision_as_object()
    assert (page.rights_line, latest.rights_line, page.has_unpublished_changes) == ("", "Draft words", True)


def test_file_that_was_replaced_is_not_left_in_public(page, film, editor):
    older = film.original
    newer = make_read_original(make_film(2.0), owner=film.owner)
    Film.objects.filter(pk=film.pk).update(original=newer)
    film.refresh_from_db()

    publish_film(film, by=editor, at=now())
    renewed = set(Rendition.objects.public().values_list("original", flat=True))
    Film.objects.filter(pk=film.pk).update(original=older)
    unpublish_film(Film.objects.get(pk=film.pk), by=None, at=now())

    assert renewed == {newer.pk}
    assert public_files() == set()


def test_refused_publication_leaves_no_file_in_public(film, editor):
    FilmIndexPage.objects.all().delete()

    with pytest.raises(FilmIndexPage.DoesNotExist):
        publish_film(film, by=editor, at=now())

    assert public_files() == set()


def test_page_goes_live_and_expires_at_its_time(page):
    page.unpublish()
    page.go_live_at = now() - timedelta(seconds=1)
    page.save_revision(approved_go_live_at=page.go_live_at)

    tasks.keep_page_times()
    is_live = FilmPage.objects.get(pk=page.pk).live
    FilmPage.objects.filter(pk=page.pk).update(expire_at=now() - timedelta(seconds=1))
    tasks.keep_page_times()

    assert (is_live, FilmPage.objects.get(pk=page.pk).live) == (True, False)
