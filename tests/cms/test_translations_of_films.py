"""A film whose English page is a translation of its own: one page leaves the other's words and times alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.actions.convert_alias import ConvertAliasPageAction

from cms.actions import prepare_film, publish_film
from cms.models import FilmPage
from cms.tree import plant
from portal.clock import now
from portal.errors import InvalidMove
from portal.films.actions import touch
from tests.cast import sign_in
from tests.factories.cms import make_picture
from tests.factories.desk import make_editor, make_film_record

pytestmark = pytest.mark.django_db
TONIGHT = timedelta(hours=8)


@pytest.fixture
def editor(client):
    plant()
    editor = make_editor()
    sign_in(client, editor)
    return editor


@pytest.fixture
def film(editor):
    return make_film_record(make_editor(email="maker@example.org"))


def page_in(language, film):
    return FilmPage.objects.get(film=film, locale__language_code=language)


def translate(film):
    """The English page stops following the Chinese one."""
    page = page_in("en", film)
    ConvertAliasPageAction(page).execute(skip_permission_checks=True)
    return page_in("en", film)


@pytest.fixture
def shown(film, editor):
    """Both pages are live."""
    publish_film(film, by=editor, at=now())
    return translate(film)


@pytest.fixture
def prepared(film, editor):
    """Neither page is live."""
    prepare_film(film, by=editor, at=now())
    return translate(film)


def write(page, words, **times):
    """The editor's words, saved as a draft."""
    page.rights_line = words
    for name, value in times.items():
        setattr(page, name, value)
    return page.save_revision()


def rename(film, text):
    film.titles.update(text=text)
    touch(film, at=now())


def approve(client, page, **more):
    copy = reverse("desk-film-copy", args=[page.pk])
    version = client.get(copy).context["version"]
    assert client.post(copy, {"version": version, **more}).status_code == 302


def copies(film):
    return {page.frozen["titles"][0]["text"] for page in FilmPage.objects.filter(film=film)}


def live(film):
    return {page.locale.language_code for page in FilmPage.objects.filter(film=film, live=True)}


def words(page):
    """What the page shows, and what its editor finds in the form."""
    page = FilmPage.objects.get(pk=page.pk)
    return page.rights_line, page.get_latest_revision_as_object().rights_line


def test_draft_of_a_live_translation_stays_a_draft(film, editor, shown):
    write(shown, "Not ready")

    publish_film(film, by=editor, at=now())

    shown.refresh_from_db()
    assert (words(shown), shown.has_unpublished_changes) == (("", "Not ready"), True)


def test_later_version_of_a_live_translation_keeps_its_time(film, editor, shown):
    tonight = now() + TONIGHT
    waiting = write(shown, "From tonight", go_live_at=tonight)
    waiting.publish()

    publish_film(film, by=editor, at=now())

    waiting.refresh_from_db()
    assert (waiting.approved_go_live_at, words(shown)) == (tonight, ("", "From tonight"))


@pytest.mark.parametrize("time", [None, TONIGHT])
def test_hidden_translation_stays_hidden_with_its_draft_and_time(film, editor, prepared, time):
    tonight = time and now() + time
    written = write(prepared, "In English", go_live_at=tonight)
    if time:
        written.publish()

    publish_film(film, by=editor, at=now())

    written.refresh_from_db()
    assert (live(film), written.approved_go_live_at) == ({"zh-hans", "zh-hant"}, tonight)
    assert words(prepared)[1] == "In English"


def test_translation_that_is_published_is_shown_now_in_its_own_words_and_alone(client, film, prepared):
    write(prepared, "In English", go_live_at=now() + TONIGHT).publish()

    approve(client, prepared, publish="1")

    prepared.refresh_from_db()
    assert (live(film), prepared.go_live_at, words(prepared)) == ({"en"}, None, ("In English", "In English"))


def test_renewing_the_page_in_one_language_shows_no_other_before_its_time(client, film, prepared):
    tonight = now() + TONIGHT
    page = page_in("zh-hans", film)
    page.hero = make_picture("Of tonight")
    written = write(page, "From tonight", go_live_at=tonight)
    written.publish()
    prepared.save_revision().publish()
    rename(film, "Sea of Lamps")

    approve(client, prepared)

    written.refresh_from_db()
    assert (live(film), written.approved_go_live_at, copies(film)) == ({"en"}, tonight, {"Sea of Lamps"})
    assert page_in("en", film).hero is None


def test_renewing_a_hidden_page_renews_the_live_one_and_stays_hidden(client, film, prepared):
    page_in("zh-hans", film).save_revision().publish()
    rename(film, "Sea of Lamps")

    approve(client, prepared)

    assert (live(film), copies(film)) == ({"zh-hans", "zh-hant"}, {"Sea of Lamps"})


def test_renewing_keeps_the_end_that_has_come(client, film, shown):
    ended = now() - timedelta(seconds=1)
    FilmPage.objects.filter(pk=shown.pk).update(expire_at=ended)

    approve(client, shown)

    assert page_in("en", film).expire_at == ended


def test_page_is_prepared_beside_a_translation_that_is_live(film, editor, prepared):
    prepared.save_revision().publish()
    rename(film, "Sea of Lamps")

    prepare_film(film, by=editor, at=now())

    assert (live(film), copies(film)) == ({"en"}, {"Sea of Lamps"})
    publish_film(film, by=editor, at=now())
    with pytest.raises(InvalidMove):
        prepare_film(film, by=editor, at=now())
