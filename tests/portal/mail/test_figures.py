"""Figures for an operator."""

from datetime import timedelta

import pytest

from portal.clock import now
from portal.mail.figures import mail_needing_attention, oldest_due_mail_s
from portal.mail.models import MailState, OutgoingMail
from tests.factories.mail import make_mail

pytestmark = pytest.mark.django_db


def test_oldest_due_mail_is_the_one_that_waits_longest():
    assert oldest_due_mail_s() == 0
    for minutes in (1, 5, -10):
        mail = make_mail(key=str(minutes))
        OutgoingMail.objects.filter(pk=mail.pk).update(not_before=now() - timedelta(minutes=minutes))

    assert 300 <= oldest_due_mail_s() < 360


def test_mail_needing_attention_counts_what_failed():
    failed = make_mail(key="one")
    make_mail(key="two")
    OutgoingMail.objects.filter(pk=failed.pk).update(state=MailState.FAILED, finished_at=now())

    assert mail_needing_attention() == 1
