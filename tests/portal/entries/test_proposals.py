"""A proposal: questions and no film, from the first press of the button to the receipt."""

import pytest
from django.urls import reverse

from portal.calls.models import CallKind
from portal.clock import now
from portal.entries.actions import start_entry
from portal.entries.models import Entry
from portal.entries.present import title_for
from portal.entries.slots import attach
from portal.entries.steps import steps_of
from portal.entries.submitting import Incomplete
from portal.entries.workflow import Status
from portal.media.models import Original
from search import catalogue
from search.facets import Index
from search.rebuild import rebuild
from tests.cast import sign_in
from tests.factories.accounts import UserFactory
from tests.factories.calls import OPENS, CallFactory
from tests.factories.desk import make_editor
from tests.factories.entries import hand_in
from tests.portal.entries.test_slots import sent

pytestmark = pytest.mark.django_db
QUESTIONS = (
    {"key": "title", "kind": "text", "label": {"en": "Name of the proposal"}, "is_required": True},
    {"key": "plan", "kind": "long_text", "label": {"en": "What do you want to try?"}, "is_required": True},
)


@pytest.fixture
def entry():
    call = CallFactory(kind=CallKind.PROPOSAL, version__questions=QUESTIONS)
    return again(start_entry(call, by=UserFactory(language="en"), at=OPENS))


def again(entry):
    return Entry.objects.for_work().get(pk=entry.pk)


def test_proposal_has_questions_and_nothing_else(entry):
    assert [step.slug for step in steps_of(entry)] == ["questions"]
    assert (entry.film, entry.talent, entry.title()) == (None, None, entry.public_id)
    with pytest.raises(Incomplete):
        hand_in(entry)


@pytest.fixture
def handed_in(client):
    """A proposal with its document."""
    asked = (QUESTIONS[0], {"key": "paper", "kind": "file", "label": {"en": "The proposal"}, "is_required": True})
    call = CallFactory(kind=CallKind.PROPOSAL, version__questions=asked)
    entry = start_entry(call, by=UserFactory(language="en"), at=OPENS)
    Entry.objects.filter(pk=entry.pk).update(answers={"title": "Lamps that listen"})
    document = attach(entry, "answer:paper", sent(entry.owner, name="reading-plan.pdf"), by=entry.owner, at=now())
    Original.objects.filter(pk=document.original_id).update(state="readable", read_at=now(), sha256="ab" * 32)
    hand_in(again(entry))
    return again(entry)


@pytest.mark.parametrize("words", ["listen", "Lamps that listen", "reading-plan"])
def test_editor_finds_a_proposal_by_words_of_its_title_and_its_document(client, handed_in, words, settings, tmp_path):
    settings.SEARCH_URL, settings.DATA_DIR = "", tmp_path
    catalogue._away_until[0] = 0.0
    for index in Index:
        rebuild(index)
    public = client.get("/en/catalogue/", {"q": words})
    sign_in(client, make_editor())

    hits = client.get(reverse("desk-find"), {"q": words}).context["hits"]
    page = client.get(hits[0].url).content.decode()

    assert [hit.url for hit in hits] == [reverse("desk-entries:inspect", args=[handed_in.pk])]
    assert "reading-plan.pdf" in hits[0].text.replace("<mark>", "").replace("</mark>", "")
    assert "reading-plan.pdf" in page
    assert list(public.context["hits"]) == []
    assert "plan.pdf" not in public.content.decode()


def test_editor_finds_a_proposal_in_the_list_of_entries_without_the_catalogue(client, handed_in, settings):
    settings.SEARCH_URL = "http://localhost:1"
    sign_in(client, make_editor())

    page = client.get(reverse("desk-entries:index"), {"q": "LAMPS"}).content.decode()
    nothing = client.get(reverse("desk-entries:index"), {"q": "zebra"}).content.decode()

    assert "Lamps that listen" in page
    assert "Lamps that listen" not in nothing


def test_proposal_goes_from_start_to_receipt(client, entry):
    sign_in(client, entry.owner)
    url = reverse("entry-step", args=[entry.public_id, "questions"])

    sent = {"q_title": "Lamps that listen", "q_plan": "A year of trying.", "version": entry.version, "then": "next"}
    saved = client.post(url, sent)
    receipt = hand_in(again(entry))

    assert saved["Location"] == reverse("entry-submit", args=[entry.public_id])
    assert again(entry).status == Status.SUBMITTED
    assert receipt.frozen["film"] is receipt.frozen["talent"] is None
    assert [row["answer"] for row in receipt.frozen["answers"]] == ["Lamps that listen", "A year of trying."]
    assert title_for(again(entry)) == ("Lamps that listen", "")
    for name in ("entry-submit", "entry-receipt", "entry"):
        page = client.get(reverse(name, args=[entry.public_id]), follow=True)
        assert page.status_code == 200
        assert "Lamps that listen" in page.content.decode()
    assert "Lamps that listen" in client.get(reverse("entry-list")).content.decode()


def test_proposal_is_read_on_the_desk(client, entry):
    Entry.objects.filter(pk=entry.pk).update(answers={"title": "Lamps that listen", "plan": "A year of trying."})
    hand_in(again(entry))
    sign_in(client, make_editor(entry.call.programme.slug))

    for name, args in (("index", []), ("inspect", [entry.pk])):
        page = client.get(reverse(f"desk-entries:{name}", args=args))
        assert page.status_code == 200
        assert "Lamps that listen" in page.content.decode()
