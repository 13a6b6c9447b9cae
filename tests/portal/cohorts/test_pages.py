"""The page where somebody says yes or no to being named, and the tab that leads to it."""

import pytest
from django.urls import reverse

from portal.clock import now
from portal.cohorts.models import Answer, RosterConsent
from portal.cohorts.wording import edition_words, roster_hash, roster_text
from portal.entries.models import Entry
from portal.entries.workflow import Status
from portal.films.models import Film, Takedown, TakedownState
from tests.cast import make_user, sign_in
from tests.factories.cohorts import agree, choose
from tests.factories.talent import TalentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def talent():
    return TalentFactory(user=make_user("creator", language="en"))


@pytest.fixture
def edition(talent):
    return choose(talent).call.edition


@pytest.fixture
def theirs(client, talent, edition):
    return sign_in(client, talent.user)


def address(edition) -> str:
    return reverse("cohort-answer", args=[edition.slug])


def standing(talent) -> list[str]:
    return list(RosterConsent.objects.standing().filter(talent=talent).values_list("answer", flat=True))


def test_page_shows_the_text_and_both_answers(theirs, talent, edition):
    page = theirs.get(address(edition))
    text = page.content.decode()

    assert roster_text(edition) in text and roster_hash(edition) in text
    assert 'value="yes"' in text and 'value="no"' in text
    assert page["Cache-Control"] == "private, no-store" and not RosterConsent.objects.exists()


def test_answer_is_kept_with_its_text_and_can_be_changed(theirs, talent, edition):
    theirs.post(address(edition), {"answer": "yes", "text_hash": roster_hash(edition)})
    yes = RosterConsent.objects.get()
    text = theirs.get(address(edition)).content.decode()
    theirs.post(address(edition), {"answer": "no"})

    assert (yes.answer, yes.given_by, yes.text_hash) == ("yes", talent.user, roster_hash(edition))
    assert "you are named" in text and "Take it back" in text
    assert standing(talent) == ["no"]


def test_answers_are_among_ones_own_data(theirs, talent, edition):
    other = TalentFactory(user=make_user("creator"))
    choose(other, call=edition.calls.get())
    agree(other, edition)
    agree(talent, edition)
    agree(talent, edition, Answer.NO)

    rosters = theirs.get(reverse("account-export")).json()["rosters"]

    assert [(row["answer"], row["cohort"]) for row in rosters["answers"]] == [
        ("yes", edition_words(edition)),
        ("no", edition_words(edition)),
    ]
    assert rosters["answers"][0]["text_sha256"] == roster_hash(edition)
    assert [row["ended"] is None for row in rosters["answers"]] == [False, True]
    assert len(rosters["asked"]) == 1


def test_yes_to_an_older_text_is_not_taken(theirs, talent, edition):
    page = theirs.post(address(edition), {"answer": "yes", "text_hash": "0" * 64})

    assert page.status_code == 409 and "has changed" in page.content.decode() and standing(talent) == []


def test_no_is_taken_from_any_page(theirs, talent, edition):
    agree(talent, edition)
    theirs.post(address(edition), {"answer": "no", "text_hash": "of another text"})

    assert standing(talent) == ["no"]


@pytest.mark.parametrize("answer", ["", "maybe", "\x00", "yes\n"])
def test_what_is_no_answer_is_a_sentence(theirs, talent, edition, answer):
    page = theirs.post(address(edition), {"answer": answer, "text_hash": roster_hash(edition)})

    assert page.status_code == 422 and "Say yes or no." in page.content.decode() and standing(talent) == []


def test_double_post_is_one_answer(theirs, talent, edition):
    sent = {"answer": "yes", "text_hash": roster_hash(edition)}
    answers = [theirs.post(address(edition), sent).status_code for _n in range(2)]

    assert answers == [302, 302] and RosterConsent.objects.count() == 1


def test_cohort_of_others_is_not_there(client, edition):
    answers = []
    for user in (make_user("creator", email="none@example.org"), TalentFactory().user):
        sign_in(client, user)
        answers.append(client.get(address(edition)).status_code)
        answers.append(client.post(address(edition), {"answer": "yes", "text_hash": "0" * 64}).status_code)

    assert answers == [404, 404, 404, 404] and not RosterConsent.objects.exists()


def test_who_left_the_cohort_can_take_a_yes_back_and_give_none(theirs, talent, edition):
    agree(talent, edition)
    Entry.objects.filter(talent=talent).update(status=Status.DISQUALIFIED)
    text = theirs.get(address(edition)).content.decode()
    theirs.post(address(edition), {"answer": "no"})
    again = theirs.post(address(edition), {"answer": "yes", "text_hash": roster_hash(edition)})

    assert 'value="yes"' not in text and standing(talent) == [Answer.NO]
    assert again.status_code == 409


def take_down(talent) -> None:
    film = Film.objects.create(owner=talent.user)
    Entry.objects.filter(talent=talent).update(film=film)
    decided = {"state": TakedownState.ACCEPTED, "decided_at": now(), "decided_by": make_user("editor")}
    Takedown.objects.create(film=film, requested_by=talent.user, reason="Ours.", **decided)


def disqualify(talent) -> None:
    Entry.objects.filter(talent=talent).update(status=Status.DISQUALIFIED)


@pytest.mark.parametrize("put_out", [disqualify, take_down])
def test_who_said_yes_and_is_not_shown_reads_so(theirs, talent, edition, put_out):
    agree(talent, edition)
    named = [theirs.get(page).content.decode() for page in (address(edition), reverse("cohort-list"))]
    put_out(talent)
    out = [theirs.get(page).content.decode() for page in (address(edition), reverse("cohort-list"))]

    assert ["you are named" in text for text in (*named, *out)] == [True, True, False, False]
    assert ["You are not named at present" in text for text in (*named, *out)] == [False, False, True, True]
    assert "What the public sees" in named[0] and "What the public sees" not in out[0]


def test_yes_that_names_nobody_is_not_called_a_name(theirs, talent, edition):
    take_down(talent)
    sent = {"answer": "yes", "text_hash": roster_hash(edition)}
    text = theirs.post(address(edition), sent, follow=True).content.decode()

    assert "Your yes is kept" in text and "You are named with your cohort." not in text


def test_profile_leads_to_the_cohorts_of_their_people_alone(client, theirs, talent, edition):
    own = theirs.get(reverse("talent-profile")).content.decode()
    rows = theirs.get(reverse("cohort-list")).content.decode()
    sign_in(client, make_user("creator", email="other@example.org"))
    other = client.get(reverse("talent-profile")).content.decode()

    assert reverse("cohort-list") in own and "waits for your answer" in own
    assert address(edition) in rows and reverse("cohort-list") not in other
