"""The ledger of prizes on the desk, and the winners that everybody sees."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from portal.accounts.models import Role
from portal.authorities.models import Authority
from portal.calls.models import Programme
from portal.clock import now
from portal.entries.models import Entry
from portal.entries.workflow import Status
from portal.films.models import Credit, Takedown, TakedownState
from portal.jury.actions import plan_release, publish_release, record_decision
from portal.jury.models import Outcome, WonPrize
from tests.cast import sign_in
from tests.factories.desk import hand_in, make_call, make_editor, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    call = make_call()
    call.current.prizes.create(
        key="credits", award="best", product={"en": "free credits"}, sponsor={"en": "a toolmaker"}, amount=2000
    )
    return call


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


def tell(outcome, *entries, editor):
    """Decide so of each, and make it known."""
    decisions = [record_decision(entry, outcome, by=editor, at=now()) for entry in entries]
    release = plan_release(entries[0].call, name="R", decisions=decisions, by=editor, at=now())
    publish_release(release, by=editor, at=now())


def finalists(client, call):
    return page(client, call).partition('aria-labelledby="finalists"')[2].partition("</section>")[0]


def test_finalists_stay_listed_when_every_one_of_them_has_won(client, call, editor):
    entries = [make_entry(call, title=title) for title in ("Lamps", "Ferry")]
    tell(Outcome.FINALIST, *entries, editor=editor)
    before = finalists(client, call)
    tell(Outcome.WINNER, *entries, editor=editor)

    assert before.count("<li>") == 2
    assert finalists(client, call) == before


def test_winners_without_finalists_are_no_list_of_finalists(client, call, editor):
    tell(Outcome.WINNER, make_entry(call), editor=editor)

    assert finalists(client, call) == ""


def test_finalists_are_sorted_as_titles_are(client, call, editor):
    titles = ["Zebra", "中山路", "apple", "安静"]
    tell(Outcome.FINALIST, *(make_entry(call, title=title) for title in titles), editor=editor)
    words = finalists(client, call)

    order = sorted(titles, key=words.index)
    assert order.index("安静") < order.index("中山路") and order.index("apple") < order.index("Zebra")


@pytest.fixture
def host(call):
    host = Authority.objects.create(kind="organisation", slug="host")
    Programme.objects.filter(slug="lantern").update(organiser=host)
    return host


def of_the_host(call, host, title):
    """An entry that was handed in with the host in its credits."""
    entry = make_entry(call, title=title, status=Status.DRAFT)
    Credit.objects.create(film=entry.film, organisation=host)
    Entry.objects.filter(pk=entry.pk).update(status=Status.SUBMITTED, submitted_at=now())
    hand_in(entry)
    entry.refresh_from_db()
    return entry


def test_house_of_a_finalist_is_that_of_what_was_handed_in(client, call, editor, host):
    own, other = of_the_host(call, host, "Own"), make_entry(call, title="Other")
    own.film.credits.all().delete()
    Credit.objects.create(film=other.film, organisation=host)
    tell(Outcome.FINALIST, own, other, editor=editor)
    lines = finalists(client, call).split("<li>")[1:]

    assert [("Own" in line, "host&#x27;s own team" in line) for line in lines] == [(False, False), (True, True)]


def test_finalist_who_is_not_named_is_not_told_apart(client, call, editor, host):
    own, other = of_the_host(call, host, "Own"), make_entry(call, title="Other")
    tell(Outcome.FINALIST, own, other, editor=editor)
    decided = {"state": TakedownState.ACCEPTED, "decided_at": now(), "decided_by": editor}
    Takedown.objects.create(film=own.film, requested_by=own.owner, reason="Ours.", **decided)
    lines = finalists(client, call).split("<li>")[1:]

    assert [("not named here" in line, "own team" in line) for line in lines] == [(False, False), (True, False)]


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
