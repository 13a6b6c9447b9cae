"""The ledger of prizes: what was promised is kept, delivered once, and taken back with a reason."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from portal.accounts.models import Role
from portal.calls.actions import draft_of, publish_version
from portal.clock import now
from portal.errors import DomainError, InvalidMove, NotAllowed
from portal.jury.actions import plan_release, publish_release, record_decision
from portal.jury.models import Delivery, Outcome, WonPrize
from portal.jury.prizes import deliver_prize, take_back_delivery
from tests.factories.desk import make_call, make_editor, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    call = make_call()
    call.current.prizes.create(
        key="credits", award="best", product={"en": "free credits"}, sponsor={"en": "a toolmaker"}, amount=2000
    )
    call.current.prizes.create(key="money", award="best", product={"en": "money"}, amount=3000, currency="HKD")
    call.current.prizes.create(key="other", award="none-such", product={"en": "of another award"})
    return call


@pytest.fixture
def editor(call):
    return make_editor("lantern")


@pytest.fixture
def win(call, editor):
    def win(entry=None, outcome=Outcome.WINNER):
        award = call.current.awards.get(key="best") if outcome == Outcome.WINNER else None
        decision = record_decision(entry or make_entry(call), outcome, award=award, by=editor, at=now())
        release = plan_release(call, name="R", decisions=[decision], by=editor, at=now())
        publish_release(release, by=editor, at=now())
        return decision

    return win


def amend(call, editor, change):
    draft = draft_of(call, by=editor)
    change(draft)
    publish_version(draft, by=editor, at=now())
    call.refresh_from_db()


def test_release_enters_what_the_winner_was_promised(call, editor, win):
    award = call.current.awards.get(key="best")
    record_decision(make_entry(call), Outcome.WINNER, award=award, by=editor, at=now())  # under embargo
    decision = win()

    rows = [(row.prize_key, row.amount, row.currency, row.decision) for row in WonPrize.objects.all()]

    assert rows == [("credits", 2000, "", decision), ("money", 3000, "HKD", decision)]


def test_award_with_a_prize_in_words_alone_is_in_the_ledger(call, win):
    call.current.prizes.all().delete()
    call.current.awards.update(prize={"en": "A mentor"})

    win()

    assert [(str(row), row.prize_key) for row in WonPrize.objects.all()] == [("A mentor", "")]


def test_ledger_survives_a_new_version_and_follows_it_until_delivery(call, editor, win):
    win()
    credits, money = WonPrize.objects.all()
    deliver_prize(money, by=editor, at=now())

    def change(draft):
        draft.prizes.filter(key="credits").update(expires_on=date(2030, 1, 1))
        draft.prizes.filter(key="money").update(amount=1)

    amend(call, editor, change)
    amend(call, editor, lambda draft: draft.awards.all().delete())

    credits.refresh_from_db()
    money.refresh_from_db()
    assert (WonPrize.objects.still_won().count(), credits.expires_on, money.amount) == (2, date(2030, 1, 1), 3000)


def test_prize_is_delivered_once_and_taken_back_with_a_reason(editor, win):
    win()
    prize = WonPrize.objects.first()
    at = now()

    deliver_prize(prize, by=editor, at=at, note="by post")
    with pytest.raises(InvalidMove):
        deliver_prize(WonPrize.objects.get(pk=prize.pk), by=editor, at=at)
    delivered = WonPrize.objects.get(pk=prize.pk)
    with pytest.raises(DomainError):
        take_back_delivery(delivered, by=editor, at=at, reason=" ")
    take_back_delivery(delivered, by=editor, at=at, reason="it came back")

    assert (delivered.delivered_at, delivered.status) == (None, Delivery.WAITING)
    rows = prize.history.values_list("move", "by", "reason")
    assert list(rows) == [("deliver", editor.pk, "by post"), ("take_back", editor.pk, "it came back")]


@pytest.mark.parametrize(
    ("role", "programme"), [(Role.CHAIR, "lantern"), (Role.EDITOR, "other"), (Role.JUROR, "lantern")]
)
def test_only_editors_of_the_programme_deliver(win, role, programme):
    win()

    with pytest.raises(NotAllowed):
        deliver_prize(WonPrize.objects.first(), by=make_editor(programme, role=role), at=now())


def test_prize_of_an_award_that_was_taken_away_waits_for_nobody(editor, win):
    entry = win().entry
    prize = WonPrize.objects.first()

    win(entry, Outcome.FINALIST)

    assert not WonPrize.objects.waiting().exists()
    with pytest.raises(DomainError):
        deliver_prize(prize, by=editor, at=now())


def test_second_release_of_the_same_award_makes_no_second_row(win):
    entry = win().entry

    again = win(entry)

    assert [row.decision for row in WonPrize.objects.still_won()] == [again, again]


def test_prize_of_one_track_is_for_whoever_takes_part_in_it(call, win):
    call.current.prizes.filter(key="credits").update(track="xr")
    entry = make_entry(call)
    inside = make_entry(call)
    inside.declarations = {"tracks": ["xr"]}
    inside.save()

    win(entry)
    win(inside)

    assert [entry.prizes.count(), inside.prizes.count()] == [1, 2]


def test_prize_of_a_track_without_an_award_is_for_whoever_wins_in_that_track(call, editor, win):
    version = call.current
    version.prizes.filter(key="credits").update(award="", track="xr")
    version.prizes.filter(key="money").update(award="", track="music")
    version.prizes.filter(key="other").update(award="")
    version.awards.update(track="xr", prize={"en": "A mentor"})

    entry = win().entry

    assert sorted(entry.prizes.values_list("award_key", "prize_key")) == [("best", ""), ("best", "credits")]


def test_prize_of_a_track_is_promised_once_when_the_award_changes_within_it(call, editor):
    version = call.current
    version.prizes.filter(key="credits").update(award="", track="xr")
    version.prizes.exclude(key="credits").delete()
    version.awards.update(track="xr")
    version.awards.create(key="second", name={"en": "Second"}, decided_by={"en": "the jury"}, track="xr")
    entry = make_entry(call)

    def award(key):
        award = version.awards.get(key=key)
        decision = record_decision(entry, Outcome.WINNER, award=award, by=editor, at=now())
        publish_release(plan_release(call, name=key, decisions=[decision], by=editor, at=now()), by=editor, at=now())
        return decision

    award("best")
    deliver_prize(entry.prizes.get(prize_key="credits"), by=editor, at=now())
    again = award("second")

    prize = entry.prizes.get(prize_key="credits")
    assert (prize.status, prize.award_key, prize.decision) == (Delivery.DELIVERED, "second", again)
    assert list(WonPrize.objects.still_won().filter(prize_key="credits")) == [prize]


def test_preparing_enters_what_was_won_before_there_was_a_ledger(win):
    won = win()
    win(outcome=Outcome.FINALIST)
    before = sorted(WonPrize.objects.values_list("entry", "prize_key", "product"))
    WonPrize.objects.all().delete()

    call_command("prepare", verbosity=0, stdout=StringIO())
    first = list(WonPrize.objects.values_list("pk", flat=True))
    call_command("prepare", verbosity=0, stdout=StringIO())

    assert sorted(WonPrize.objects.values_list("entry", "prize_key", "product")) == before
    assert list(WonPrize.objects.values_list("pk", flat=True)) == first
    assert won.prizes.count() == 2


def test_preparing_leaves_what_was_delivered(editor, win):
    win()
    prize = WonPrize.objects.first()
    deliver_prize(prize, by=editor, at=now(), note="by post")
    prize.entry.call.current.prizes.update(amount=1)

    call_command("prepare", verbosity=0, stdout=StringIO())

    prize.refresh_from_db()
    assert (prize.status, prize.note, prize.amount) == (Delivery.DELIVERED, "by post", 2000)


def test_prize_expires_the_day_after_its_last(editor, win):
    win()
    day = now().date()
    WonPrize.objects.update(expires_on=day)
    delivered = WonPrize.objects.last()
    deliver_prize(delivered, by=editor, at=now())

    assert not WonPrize.objects.expired(day).exists()
    assert WonPrize.objects.expired(day + timedelta(days=1)).get() == WonPrize.objects.first()
    assert not delivered.is_expired(day + timedelta(days=1))
