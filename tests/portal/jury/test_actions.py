"""Decisions are written once, replaced by others, and known to nobody before their release."""

from datetime import timedelta

import pytest

from portal.accounts.models import Role, User
from portal.clock import now
from portal.entries.actions import withdraw_entry
from portal.entries.outcomes import outcomes_of
from portal.entries.workflow import Status
from portal.errors import DomainError, InvalidMove, NotAllowed
from portal.jury.actions import (
    plan_release,
    publish_release,
    record_decision,
    release_due,
    withdraw_decision,
)
from portal.jury.models import Decision, Outcome
from portal.jury.signals import decisions_released
from portal.mail.models import OutgoingMail
from tests.at_once import begun_elsewhere
from tests.factories.desk import make_call, make_editor, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_call()


@pytest.fixture
def editor(call):
    return make_editor("lantern")


@pytest.fixture
def entry(call):
    return make_entry(call)


def plan(call, *decisions, by, **kwargs):
    return plan_release(call, name="Results", decisions=decisions, by=by, at=now(), **kwargs)


def test_second_decision_withdraws_the_first(entry, editor):
    first = record_decision(entry, Outcome.FINALIST, by=editor, at=now())
    second = record_decision(entry, Outcome.SELECTED, by=editor, at=now())

    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert list(entry.decisions.standing()) == [second]


def test_award_is_for_winners_and_from_the_call(entry, editor):
    own = entry.call.current.awards.get()
    strange = make_call("other").current.awards.get()

    for outcome, award in ((Outcome.FINALIST, own), (Outcome.WINNER, strange)):
        with pytest.raises(DomainError):
            record_decision(entry, outcome, award=award, by=editor, at=now())
    record_decision(entry, Outcome.WINNER, award=own, by=editor, at=now())

    assert entry.decisions.count() == 1


@pytest.mark.parametrize("outcome", ["", "WINNER", "eaten"])
def test_unknown_outcome_is_refused(entry, editor, outcome):
    with pytest.raises(DomainError):
        record_decision(entry, outcome, by=editor, at=now())


@pytest.mark.parametrize("status", Status)
def test_only_entries_in_the_competition_are_decided(call, editor, status):
    entry = make_entry(call, status=status)

    if status in {Status.SUBMITTED, Status.ELIGIBLE}:
        record_decision(entry, Outcome.SELECTED, by=editor, at=now())
    else:
        with pytest.raises(InvalidMove):
            record_decision(entry, Outcome.SELECTED, by=editor, at=now())


@pytest.mark.parametrize(
    ("role", "programme", "is_allowed"),
    [
        (Role.EDITOR, "lantern", True),
        (Role.EDITOR, "", True),
        (Role.CHAIR, "lantern", True),
        (Role.EDITOR, "other", False),
        (Role.CHAIR, "other", False),
        (Role.JUROR, "lantern", False),
        (Role.CURATOR, "", False),
    ],
)
def test_who_decides(entry, role, programme, is_allowed):
    user = make_editor(programme, role=role)

    if is_allowed:
        record_decision(entry, Outcome.SELECTED, by=user, at=now())
    else:
        with pytest.raises(NotAllowed):
            record_decision(entry, Outcome.SELECTED, by=user, at=now())


def test_entrant_learns_nothing_before_the_release(call, entry, editor):
    decision = record_decision(entry, Outcome.WINNER, by=editor, at=now())
    release = plan(call, decision, by=editor)
    before = outcomes_of([entry])

    publish_release(release, by=editor, at=now())

    assert before == {}
    assert outcomes_of([entry])[entry.pk].label == Outcome.WINNER.label


def test_release_writes_to_the_team_in_their_languages_once(call, entry, editor):
    entry.owner.language = "zh-hans"
    entry.owner.save()
    mate = User.objects.create_user("mate@example.org", language="en")
    gone = User.objects.create_user("gone@example.org")
    entry.members.create(user=mate)
    entry.members.create(user=gone, left_at=now() + timedelta(seconds=1))
    decision = record_decision(entry, Outcome.FINALIST, message="Well <b>done</b>", by=editor, at=now())
    release = plan(call, decision, by=editor)
    told = []
    decisions_released.connect(lambda **kwargs: told.append(kwargs["entries"]), weak=False, dispatch_uid="told")

    counts = [publish_release(release, by=editor, at=now()) for _ in range(2)]

    decisions_released.disconnect(dispatch_uid="told")
    letters = {mail.to: mail for mail in OutgoingMail.objects.all()}
    assert (counts, told) == ([1, 0], [[entry]])
    assert sorted(letters) == sorted([entry.owner.email, "mate@example.org"])
    assert letters[entry.owner.email].language == "zh-hans"
    assert "Well <b>done</b>" in letters["mate@example.org"].text
    assert "<b>done" not in letters["mate@example.org"].html


def test_release_leaves_out_who_withdrew_meanwhile(call, entry, editor):
    decision = record_decision(entry, Outcome.WINNER, by=editor, at=now())
    release = plan(call, decision, by=editor)
    type(entry).objects.filter(pk=entry.pk).update(status=Status.WITHDRAWN)

    assert publish_release(release, by=editor, at=now()) == 0

    decision.refresh_from_db()
    assert decision.withdrawn_at is not None
    assert not OutgoingMail.objects.exists()


def test_release_refuses_what_the_person_did_not_see(call, entry, editor):
    decision = record_decision(entry, Outcome.FINALIST, by=editor, at=now())
    release = plan(call, decision, by=editor)
    record_decision(entry, Outcome.NOT_SELECTED, by=editor, at=now())

    with pytest.raises(InvalidMove):
        publish_release(release, by=editor, at=now(), expected=[decision.pk])

    release.refresh_from_db()
    assert release.released_at is None


def test_clock_releases_at_its_time_and_not_before(call, entry, editor):
    at = now()
    decision = record_decision(entry, Outcome.FINALIST, by=editor, at=at)
    plan(call, decision, by=editor, planned_for=at + timedelta(hours=1))

    assert release_due(at=at + timedelta(minutes=59, seconds=59)) == 0
    assert release_due(at=at + timedelta(hours=1)) == 1
    assert release_due(at=at + timedelta(hours=2)) == 0
    assert Decision.objects.released().count() == 1


def test_planned_time_lies_ahead(call, entry, editor):
    decision = record_decision(entry, Outcome.FINALIST, by=editor, at=now())

    with pytest.raises(DomainError):
        plan(call, decision, by=editor, planned_for=now() - timedelta(seconds=1))


def test_released_decision_joins_no_other_release(call, entry, editor):
    decision = record_decision(entry, Outcome.FINALIST, by=editor, at=now())
    publish_release(plan(call, decision, by=editor), by=editor, at=now())

    with pytest.raises(InvalidMove):
        plan(call, decision, by=editor)


def test_chair_decides_but_does_not_release(call, entry):
    chair = make_editor("lantern", role=Role.CHAIR)
    decision = record_decision(entry, Outcome.FINALIST, by=chair, at=now())

    with pytest.raises(NotAllowed):
        plan(call, decision, by=chair)


def test_release_that_cannot_be_made_known_keeps_no_other_waiting(call, entry, editor):
    at = now()
    broken = make_entry(call)
    User.objects.filter(pk=broken.owner_id).update(email="no address")
    for place, each in enumerate((broken, entry), 1):
        decision = record_decision(each, Outcome.FINALIST, by=editor, at=at)
        plan(call, decision, by=editor, planned_for=at + timedelta(minutes=place))

    with pytest.raises(ExceptionGroup):
        release_due(at=at + timedelta(hours=1))

    assert [decision.entry for decision in Decision.objects.released()] == [entry]


@pytest.mark.django_db(transaction=True)
def test_nobody_withdraws_while_their_decision_is_being_made_known(call, entry, editor):
    release = plan(call, record_decision(entry, Outcome.WINNER, by=editor, at=now()), by=editor)

    with begun_elsewhere(lambda: publish_release(release, by=editor, at=now())), pytest.raises(InvalidMove):
        withdraw_entry(entry, by=entry.owner, at=now())

    assert Decision.objects.released().get().entry == entry


@pytest.mark.django_db(transaction=True)
def test_nobody_withdraws_a_decision_while_it_is_being_made_known(call, entry, editor):
    decision = record_decision(entry, Outcome.WINNER, by=editor, at=now())
    release = plan(call, decision, by=editor)

    with begun_elsewhere(lambda: publish_release(release, by=editor, at=now())), pytest.raises(InvalidMove):
        withdraw_decision(decision, by=editor, at=now())

    assert list(Decision.objects.released()) == [decision]


def test_released_decision_stays_known_until_the_next_one_is(call, entry, editor):
    first = record_decision(entry, Outcome.FINALIST, by=editor, at=now())
    publish_release(plan(call, first, by=editor), by=editor, at=now())
    second = record_decision(entry, Outcome.WINNER, by=editor, at=now())
    release = plan(call, second, by=editor)

    assert list(Decision.objects.released()) == [first]
    with pytest.raises(InvalidMove):
        withdraw_entry(entry, by=entry.owner, at=now())
    publish_release(release, by=editor, at=now())
    assert list(Decision.objects.released()) == [second]
