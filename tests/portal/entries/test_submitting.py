"""Handing in: the gate to the millisecond, one receipt whatever is pressed, a copy that stays as it was."""

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection
from django.urls import reverse

from portal.calls.gates import Timing
from portal.clock import now
from portal.entries.actions import withdraw_entry
from portal.entries.freezing import sha256_of
from portal.entries.gatekeeping import require_open
from portal.entries.models import Entry, RightsAcceptance, Submission, TeamMember
from portal.entries.signals import entry_changed, entry_submitted
from portal.entries.submitting import Incomplete, TermsChanged, step_for_rule, submit_entry
from portal.entries.views.checks import checks_of
from portal.entries.workflow import HANDED_IN, SUBMIT, Status
from portal.errors import InvalidMove, NotAllowed, TooLate
from portal.films.models import FilmTitle
from portal.mail.models import OutgoingMail
from portal.media.models import Original, ReadState
from portal.media.signals import original_read
from tests.at_once import begun_elsewhere
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, T, just_before, publish
from tests.factories.entries import EntryFactory, attach_file, hand_in, talent_entry

pytestmark = pytest.mark.django_db


def test_one_millisecond_before_the_gate_is_in_time():
    submission = hand_in(EntryFactory(complete=True), at=just_before(T))

    assert (submission.received_at, submission.is_late) == (just_before(T), False)
    assert submission.entry.status == Status.SUBMITTED


def test_the_very_instant_of_the_gate_is_too_late():
    entry = EntryFactory(complete=True)

    with pytest.raises(TooLate) as refusal:
        hand_in(entry, at=T)

    assert "2096-05-01 10:00:00 UTC" in str(refusal.value)
    assert not Submission.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_within_the_grace_is_accepted_and_marked():
    entry = EntryFactory(complete=True, call__version__grace_s=60)

    assert hand_in(entry, at=T + timedelta(seconds=59)).is_late
    with pytest.raises(TooLate):
        require_open(EntryFactory(complete=True, call=entry.call), T + timedelta(seconds=60))


def test_a_moved_gate_counts_at_once():
    entry = EntryFactory(complete=True)
    publish(entry.call, closes=T + timedelta(days=1))

    entry = Entry.objects.for_work().get()

    assert require_open(entry, T) is Timing.OPEN


def test_before_the_opening_nothing_is_taken():
    with pytest.raises(InvalidMove):
        hand_in(EntryFactory(complete=True, call__version__opens=just_before(T)), at=T - timedelta(days=9))


def test_receipts_count_up_within_a_call():
    call = CallFactory()

    numbers = [hand_in(EntryFactory(complete=True, call=call)).receipt() for _n in range(2)]

    assert numbers == [f"{call.slug.upper()}-00001", f"{call.slug.upper()}-00002"]


def test_the_same_key_returns_the_same_receipt():
    entry = EntryFactory(complete=True)

    assert hand_in(entry) == hand_in(entry)
    assert OutgoingMail.objects.filter(name="receipt").count() == 1


def test_the_same_work_with_another_key_is_the_same_receipt():
    entry = EntryFactory(complete=True)

    assert hand_in(entry, key="first-key") == hand_in(entry, key="second-key")


def test_changed_work_becomes_a_second_copy_under_the_same_number():
    entry = EntryFactory(complete=True)
    first = hand_in(entry, key="first-key")
    FilmTitle.objects.filter(film=entry.film).update(text="A Lamp After All")

    second = hand_in(entry, key="second-key")

    assert (second.number, second.sequence) == (first.number, 2)
    first.refresh_from_db()
    assert first.frozen["film"]["titles"][0]["text"] == "No Lamp on the River"
    assert OutgoingMail.objects.filter(name="receipt").count() == 2


def test_the_copy_holds_what_was_handed_in_and_its_hash():
    entry = EntryFactory(complete=True, call__version__questions=({"key": "why", "kind": "text", "label": "Why?"},))
    entry.answers = {"why": "Because"}
    entry.save()

    submission = hand_in(entry)

    frozen = submission.frozen
    assert frozen["answers"][0]["answer"] == "Because"
    assert frozen["file"]["facts"]["runtime_ms"] == 150_000
    assert frozen["team"] == [{"name": entry.owner.name, "part": "", "is_lead": True}]
    assert len(frozen["film"]["ai"]["stages"]) == 7
    assert submission.frozen_sha256 == sha256_of(Submission.objects.get().frozen)


def test_accepting_is_recorded_with_the_text():
    entry = EntryFactory(complete=True)
    hand_in(entry)

    acceptance = RightsAcceptance.objects.get()
    assert (acceptance.by, acceptance.language, len(acceptance.text_hash)) == (entry.owner, "en", 64)


def test_a_changed_text_has_to_be_read_again():
    entry = EntryFactory(complete=True)
    with pytest.raises(TermsChanged):
        submit_entry(entry, by=entry.owner, at=just_before(T), key="a-key-1", accepted_hash="0" * 64, language="en")


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        ("residence", "terms"),
        ("tracks", "terms"),
        ("screening_cut", "terms"),
        ("ai_policy", "ai"),
        ("runtime", "file"),
        ("entries_per_person", ""),
    ],
)
def test_rule_is_mended_where_it_is_asked(kind, step):
    assert step_for_rule(kind) == step


def test_one_entry_too_many_leads_to_the_list_of_them():
    call = CallFactory(version__rules={"entries_per_person": {"maximum": 1}})
    first = EntryFactory(submitted=True, call=call)
    second = EntryFactory(complete=True, call=call, owner=first.owner)

    (check,) = [check for check in checks_of(second) if check["kind"] == "entries_per_person"]

    assert (check["state"], check["url"]) == ("missing", reverse("entry-list"))


def test_what_is_missing_is_said_with_its_step():
    with pytest.raises(Incomplete) as refusal:
        hand_in(EntryFactory())

    found = {(problem.step, problem.field) for problem in refusal.value.problems}
    assert {("film", "title_en"), ("film", "year"), ("people", "credit_0_name"), ("ai", "declaration")} <= found
    assert any(step == "file" for step, _field in found)


def test_a_broken_rule_stands_in_the_way():
    entry = EntryFactory(complete=True, call__version__rules={"runtime": {"min_ms": 150_000, "is_over": True}})

    with pytest.raises(Incomplete):
        hand_in(entry)

    attach_file(entry.film, runtime_ms=150_040)
    assert hand_in(entry).number == 1


def test_only_the_lead_hands_in():
    with pytest.raises(NotAllowed):
        hand_in(EntryFactory(complete=True), by=UserFactory())


def test_rooms_above_hear_of_it_in_the_same_transaction():
    heard = []

    def listen(sender, **kwargs):
        heard.append((connection.in_atomic_block, sorted(set(kwargs) - {"signal"})))

    entry_submitted.connect(listen)
    entry_changed.connect(listen)
    try:
        hand_in(EntryFactory(complete=True))
    finally:
        entry_submitted.disconnect(listen)
        entry_changed.disconnect(listen)

    assert heard == [(True, ["entry", "submission"]), (True, ["entry"])]


def test_the_hash_of_the_file_arrives_when_it_has_been_read():
    entry = EntryFactory(complete=True)
    original = entry.film.original
    type(original).objects.filter(pk=original.pk).update(sha256="", state="received", read_at=None)
    entry = Entry.objects.for_work().get()
    submission = hand_in(entry)
    assert submission.film_sha256 == ""

    original.sha256 = "ab" * 32
    for _twice in range(2):
        original_read.send(type(original), original=original)

    submission.refresh_from_db()
    assert submission.film_sha256 == "ab" * 32
    letter = OutgoingMail.objects.get(name="receipt_hash")
    assert "ab" * 32 in letter.text


def test_returned_entries_may_be_handed_in_after_the_gate():
    entry = EntryFactory(complete=True)
    hand_in(entry)
    Entry.objects.update(status=Status.RETURNED)

    assert hand_in(entry, key="corrected-1", at=T + timedelta(days=3)).sequence == 2


@pytest.mark.parametrize("status", sorted(set(Status.values) - SUBMIT.sources))
def test_no_other_state_can_be_handed_in(status):
    entry = EntryFactory(complete=True, status=status)

    with pytest.raises(InvalidMove):
        hand_in(entry)

    assert not entry.history.exists()


@pytest.mark.parametrize("status", Status.values)
def test_withdrawing_starts_only_from_the_competition(status):
    entry = EntryFactory(complete=True, status=status)
    legal = status in {Status.SUBMITTED, Status.RETURNED, Status.ELIGIBLE}

    if legal:
        withdraw_entry(entry, by=entry.owner, at=T)
    else:
        with pytest.raises(InvalidMove):
            withdraw_entry(entry, by=entry.owner, at=T)

    entry.refresh_from_db()
    assert entry.status == (Status.WITHDRAWN if legal else status)
    assert OutgoingMail.objects.filter(name="withdrawn").count() == int(legal)
    assert Status.DRAFT not in HANDED_IN


def test_a_talent_hands_in_a_portfolio():
    submission = hand_in(talent_entry(call__version__rules={"portfolio": {"minimum": 1}}))

    assert submission.frozen["film"] is None
    assert [item["title"] for item in submission.frozen["talent"]["portfolio"]] == ["Work 0"]


@pytest.mark.django_db(transaction=True)
def test_fifty_presses_at_once_are_one_receipt_and_one_letter():
    entry = EntryFactory(complete=True)
    start, results = threading.Barrier(50), []

    def press():
        try:
            start.wait()
            results.append(hand_in(Entry.objects.for_work().get(pk=entry.pk)).pk)
        except Exception as error:
            results.append(repr(error))
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=press) for _n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == [Submission.objects.get().pk] * 50
    assert OutgoingMail.objects.filter(name="receipt").count() == 1


def test_the_letter_about_a_withdrawal_is_in_the_owners_language():
    entry = EntryFactory(complete=True, owner=UserFactory(language="zh-hans"))
    hand_in(entry)

    withdraw_entry(entry, by=entry.owner, at=T)

    text = OutgoingMail.objects.get(name="withdrawn").text
    assert f"征集 {entry.call.slug}" in text
    assert f"Call {entry.call.slug}" not in text


def test_everybody_in_the_team_learns_of_a_withdrawal():
    entry = EntryFactory(complete=True, owner=UserFactory(language="zh-hans"))
    mate = UserFactory(language="en")
    TeamMember.objects.create(entry=entry, user=mate)
    hand_in(entry)

    withdraw_entry(entry, by=entry.owner, at=T)

    letters = {row.to: row.text for row in OutgoingMail.objects.filter(name="withdrawn")}
    assert set(letters) == {entry.owner.email, mate.email}
    assert "Whoever leads your team withdrew it at" in letters[mate.email]


@pytest.mark.django_db(transaction=True)
def test_a_hash_that_is_being_stored_reaches_the_receipt():
    entry = EntryFactory(complete=True)
    original = entry.film.original
    Original.objects.update(state=ReadState.RECEIVED, sha256="", read_at=None)

    def store_hash():
        Original.objects.update(state=ReadState.READABLE, sha256="ab" * 32, read_at=now())
        original.refresh_from_db()
        original_read.send(Original, original=original)

    with begun_elsewhere(store_hash):
        submission = hand_in(entry)

    submission.refresh_from_db()
    assert submission.film_sha256 == "ab" * 32
