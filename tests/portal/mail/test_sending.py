"""The way to the mail server, with every fault it can have."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from portal.clock import now
from portal.mail.actions import forget_letters, forget_recipient
from portal.mail.models import MailState, OutgoingMail
from portal.mail.sending import message_id, send_due
from tests.factories.mail import make_mail
from tests.sink import Sink, free_port, sink


@pytest.fixture
def server(settings):
    with sink() as running:
        settings.EMAIL_URL = f"smtp://127.0.0.1:{running.port}"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", running.port, 5
        yield running


def state() -> tuple[str, str]:
    mail = OutgoingMail.objects.get()
    return mail.state, mail.reason


@pytest.mark.django_db
def test_without_a_server_letters_are_shown_and_not_called_sent(mailoutbox):
    make_mail()

    assert send_due() == 1
    assert state() == (MailState.SHOWN, "")
    assert mailoutbox == []


@pytest.mark.django_db
def test_letter_is_sent_once(server: Sink):
    mail = make_mail(title="Ünï 石", action_url="http://localhost:8000/en/")

    assert (send_due(), send_due()) == (1, 0)

    assert state() == (MailState.SENT, "")
    (letter,) = server.letters
    assert letter["Message-ID"] == message_id(mail)
    assert letter["Subject"] == "Ünï 石 · Yes"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in letter.walk()][1:] == ["text/plain", "text/html"]


@pytest.mark.django_db
def test_secret_is_forgotten_once_it_has_left(server: Sink):
    make_mail()
    OutgoingMail.objects.update(is_secret=True)

    send_due()

    assert OutgoingMail.objects.values_list("state", "text", "html").get() == (MailState.SENT, "", "")


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["451 greylisted", "421 too busy"])
def test_temporary_refusal_waits(server: Sink, answer):
    make_mail()
    server.answers = [answer]

    send_due()

    assert state() == (MailState.HELD, answer)
    assert send_due() == 0
    OutgoingMail.objects.update(not_before=now())
    send_due()
    assert (state(), len(server.letters)) == ((MailState.SENT, ""), 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("forget", [lambda: forget_letters("thing:1"), lambda: forget_recipient("ann@example.org")])
def test_letter_forgotten_on_its_way_is_not_tried_again(server: Sink, forget):
    make_mail()
    OutgoingMail.objects.update(about="thing:1")

    def forget_it() -> None:
        try:
            forget()
        finally:
            connections.close_all()

    server.answers, server.on_letter = ["451 greylisted"], forget_it

    send_due()

    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_temporary_refusals_end_after_a_day(server: Sink):
    make_mail()
    OutgoingMail.objects.update(created_at=now() - timedelta(hours=25))
    server.answers = ["451 greylisted"]

    send_due()

    assert state() == (MailState.FAILED, "451 greylisted")


@pytest.mark.django_db
def test_permanent_refusal_fails_with_its_reason_and_others_go_on(server: Sink):
    make_mail("a", to="gone@example.org")
    make_mail("b")
    server.recipient_answers = {"gone@example.org": "550 no such user"}

    send_due()

    assert OutgoingMail.objects.values_list("state", "reason").get(key="a") == (MailState.FAILED, "550 no such user")
    assert OutgoingMail.objects.get(key="b").state == MailState.SENT


@pytest.mark.django_db
def test_permanent_refusal_of_the_content_fails(server: Sink):
    make_mail()
    server.answers = ["554 spam"]

    send_due()

    assert state() == (MailState.FAILED, "554 spam")


@pytest.mark.django_db
def test_line_that_breaks_before_the_answer_leaves_a_doubt(server: Sink):
    make_mail()
    server.answers = ["drop"]

    send_due()

    mail = OutgoingMail.objects.get()
    assert mail.state == MailState.SENDING
    assert mail.reason.startswith("SMTPServerDisconnected")
    assert mail.is_in_doubt(now())
    assert list(OutgoingMail.objects.in_doubt(now())) == [mail]
    assert (send_due(), len(server.letters)) == (0, 1)


@pytest.mark.django_db
def test_server_that_is_away_costs_no_attempt(settings, server: Sink):
    make_mail()
    settings.EMAIL_PORT = free_port()

    send_due()

    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.attempts) == (MailState.HELD, 0)
    assert "refused" in mail.reason
    assert mail.not_before > now()


@pytest.mark.django_db(transaction=True)
def test_many_senders_send_each_letter_once(server: Sink):
    for number in range(60):
        make_mail(f"k{number}")

    def send() -> None:
        while send_due():
            pass
        connections.close_all()

    threads = [threading.Thread(target=send) for _i in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(server.letters) == len(set(server.ids())) == 60
    assert OutgoingMail.objects.filter(state=MailState.SENT).count() == 60


@pytest.mark.django_db(transaction=True)
def test_one_occasion_in_twenty_threads_is_one_letter():
    def write(_number: int) -> int:
        try:
            return make_mail("same").pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        written = set(pool.map(write, range(20)))

    assert written == {OutgoingMail.objects.get().pk}
