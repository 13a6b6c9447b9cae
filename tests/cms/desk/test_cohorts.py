"""The cohort on the desk: three answers, and asking once more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from portal.cohorts.models import RosterConsent, RosterQuestion
from portal.mail.models import OutgoingMail
from tests.cast import sign_in
from tests.factories.cohorts import agree, an_editor, choose
from tests.factories.desk import make_editor
from tests.factories.many import more_members
from tests.factories.talent import TalentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return [TalentFactory(name=name) for name in ("Agreeing", "Declining", "Silent")]


@pytest.fixture
def edition(people):
    edition = choose(*people).call.edition
    agree(people[0], edition, "yes")
    agree(people[1], edition, "no")
    return edition


@pytest.fixture
def desk(client, edition):
    return sign_in(client, an_editor(edition.calls.get()))


def address(edition) -> str:
    return reverse("desk-editions:cohort", args=[edition.pk])


def letters() -> int:
    return OutgoingMail.objects.filter(name="roster").count()


def a_day_ago() -> None:
    for question in RosterQuestion.objects.all():
        RosterQuestion.objects.filter(pk=question.pk).update(asked_at=question.asked_at.replace(year=2025))


def test_list_shows_all_three_and_offers_to_ask_the_silent(desk, people, edition):
    text = desk.get(address(edition)).content.decode()

    assert all(str(one) in text for one in people)
    assert [f'name="person" value="{one.pk}"' in text for one in people] == [False, False, True]
    assert f"/admin/editions/{edition.pk}/cohort/" in desk.get(f"/admin/editions/edit/{edition.pk}/").content.decode()


def test_ticked_are_asked_once_more_and_the_history_says_so(desk, people, edition):
    a_day_ago()
    text = desk.post(address(edition), {"ask": "1", "person": [people[2].pk]}, follow=True).content.decode()

    assert "1 letter is on its way" in text and letters() == 4
    assert ModelLogEntry.objects.get(action="desk.cohort_asked").data == {"people": ["Silent"]}
    history = desk.get(f"/admin/editions/history/{edition.pk}/").content.decode()
    assert "Silent" in history


def test_nobody_is_asked_twice_within_a_day(desk, people, edition):
    a_day_ago()
    sent = {"ask": "1", "person": [people[2].pk]}
    desk.post(address(edition), sent)
    text = desk.post(address(edition), sent, follow=True).content.decode()

    assert "1 person was asked within the last day" in text and letters() == 4
    assert ModelLogEntry.objects.filter(action="desk.cohort_asked").count() == 1


def test_everybody_means_those_without_an_answer(desk, people, edition):
    a_day_ago()
    desk.post(address(edition), {"everybody": "1"})

    assert list(RosterQuestion.objects.exclude(asked_by=None).values_list("talent", flat=True)) == [people[2].pk]


@pytest.mark.parametrize("sent", [[], ["x"], ["999999"], ["9" * 30], ["-1"], ["\x00"]])
def test_nobody_ticked_is_a_sentence(desk, edition, sent):
    answer = desk.post(address(edition), {"ask": "1", "person": sent})

    assert answer.status_code == 422 and "Choose at least one person" in answer.content.decode()
    assert letters() == 3


def test_person_of_another_cohort_is_not_asked(desk, edition):
    stranger = TalentFactory()
    desk.post(address(edition), {"ask": "1", "person": [stranger.pk]})

    assert letters() == 3 and not RosterQuestion.objects.filter(talent=stranger).exists()


def test_desk_answers_for_nobody(desk, people, edition):
    desk.post(address(edition), {"answer": "yes", "person": [people[2].pk]})

    assert not RosterConsent.objects.filter(talent=people[2]).exists()


def test_edition_of_another_programme_is_not_there(client, edition):
    sign_in(client, make_editor("another"))

    assert [client.get(address(edition)).status_code, client.post(address(edition)).status_code] == [404, 404]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_queries_do_not_grow_with_the_cohort(client, count):
    talent = TalentFactory(name="Silent")
    edition = choose(talent).call.edition
    more_members(talent, count - 1)
    sign_in(client, an_editor(edition.calls.get()))
    client.get(address(edition))

    with CaptureQueriesContext(connection) as captured:
        text = client.get(address(edition)).content.decode()

    assert text.count('name="person"') == count and len(captured) == 26
