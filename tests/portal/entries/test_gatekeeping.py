"""A file that is still on its way when the gate passes is kept, and holds nothing open."""

import pytest
from django.urls import reverse

from portal.clock import now
from portal.entries.files import attach_film
from portal.entries.gatekeeping import may_be_changed
from portal.entries.models import Entry
from portal.errors import TooLate
from portal.media.models import Upload
from tests.factories.calls import CallFactory, T, just_before
from tests.factories.entries import EntryFactory
from tests.portal.entries.test_slots import sent

pytestmark = pytest.mark.django_db


def test_upload_counts_until_the_last_millisecond():
    entry = EntryFactory(complete=True)
    upload = sent(entry.owner, kind="film")

    attach_film(entry, upload, by=entry.owner, at=just_before(T))

    assert Entry.objects.for_work().get(pk=entry.pk).film.original == upload.original


def test_upload_that_ends_after_the_gate_is_kept_and_changes_nothing():
    entry = EntryFactory(complete=True)
    before, upload = entry.film.original, sent(entry.owner, kind="film")

    with pytest.raises(TooLate, match="2096"):
        attach_film(entry, upload, by=entry.owner, at=T)

    assert Entry.objects.for_work().get(pk=entry.pk).film.original == before
    assert Upload.objects.get(pk=upload.pk).original == upload.original  # it is there for a window that may be opened
    assert not may_be_changed(entry, T)


def test_late_press_says_why_and_keeps_what_was_typed(client):
    """By the old page of a tab that stayed open: a sentence with both clocks, 409, nothing written."""
    entry = EntryFactory(complete=True, call=CallFactory(version__closes=now()), version=1)
    client.force_login(entry.owner)
    address = reverse("entry-step", args=[entry.public_id, "people"])

    answer = client.post(address, {"version": 1, "team_name": "Typed", "closes_at": "2099-01-01", "then": "stay"})

    assert answer.status_code == 409
    assert "Typed" in answer.content.decode()
    assert Entry.objects.get(pk=entry.pk).team_name == ""
