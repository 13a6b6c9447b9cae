"""The ledger of prizes on the desk, and the winners that everybody sees."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from portal.accounts.models import Role
from portal.clock import now
from portal.entries.workflow import Status
from portal.jury.actions import plan_release, publish_release, record_decision
from portal.jury.models import Outcome, WonPrize
from tests.cast import sign_in
from tests.factories.desk import make_call, make_editor, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    call = make_call()
    call.current.prizes.create(
        key="credits", award="best", product={"en": "free credits"}, sponsor={"en": "a toolmaker"}, amount=2000
    )
    return call


@pytest.fixture
def editor(client, call):
    user = make_editor("lantern")
    sign_in(client, user)
    return user


def win(call, editor, title="River of Lamps"):
    entry = make_entry(call, title=title)
    award = call.current.awards.get()
    decision = record_decision(entry, Outcome.WINNER, award=award, by=editor, at=now())
    release = plan_release(call, name="R", decisions=[decision], by=editor, at=now())
    publish_release(release, by=editor, at=now())
    return entry


def page(client, call):
    with override("en"):
        return client.get(reverse("call", args=[call.slug])).content.decode()


def address(prize):
    return reverse("desk-prizes:prize", args=[prize.pk])


def test_prize_is_delivered_and_taken_back_on_its_page(client, call, editor):
    win(call, editor)
    prize = WonPrize.objects.get()

    client.post(address(prize), {"deliver": "1", "note": "by post"})
    delivered = client.get(address(prize)).content.decode()
    refused = client.post(address(prize), {"take_back": "1", "reason": ""})
    taken_back = client.post(address(prize), {"take_back": "1", "reason": "it came back"}, follow=True)

    assert "by post" in delivered and "a toolmaker" in delivered and "2,000" in delivered
    assert refused.status_code == 422
    assert "it came back" in taken_back.content.decode()
    prize.refresh_from_db()
    assert prize.delivered_at is None


def test_expired_prize_is_flagged_in_the_list_on_its_page_and_on_the_first_page(client, call, editor):
    win(call, editor)
    WonPrize.objects.update(expires_on=date(2020, 1, 1))
    prize = WonPrize.objects.get()

    assert "expired and not delivered" in client.get(reverse("desk-prizes:index")).content.decode()
    assert "It could be used until 2020-01-01" in client.get(address(prize)).content.decode()
    assert "prizes that expired before" in client.get("/admin/").content.decode()
    assert "free credits" in client.get(f"{reverse('desk-prizes:index')}?delivery=expired").content.decode()
    assert "free credits" not in client.get(f"{reverse('desk-prizes:index')}?delivery=delivered").content.decode()


def test_others_find_no_prize(client, call, editor):
    win(call, editor)
    prize = WonPrize.objects.get()

    sign_in(client, make_editor("other"))
    assert client.get(address(prize), follow=True).status_code == 404
    assert client.post(address(prize), {"deliver": "1"}, follow=True).status_code == 404
    assert "free credits" not in client.get(reverse("desk-prizes:index")).content.decode()
    sign_in(client, make_editor("lantern", role=Role.CHAIR))
    assert client.get(reverse("desk-prizes:index")).status_code == 302


def test_list_asks_a_constant_number_of_questions(client, call, editor, django_assert_num_queries):
    win(call, editor)
    client.get(reverse("desk-prizes:index"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("desk-prizes:index"))
    win(call, editor)
    win(call, editor)
    with django_assert_num_queries(len(one)):
        client.get(reverse("desk-prizes:index"))


def test_page_lists_winners_with_a_prize_in_kind_and_no_currency(client, call, editor):
    before = page(client, call)
    win(call, editor)
    waiting = page(client, call).split('id="winners"')[1].split("</section>")[0]
    client.post(address(WonPrize.objects.get()), {"deliver": "1"})
    delivered = page(client, call).split('id="winners"')[1].split("</section>")[0]

    assert 'id="winners"' not in before
    assert "River of Lamps" in waiting and "free credits (2,000), given by a toolmaker" in waiting
    assert "delivered" not in waiting and "delivered" in delivered


def test_winner_under_embargo_or_disqualified_is_on_no_page(client, call, editor):
    award = call.current.awards.get()
    record_decision(make_entry(call), Outcome.WINNER, award=award, by=editor, at=now())
    embargoed = page(client, call)
    entry = win(call, editor)
    type(entry).objects.filter(pk=entry.pk).update(status=Status.DISQUALIFIED)

    assert 'id="winners"' not in embargoed
    assert 'id="winners"' not in page(client, call)


def test_person_who_is_not_listed_is_not_named(client):
    call, editor = make_call("faces", kind="talent"), make_editor("lantern")
    win(call, editor, title="Nobody Anybody Knows")

    words = page(client, call)

    assert "Nobody Anybody Knows" not in words
    assert "not named here" in words


def test_winners_are_a_constant_number_of_queries(client, call, editor, django_assert_num_queries):
    win(call, editor)
    page(client, call)
    with CaptureQueriesContext(connection) as one:
        page(client, call)
    win(call, editor)
    win(call, editor)
    with django_assert_num_queries(len(one)):
        page(client, call)


@pytest.mark.parametrize("number", [3, 30])
def test_finalists_are_a_constant_number_of_queries(client, call, editor, django_assert_num_queries, number):
    def choose(count):
        decisions = [record_decision(make_entry(call), Outcome.FINALIST, by=editor, at=now()) for _n in range(count)]
        publish_release(plan_release(call, name="R", decisions=decisions, by=editor, at=now()), by=editor, at=now())

    choose(1)
    page(client, call)
    with CaptureQueriesContext(connection) as one:
        page(client, call)
    choose(number - 1)
    with django_assert_num_queries(len(one)):
        words = page(client, call)

    assert words.partition('aria-labelledby="finalists"')[2].partition("</section>")[0].count("<li>") == number
