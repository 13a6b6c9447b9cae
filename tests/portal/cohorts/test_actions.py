"""Who is asked, when, and what an answer does: to being named in public, by the person alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from portal.clock import now
from portal.cohorts.actions import answer_roster, ask_again
from portal.cohorts.members import members_of
from portal.cohorts.models import Answer, RosterConsent, RosterQuestion
from portal.cohorts.wording import roster_hash
from portal.entries.models import Entry
from portal.entries.workflow import Status
from portal.errors import DomainError, InvalidMove, NotAllowed
from portal.films.models import Film, Takedown, TakedownState
from portal.jury.models import Outcome
from portal.mail.models import OutgoingMail
from tests.cast import make_user
from tests.factories.cohorts import agree, an_editor, choose, hand_in_talent, plan_cohort, release
from tests.factories.desk import make_call, make_editor
from tests.factories.talent import TalentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def talent():
    return TalentFactory()


@pytest.fixture
def entry(talent):
    return choose(talent)


@pytest.fixture
def edition(entry):
    return entry.call.edition


def letters():
    return OutgoingMail.objects.filter(name="roster")


def shown(edition):
    """By the rule for one edition, which says the same as the rule for all of them."""
    own = set(RosterConsent.objects.shown(edition).values_list("talent", flat=True))
    assert own == set(RosterConsent.objects.shown().filter(edition=edition).values_list("talent", flat=True))
    return own


def test_nobody_is_asked_before_the_release(talent):
    entry = hand_in_talent(talent, make_call("people", kind="talent"))
    planned = plan_cohort(entry)
    before = (letters().count(), members_of(entry.call.edition).count())
    release(planned)

    assert before == (0, 0)
    assert (letters().count(), members_of(entry.call.edition).count()) == (1, 1)


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_letter_leads_to_the_page_in_the_readers_language(language):
    talent = TalentFactory(user=make_user("creator", language=language))
    entry = choose(talent)

    mail = letters().get()
    assert (mail.to, mail.language) == (talent.user.email, language)
    assert f"/{language}/profile/cohorts/{entry.call.edition.slug}/" in mail.text


def test_only_who_is_chosen_is_asked(talent):
    call = make_call("people", kind="talent")
    finalist = hand_in_talent(talent, call)
    release(plan_cohort(finalist, outcome=Outcome.FINALIST))

    assert not letters().exists() and not RosterQuestion.objects.exists()


def test_released_again_nobody_is_asked_again(talent, entry, edition):
    release(plan_cohort(entry))

    assert letters().count() == 1 and list(members_of(edition)) == [talent]


def test_yes_names_and_no_takes_it_back(talent, edition):
    before = shown(edition)
    agree(talent, edition)
    after_yes = shown(edition)
    agree(talent, edition, Answer.NO)

    assert (before, after_yes, shown(edition)) == (set(), {talent.pk}, set())
    rows = RosterConsent.objects.filter(talent=talent)
    assert [(row.answer, row.ended_at is None) for row in rows] == [("yes", False), ("no", True)]


def test_same_answer_twice_is_once(talent, edition):
    first, second = (
        answer_roster(talent, edition, "yes", by=talent.user, at=now(), text_hash=roster_hash(edition))
        for _n in range(2)
    )

    assert (first, second, RosterConsent.objects.count()) == (True, False, 1)


@pytest.mark.parametrize("answer", Answer)
def test_nobody_answers_for_somebody_else(talent, edition, answer):
    for stranger in (make_user("creator"), an_editor(edition.calls.get())):
        with pytest.raises(NotAllowed):
            answer_roster(talent, edition, answer, by=stranger, at=now(), text_hash="0" * 64)

    assert not RosterConsent.objects.exists()


def test_who_was_not_chosen_cannot_say_yes(edition):
    other = TalentFactory()

    with pytest.raises(InvalidMove):
        answer_roster(other, edition, "yes", by=other.user, at=now(), text_hash="0" * 64)


@pytest.mark.parametrize("answer", ["", "maybe", "YES"])
def test_answer_is_yes_or_no(talent, edition, answer):
    with pytest.raises(DomainError):
        answer_roster(talent, edition, answer, by=talent.user, at=now(), text_hash="0" * 64)


def test_yes_without_its_text_is_refused(talent, edition):
    with pytest.raises(DomainError):
        answer_roster(talent, edition, "yes", by=talent.user, at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        RosterConsent.objects.create(talent=talent, edition=edition, answer="yes", given_by=talent.user)


def test_two_answers_never_stand_at_once(talent, edition):
    agree(talent, edition)

    with pytest.raises(IntegrityError), transaction.atomic():
        RosterConsent.objects.create(talent=talent, edition=edition, answer="no", given_by=talent.user)


def test_disqualified_is_not_named_and_can_still_say_no(talent, entry, edition):
    agree(talent, edition)
    Entry.objects.filter(pk=entry.pk).update(status=Status.DISQUALIFIED)
    after = shown(edition)
    agree(talent, edition, Answer.NO)
    Entry.objects.filter(pk=entry.pk).update(status=Status.SUBMITTED)

    assert after == set() and shown(edition) == set()


def test_decision_that_changes_takes_the_name_away(talent, entry, edition):
    agree(talent, edition)
    planned = plan_cohort(entry, outcome=Outcome.NOT_SELECTED)
    under_embargo = shown(edition)
    release(planned)

    assert (under_embargo, shown(edition)) == ({talent.pk}, set())


def test_account_that_ends_takes_the_name_away(talent, edition):
    agree(talent, edition)
    user = talent.user
    user.is_active = False
    user.save()
    closed = shown(edition)
    user.is_active = True
    user.save()
    talent.user = None
    talent.save()

    assert closed == set() and shown(edition) == set()


def test_film_that_was_taken_down_takes_the_name_away(talent, entry, edition):
    agree(talent, edition)
    film = Film.objects.create(owner=talent.user)
    Entry.objects.filter(pk=entry.pk).update(film=film)
    takedown = Takedown.objects.create(film=film, requested_by=talent.user, reason="Ours.")
    asked = shown(edition)
    Takedown.objects.filter(pk=takedown.pk).update(
        state=TakedownState.ACCEPTED, decided_at=now(), decided_by=an_editor(entry.call)
    )

    assert (asked, shown(edition)) == ({talent.pk}, set())


def test_consent_to_one_edition_says_nothing_of_another(talent, edition):
    agree(talent, edition)
    other = choose(talent, call=make_call("next", kind="talent")).call.edition

    assert shown(other) == set()


def test_asking_again_waits_a_day(talent, edition):
    editor, at = an_editor(edition.calls.get()), now()
    soon = ask_again(edition, [talent.pk], by=editor, at=at + timedelta(hours=23))
    later = ask_again(edition, [talent.pk], by=editor, at=at + timedelta(hours=25))
    twice = ask_again(edition, [talent.pk], by=editor, at=at + timedelta(hours=26))

    assert [(len(one.people), one.too_soon) for one in (soon, later, twice)] == [(0, 1), (1, 0), (0, 1)]
    assert letters().count() == 2


@pytest.mark.parametrize("answer", Answer)
def test_who_has_answered_is_left_in_peace(talent, edition, answer):
    agree(talent, edition, answer)
    asked = ask_again(edition, [talent.pk], by=an_editor(edition.calls.get()), at=now() + timedelta(days=9))

    assert (len(asked.people), asked.answered) == (0, 1)


def test_who_has_no_account_cannot_be_asked(talent, edition):
    talent.user = None
    talent.save()
    asked = ask_again(edition, [talent.pk], by=an_editor(edition.calls.get()), at=now() + timedelta(days=9))

    assert (len(asked.people), asked.unreachable) == (0, 1)


def test_asking_is_for_editors_of_the_programme_and_people_of_the_cohort(talent, edition):
    with pytest.raises(NotAllowed):
        ask_again(edition, [talent.pk], by=make_editor("another"), at=now())
    with pytest.raises(DomainError):
        ask_again(edition, [TalentFactory().pk], by=an_editor(edition.calls.get()), at=now())
