"""An entry keeps to the version it answers until its people take a newer one over."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from portal.calls.actions import draft_of, publish_version
from portal.calls.models import Question
from portal.clock import now
from portal.entries.actions import start_entry
from portal.entries.affected import affected
from portal.entries.models import Entry
from portal.entries.submitting import MustMoveUp, TermsChanged, accepted_hash_of, submit_entry
from portal.entries.versions import amendments_since, move_up, must_move_up
from portal.entries.workflow import Status
from portal.errors import InvalidMove, StaleVersion
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.desk import make_editor
from tests.factories.entries import EntryFactory, hand_in

pytestmark = pytest.mark.django_db
WHY = {"key": "why", "kind": "text", "label": {"en": "Why?"}, "is_required": True}


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def entry(owner):
    return EntryFactory(owner=owner, complete=True, version=2, call__version__questions=(WHY,), answers={"why": "So"})


def republish(call, *, note="", **texts):
    """A newer version that says `texts`, and asks what `questions` does to those of the draft."""
    editor = make_editor()
    draft = draft_of(call, by=editor)
    questions = texts.pop("questions", None)
    for name, text in texts.items():
        setattr(draft, name, text)
    draft.save()
    if questions:
        questions(draft.questions)
    call.refresh_from_db()
    publish_version(draft, by=editor, at=now(), note=note)
    call.refresh_from_db()
    return call.current


def fresh(entry):
    return Entry.objects.for_work().get(pk=entry.pk)


def ask_more(questions):
    questions.create(key="more", kind="text", label={"en": "What else?"}, is_required=True, position=9)


def changes(entry):
    return reverse("entry-changes", args=[entry.public_id])


def test_draft_keeps_its_version_and_is_shown_what_has_changed(client, entry):
    pinned = entry.call_version
    republish(entry.call, note="We listened", questions=ask_more, what={"en": "Two films"})

    step = client.get(reverse("entry-step", args=[entry.public_id, "questions"])).content.decode()
    page = client.get(changes(entry)).content.decode()

    assert fresh(entry).answered_version() == pinned
    assert "q_why" in step and "q_more" not in step and changes(entry) in step
    assert "We listened" in page and "<ins>Two films</ins>" in page and "What else?" in page
    assert client.get(reverse("entry-submit", args=[entry.public_id])).context["can_submit"]
    assert hand_in(fresh(entry)).frozen["call"]["version"] == 1


def test_moving_up_keeps_answers_asks_anew_and_is_written_down(client, entry, owner):
    newest = republish(entry.call, questions=ask_more)

    answer = client.post(changes(entry), {"to": newest.number})

    found = fresh(entry)
    assert (found.call_version, found.answers, found.version) == (newest, {"why": "So"}, 3)
    assert (found.history.get().move, found.history.get().reason, found.history.get().by) == ("version", "1 → 2", owner)
    assert (
        client.get(answer.url).url.endswith("/steps/questions/#id_q_more") or "questions" in client.get(answer.url).url
    )
    assert amendments_since(found) == []


@pytest.mark.parametrize("sent", ["", "1", "3", "x", "٢", "9" * 5000, "\0"])
def test_only_the_version_that_was_shown_is_taken_over(client, entry, sent):
    republish(entry.call, questions=ask_more)

    assert client.post(changes(entry), {"to": sent}).status_code == 409
    assert fresh(entry).call_version.number == 1


def test_entry_that_answers_the_newest_or_cannot_be_changed_stays(entry, owner):
    with pytest.raises(InvalidMove):
        move_up(entry, to=1, by=owner, at=now())
    republish(entry.call, questions=ask_more)
    Entry.objects.filter(pk=entry.pk).update(status=Status.ELIGIBLE, submitted_at=now())
    with pytest.raises(InvalidMove):
        move_up(fresh(entry), to=2, by=owner, at=now())
    assert not entry.history.exists()


def test_another_version_meanwhile_is_said(entry, owner):
    republish(entry.call, questions=ask_more)
    republish(entry.call, what={"en": "Three films"})
    with pytest.raises(StaleVersion):
        move_up(entry, to=2, by=owner, at=now())


@pytest.mark.parametrize("text", ["consent", "ethics"])
def test_changed_text_to_accept_is_taken_over_before_handing_in(client, entry, owner, text):
    republish(entry.call, **{text: {"en": "Another text"}})

    assert must_move_up(fresh(entry))
    assert not client.get(reverse("entry-submit", args=[entry.public_id])).context["can_submit"]
    with pytest.raises(MustMoveUp):
        hand_in(fresh(entry))
    move_up(fresh(entry), to=2, by=owner, at=now())
    assert not must_move_up(fresh(entry))


def test_code_of_ethics_is_accepted_apart_and_outlives_a_newer_one(client, owner):
    entry = EntryFactory(owner=owner, complete=True)
    first = republish(entry.call, ethics={"en": "Ask before you copy a voice."})
    move_up(entry, to=2, by=owner, at=now())
    page = client.get(reverse("entry-submit", args=[entry.public_id]))
    data = {name: page.context["form"][name].value() for name in ("text_hash", "ethics_hash", "key")}

    refused = client.post(reverse("entry-submit", args=[entry.public_id]), data | {"accept": "on"})
    forged = data | {"accept": "on", "accept_ethics": "on", "ethics_hash": "0" * 64}
    changed = client.post(reverse("entry-submit", args=[entry.public_id]), forged)
    done = client.post(reverse("entry-submit", args=[entry.public_id]), data | {"accept": "on", "accept_ethics": "on"})
    republish(entry.call, ethics={"en": "Ask twice."})

    accepted = entry.acceptances.get(kind="ethics")
    assert "Ask before you copy" in page.content.decode()
    assert (refused.status_code, changed.status_code, done.status_code) == (422, 409, 302)
    assert (accepted.call_version, accepted.text_hash) == (first, accepted_hash_of(first, "ethics", "en"))
    assert str(accepted.call_version.ethics) == "Ask before you copy a voice."


def test_missing_code_cannot_be_left_out(owner):
    entry = EntryFactory(owner=owner, complete=True)
    republish(entry.call, ethics={"en": "Ask."})
    move_up(entry, to=2, by=owner, at=now())
    consent = accepted_hash_of(fresh(entry).call_version, "consent", "en")
    with pytest.raises(TermsChanged):
        submit_entry(fresh(entry), by=owner, at=now(), key="a-key-of-1", accepted_hash=consent, language="en")


def test_draft_with_nothing_in_it_begins_with_the_newest(owner):
    call = CallFactory()
    first = start_entry(call, by=owner, at=now())
    newest = republish(call, what={"en": "Two films"})

    again = start_entry(call, by=owner, at=now())

    assert (again, fresh(first).call_version) == (first, newest)


def test_what_only_moves_gates_asks_nothing_of_anybody(client, entry):
    editor = make_editor()
    draft = draft_of(entry.call, by=editor)
    draft.gates.filter(key="end").update(grace_s=60)
    publish_version(draft, by=editor, at=now())

    assert amendments_since(fresh(entry)) == []
    assert client.get(changes(entry)).status_code == 200


@translation.override("en")
def test_changes_are_counted_in_a_constant_number_of_queries():
    call = CallFactory(version__questions=(WHY, WHY | {"key": "far", "mode": "remote"}))
    before = call.current
    draft = draft_of(call, by=make_editor())
    draft.questions.filter(key="why").update(kind="number")
    draft.questions.filter(key="far").delete()
    Question.objects.create(version=draft, key="xr", kind="text", label={"en": "XR?"}, track="xr")

    def counted():
        with CaptureQueriesContext(connection) as queries:
            rows = {row.key: row for row in affected(call, before, draft)}
        return rows, len(queries)

    EntryFactory(call=call, answers={"why": "So"})
    one, few = counted()
    for n in range(3):
        EntryFactory(
            call=call, answers={"why": "So", "far": "x"}, submitted=True, declarations={"tracks": ["xr"] * (n % 2)}
        )
    four, same = counted()

    assert few == same
    assert (one["why"].drafts, one["why"].handed_in, one["why"].answered) == (1, 0, 1)
    assert (four["why"].drafts, four["why"].handed_in, four["why"].answered) == (1, 3, 4)
    assert "4 entries have answered it" in four["why"].warning and "another kind" in four["why"].warning
    assert "not asked any more" in four["far"].warning
    assert (four["xr"].drafts, four["xr"].handed_in, four["xr"].warning) == (0, 1, "")
