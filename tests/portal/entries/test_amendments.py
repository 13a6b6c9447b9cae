"""Whoever is in an entry of a call hears once, in their own language, that the call has changed."""

import pytest
from django_tasks_db.models import DBTaskResult

from portal.calls.actions import move_gate
from portal.clock import now
from portal.entries.letters import write_amendment_letters
from portal.entries.models import TeamMember
from portal.entries.workflow import Status
from portal.mail.models import OutgoingMail
from tests.factories.accounts import UserFactory
from tests.factories.desk import make_call, make_editor
from tests.factories.entries import EntryFactory

pytestmark = pytest.mark.django_db


def test_everybody_concerned_is_told_once_in_their_language():
    call, editor = make_call(), make_editor("lantern")
    lead = UserFactory(language="zh-hans")
    mate, gone, elsewhere, withdrawn = UserFactory(language="en"), UserFactory(), UserFactory(), UserFactory()
    draft = EntryFactory(call=call, owner=lead)
    EntryFactory(call=call, owner=mate, submitted=True)
    EntryFactory(call=call, owner=withdrawn, withdrawn=True)
    EntryFactory(owner=elsewhere)
    TeamMember.objects.create(entry=draft, user=mate)
    TeamMember.objects.create(entry=draft, user=gone, left_at=now())

    amendment = move_gate(call, "entry", wall="2027-05-03T18:00", by=editor, at=now(), note="A holiday")
    write_amendment_letters(amendment.pk)  # what the queued task does; it may run twice
    mate.email = "another@example.org"
    mate.save()
    write_amendment_letters(amendment.pk)

    letters = {mail.to: mail for mail in OutgoingMail.objects.filter(name="amendment")}
    assert len(letters) == OutgoingMail.objects.filter(name="amendment").count() == 2
    assert lead.email in letters and "another@example.org" not in letters
    english = next(mail for mail in letters.values() if mail.language == "en")
    assert "2027-05-01 18:00 (Asia/Shanghai) → 2027-05-03 18:00 (Asia/Shanghai)" in english.text
    assert "A holiday" in english.text and f"/en/calls/{call.slug}/#amendments" in english.text
    assert "2027-05-03 18:00" in letters[lead.email].text and "/zh-hans/calls/" in letters[lead.email].text


def test_publishing_queues_one_task_whatever_the_number_of_entries():
    call, editor = make_call(), make_editor("lantern")
    EntryFactory(call=call, status=Status.DRAFT)
    move_gate(call, "entry", wall="2027-05-03T18:00", by=editor, at=now())

    paths = DBTaskResult.objects.values_list("task_path", flat=True)
    assert [path for path in paths if path.endswith("tell_of_amendment")] == ["portal.entries.tasks.tell_of_amendment"]
