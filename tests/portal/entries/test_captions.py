"""Subtitles that creators send: kept with the film, carried over, frozen, refused with a sentence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from portal.clock import now
from portal.entries.captions import add_caption, take_caption_away
from portal.entries.facts import facts_of, verdicts_of
from portal.entries.files import attach_film
from portal.entries.models import Entry
from portal.media.models import Caption, Original
from portal.media.storages import private_storage
from tests.factories.accounts import UserFactory
from tests.factories.calls import OPENS
from tests.factories.entries import EntryFactory, attach_file, hand_in
from tests.portal.entries.test_slots import sent

pytestmark = pytest.mark.django_db
SRT = "1\n00:00:00,000 --> 00:00:01,000\n江汉汤汤\n".encode()


@pytest.fixture
def entry(client):
    entry = EntryFactory(complete=True)
    client.force_login(entry.owner)
    return entry


def post(client, entry, raw=SRT, **fields):
    data = {"language": "en", "kind": "subtitles", "file": SimpleUploadedFile("a.srt", raw)} | fields
    return client.post(reverse("entry-captions", args=[entry.public_id]), data)


def add(entry, language="en", kind="subtitles", raw=SRT):
    return add_caption(entry, raw, language=language, kind=kind, by=entry.owner, at=now())


def current(entry):
    return list(Original.objects.get(films=entry.film_id).captions.current())


def test_subtitles_are_added_shown_replaced_and_taken_away(client, entry):
    answers = [post(client, entry), post(client, entry, language="zh-Hant", kind="captions")]
    assert [answer.status_code for answer in answers] == [302, 302]
    page = client.get(answers[0]["Location"]).content.decode()
    assert "English · subtitles" in page and "Traditional Chinese · captions" in page
    first = next(one for one in current(entry) if one.language == "en")

    post(client, entry, SRT.replace(b"1,000", b"2,000"))

    second = next(one for one in current(entry) if one.language == "en")
    assert (second.label, second.pk != first.pk, len(second.sha256)) == ("English", True, 64)
    assert not Caption.objects.filter(pk=first.pk).exists()  # nothing was handed in that would name it
    answer = client.post(reverse("entry-caption-remove", args=[entry.public_id, second.public_id]))
    assert (answer.status_code, [one.language for one in current(entry)]) == (302, ["zh-Hant"])
    assert client.get(reverse("entry-captions", args=[entry.public_id])).status_code == 302


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"1\n00:00:01,000 --> 00:00:02,000\nx\n\n00:00:0x,000 --> 00:00:02,000\ny\n", "Line 5"),
        (b"1\n00:00:02,000 --> 00:00:01,000\nx\n", "Line 2"),
        (bytes(range(128, 256)) * 10, "character set"),
        (b"\0\0\0", "character set"),
        (b"", "empty"),
        (b"%PDF-1.7", "no caption"),
        (b"1\n00:00:01,000 --> 00:00:02,000\n" + b"x" * 3000, "characters"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nx\n\n" * 20_001, "20000"),
        (b" " * (2 * 1024**2 + 1), "too big"),
    ],
    ids=["times", "backwards", "binary", "nul", "empty", "pdf", "long", "many", "big"],
)
def test_bad_file_is_refused_beside_the_field_and_the_choice_is_kept(client, entry, raw, words):
    answer = post(client, entry, raw, language="ja", kind="captions")

    form = answer.context["caption_form"]
    assert answer.status_code == 422
    assert words in str(form.errors["file"])
    assert (form["language"].value(), form["kind"].value()) == ("ja", "captions")
    assert current(entry) == []


@pytest.mark.parametrize("fields", [{"language": "tlh"}, {"kind": "chapters"}, {"language": ""}, {"file": ""}])
def test_impossible_choice_is_refused(client, entry, fields):
    assert post(client, entry, **fields).status_code == 422


def test_nothing_changes_after_the_gate(client):
    entry = EntryFactory(complete=True, call__version__closes=OPENS)
    client.force_login(entry.owner)

    answer = post(client, entry, language="zh-Hans")

    assert (answer.status_code, answer.context["caption_form"]["language"].value()) == (409, "zh-Hans")
    assert "2020-01-01 00:00:00" in answer.content.decode()
    assert current(entry) == []
    assert client.post(reverse("entry-caption-remove", args=[entry.public_id, "none"])).status_code == 409


def test_film_comes_first(client, entry):
    without = EntryFactory(owner=entry.owner)

    answer = post(client, without)

    assert answer.status_code == 409
    assert "Send the film first" in answer.content.decode()


def test_strangers_find_nothing_and_teammates_work(client, entry):
    mate = UserFactory()
    entry.members.create(user=mate)
    caption = add(entry)
    client.force_login(UserFactory())
    assert post(client, entry).status_code == 404
    assert client.get(caption.url).status_code == 404
    assert client.post(reverse("entry-caption-remove", args=[entry.public_id, caption.public_id])).status_code == 404

    client.force_login(mate)
    assert client.get(caption.url).status_code in (200, 302)
    assert post(client, entry, language="zh-Hans").status_code == 302


def test_next_file_of_the_film_has_copies_of_its_own(entry):
    first, _second = add(entry), add(entry, "zh-Hans", "captions")
    old = first.original
    upload = sent(entry.owner, kind="film", name="final.mp4")

    for _time in range(2):
        attach_film(entry, upload, by=entry.owner, at=now())

    carried = current(entry)
    assert {(one.language, one.kind, one.sha256) for one in carried} == {
        (one.language, one.kind, one.sha256) for one in old.captions.all()
    }
    assert {one.key for one in carried}.isdisjoint(one.key for one in old.captions.all())
    with private_storage().open(carried[0].key) as file:
        assert file.read().startswith(b"WEBVTT")


def test_captions_that_are_lost_do_not_hold_up_the_film(entry):
    caption = add(entry)
    private_storage().delete(caption.key)

    attach_film(entry, sent(entry.owner, kind="film"), by=entry.owner, at=now())

    assert current(entry) == []


def test_what_was_handed_in_stays_when_it_is_replaced(entry):
    first = add(entry)
    submission = hand_in(entry)
    entry = Entry.objects.get(pk=entry.pk)
    second = add(entry)
    take_caption_away(entry, second.public_id, by=entry.owner, at=now())

    row = submission.frozen["film"]["caption_files"]
    assert row == [{"public_id": first.public_id, "language": "en", "kind": "subtitles", "sha256": first.sha256}]
    assert {(one.pk, one.replaced_at is None) for one in first.original.captions.all()} == {
        (first.pk, False),
        (second.pk, False),
    }
    assert private_storage().exists(first.key)


@pytest.mark.parametrize(
    ("sent_languages", "status"), [((), "fail"), (("en",), "fail"), (("en", "zh-Hans"), "pass"), (("zh-Hans",), "fail")]
)
def test_rule_answers(sent_languages, status):
    entry = EntryFactory(complete=True, call__version__rules={"captions": {"languages": ["en", "zh-hans"]}})
    for language in sent_languages:
        add(entry, language)

    entry = Entry.objects.get(pk=entry.pk)
    verdict = next(one for one in verdicts_of(entry) if one.kind == "captions")

    assert facts_of(entry).caption_languages == set(sent_languages)
    assert verdict.status == status
    assert facts_of(EntryFactory()).caption_languages == frozenset()


def test_step_costs_the_same_with_many_subtitles(client, entry, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = reverse("entry-step", args=[entry.public_id, "file"])
    counts = []
    for languages in (["en"], ["ja", "ko", "fr"]):
        for language in languages:
            add(entry, language)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_file_of_the_factory_is_replaced_without_captions(entry):
    attach_file(entry.film)
    assert current(entry) == []


def test_both_kinds_have_names_of_their_own_in_every_language():
    for language in ("zh-hans", "zh-hant", "en"):
        with override(language):
            names = {str(kind.label) for kind in Caption.CaptionKind}
        assert len(names) == 2, language
