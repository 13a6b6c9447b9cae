"""Writing letters: once for each occasion, in the caller's transaction, and nothing sneaks in."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from portal.clock import now
from portal.errors import InvalidMove
from portal.mail.actions import confirm_sent, forget_letters, forget_recipient, give_up, queue_mail, resend
from portal.mail.models import MailState, OutgoingMail
from tests.factories.mail import make_mail

pytestmark = pytest.mark.django_db


def test_letter_is_worded_in_the_recipients_language():
    subjects = [
        queue_mail(
            key="k", to=f"{code}@example.org", name="sample", context={"title": "石", "name": "安"}, language=code
        ).subject
        for code in ("en", "zh-hans", "zh-hant", "xx")
    ]

    assert subjects == ["石 · Yes", "石 · 是", "石 · 是", "石 · 是"]


def test_second_letter_of_the_same_occasion_is_the_first():
    first = make_mail(title="One")
    second = make_mail(to="Ann@Example.org", title="Two")

    assert (second.pk, second.subject) == (first.pk, "One · Yes")


def test_letter_rolls_back_with_its_transaction():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_mail()
        raise ZeroDivisionError

    assert OutgoingMail.objects.count() == 0


@pytest.mark.parametrize(
    "to",
    [
        "",
        "ann",
        f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.org",
        "ann@example.org\nBcc: v@x.org",
        "a@b, c@d.org",
        "a..b@example.org",
    ],
)
def test_impossible_address_is_refused(to):
    with pytest.raises(ValidationError):
        make_mail(to=to)


def test_failed_letter_is_dealt_with_once(django_user_model):
    by = django_user_model.objects.create_user("op@example.org")
    mail = make_mail()
    OutgoingMail.objects.update(state=MailState.FAILED, finished_at=now(), reason="550")

    resend(mail, by=by, at=now())

    mail.refresh_from_db()
    assert (mail.state, mail.reason, mail.settled_by) == (MailState.HELD, "", by)
    with pytest.raises(InvalidMove):
        resend(mail, by=by, at=now())


@pytest.mark.parametrize(("verb", "state"), [(give_up, MailState.FAILED), (confirm_sent, MailState.SENT)])
def test_doubtful_letter_is_settled_by_a_person(verb, state, django_user_model):
    by = django_user_model.objects.create_user("op@example.org")
    mail = make_mail()
    mail.claim(at=now())
    with pytest.raises(InvalidMove):
        verb(mail, by=by, at=now())

    verb(mail, by=by, at=now() + timedelta(minutes=6))

    mail.refresh_from_db()
    assert mail.state == state


@pytest.mark.parametrize("is_secret", [True, False])
@pytest.mark.parametrize("state", [MailState.FAILED, MailState.SENDING])
def test_forgotten_letter_cannot_be_sent_again(state, is_secret, django_user_model):
    by = django_user_model.objects.create_user("op@example.org")
    mail = make_mail()
    ago = now() - timedelta(hours=1)
    OutgoingMail.objects.update(state=state, finished_at=ago, claimed_at=ago, is_secret=is_secret, about="thing:1")
    forget_letters("thing:1")

    with pytest.raises(InvalidMove):
        resend(mail, by=by, at=now())  # as it was read before
    assert OutgoingMail.objects.get().state == state


def test_failed_letter_without_words_needs_nobody():
    make_mail()
    OutgoingMail.objects.update(state=MailState.FAILED, finished_at=now(), about="thing:1")
    before = OutgoingMail.objects.needing_attention(now()).count()
    forget_letters("thing:1")

    assert (before, OutgoingMail.objects.needing_attention(now()).count()) == (1, 0)


def test_letter_claimed_this_moment_loses_its_words_too():
    mail = make_mail()
    OutgoingMail.objects.update(about="thing:1")
    mail.claim(at=now() + timedelta(seconds=5))
    forget_letters("thing:1")

    assert OutgoingMail.objects.values_list("state", "subject", "text", "html").get() == ("sending", "", "", "")


def test_forgetting_a_recipient_leaves_no_trace_of_them():
    make_mail("held", title="Secret film")
    sent = make_mail("sent", title="Secret film")
    OutgoingMail.objects.filter(pk=sent.pk).update(state=MailState.SENT, finished_at=now())

    forget_recipient("ANN@example.org")

    left = list(OutgoingMail.objects.values_list("subject", "text", "html", "about"))
    assert left == [("", "", "", "")]
    assert not OutgoingMail.objects.filter(to__contains="ann").exists()
