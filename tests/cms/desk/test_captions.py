"""Subtitles on a published page: those that were handed in, whatever the creator does afterwards."""

import pytest

from cms.actions import publish_film, settle_files, unpublish_film
from cms.models import FilmPage
from cms.tree import plant
from portal.clock import now
from portal.entries.captions import add_caption
from portal.entries.models import Entry
from portal.media.models import Caption
from portal.media.storages import public_storage
from tests.factories.calls import CallFactory
from tests.factories.desk import make_editor
from tests.factories.entries import EntryFactory, attach_file, hand_in

pytestmark = pytest.mark.django_db
SRT = b"1\n00:00:00,000 --> 00:00:01,000\nfirst\n"


@pytest.fixture
def editor():
    plant()
    return make_editor()


@pytest.fixture
def entry(editor):
    entry = EntryFactory(complete=True, call=CallFactory())
    add(entry)
    return entry


def add(entry, raw=SRT, language="en"):
    entry = Entry.objects.get(pk=entry.pk)
    return add_caption(entry, raw, language=language, kind="subtitles", by=entry.owner, at=now())


def publish(copy, editor):
    film = copy.entry.film
    return publish_film(film, by=editor, at=now(), frozen=copy.frozen["film"], original=copy.original)


def shown(page):
    return [(one["language"], one["url"]) for one in FilmPage.objects.get(pk=page.pk).frozen["captions"]]


def test_page_shows_the_frozen_subtitles_though_they_were_replaced(entry, editor, django_capture_on_commit_callbacks):
    copy = hand_in(entry)
    with django_capture_on_commit_callbacks(execute=True):
        add(entry, SRT.replace(b"first", b"second"))
        add(entry, language="ja")
    page = publish(copy, editor)
    before = shown(page)
    assert [language for language, _url in before] == ["en"]
    frozen = Caption.objects.get(public_id=copy.frozen["film"]["caption_files"][0]["public_id"])
    with public_storage().open(frozen.public_key) as file:
        assert b"first" in file.read()

    with django_capture_on_commit_callbacks(execute=True):
        add(entry, SRT.replace(b"first", b"third"))
        settle_files(copy.original.public_id, at=now())

    assert shown(page) == before
    assert public_storage().exists(frozen.public_key)
    assert Caption.objects.exclude(public_key="").count() == 1


def test_page_keeps_the_file_that_was_handed_in(entry, editor):
    copy = hand_in(entry)
    attach_file(copy.entry.film)

    page = publish(copy, editor)

    assert page.frozen["original"] == copy.original.public_id
    assert [language for language, _url in shown(page)] == ["en"]


def test_renewing_the_page_takes_the_old_subtitles_back(entry, editor, django_capture_on_commit_callbacks):
    copy = hand_in(entry)
    page = publish(copy, editor)
    old = Caption.objects.get(public_id=copy.frozen["film"]["caption_files"][0]["public_id"]).public_key
    with django_capture_on_commit_callbacks(execute=True):
        new = add(entry, SRT.replace(b"first", b"second"))
        publish_film(Entry.objects.get(pk=entry.pk).film, by=editor, at=now())

    assert [url for _language, url in shown(page)] == [Caption.objects.get(pk=new.pk).url]
    assert not public_storage().exists(old)


def test_page_that_is_taken_off_and_shown_again_has_its_subtitles(entry, editor, django_capture_on_commit_callbacks):
    copy = hand_in(entry)
    page = publish(copy, editor)
    with django_capture_on_commit_callbacks(execute=True):
        unpublish_film(page.film, by=None, at=now())
    assert not Caption.objects.exclude(public_key="").exists()

    publish(copy, editor)

    assert [language for language, _url in shown(page)] == ["en"]


def test_copy_from_before_captions_were_frozen_shows_the_current_ones(entry, editor):
    copy = hand_in(entry)
    copy.frozen["film"].pop("caption_files")

    assert [language for language, _url in shown(publish(copy, editor))] == ["en"]
