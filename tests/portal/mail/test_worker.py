"""Workers killed while they send."""

import os
import random
import signal
from pathlib import Path

import pytest

from portal.clock import now
from portal.mail.models import MailState, OutgoingMail
from tests.factories.mail import make_mail
from tests.sink import sink
from tests.workers import workers_in

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
LOOP = {"LOOPS": "portal.mail.sending.send_for_ever"}


def test_worker_killed_between_the_servers_yes_and_the_mark_leaves_a_doubt(tmp_path: Path) -> None:
    with workers_in(tmp_path) as workers, sink() as server:
        address = LOOP | {"SMTP_PORT": str(server.port), "EMAIL_URL": "smtp://sink"}
        make_mail()
        victim = workers.start(**address)
        # The letter is taken; the process dies before it can hear so.
        server.on_letter = lambda: os.kill(victim.pid, signal.SIGKILL)
        victim.wait(60)
        server.on_letter = None
        make_mail("other")
        workers.start(**address)
        workers.wait_for(lambda: OutgoingMail.objects.filter(key="other", state=MailState.SENT).exists())

        assert OutgoingMail.objects.get(key="k").state == MailState.SENDING
        assert len(server.letters) == len(set(server.ids())) == 2


def test_letters_are_never_doubled_whatever_is_killed(tmp_path: Path) -> None:
    dice = random.Random(7)
    with workers_in(tmp_path) as workers, sink() as server:
        address = LOOP | {"SMTP_PORT": str(server.port), "EMAIL_URL": "smtp://sink"}
        for number in range(300):
            make_mail(f"k{number}")
        server.answers = [dice.choice(["250 ok"] * 8 + ["drop", "drop before"]) for _i in range(200)]
        for _round in range(3):
            before = len(server.letters)
            process = workers.start(**address)
            workers.wait_for(lambda before=before: len(server.letters) > before + 10)
            process.kill()
            process.wait()
        workers.start(**address)
        workers.wait_for(lambda: not OutgoingMail.objects.due(now()).exists(), seconds=60)
        workers.processes[-1].terminate()
        workers.processes[-1].wait(60)

        assert len(server.letters) == len(set(server.ids()))
        arrived = set(server.ids())
        unclear = OutgoingMail.objects.filter(state__in=[MailState.SENDING, MailState.HELD]).count()
        sent = OutgoingMail.objects.filter(state=MailState.SENT).count()
        assert sent <= len(arrived) <= sent + unclear
        assert sent + unclear == 300


def test_letter_leaves_within_two_seconds(tmp_path: Path) -> None:
    with workers_in(tmp_path) as workers, sink() as server:
        workers.start(**LOOP, SMTP_PORT=str(server.port), EMAIL_URL="smtp://sink")
        make_mail("warm up")
        workers.wait_for(lambda: server.letters)
        make_mail("timed")
        workers.wait_for(lambda: len(server.letters) == 2, seconds=2)
