"""A call by invitation is entered by those whom the editors asked, and by nobody else."""

import pytest
from django.urls import reverse

from portal.calls.inviting import MOST_GUESTS, is_invited, set_guests
from portal.calls.models import CallKind, Guest
from portal.entries.actions import start_entry
from portal.entries.models import Entry
from portal.errors import DomainError, InvalidMove, NotAllowed
from portal.mail.models import OutgoingMail
from tests.cast import make_user, sign_in
from tests.factories.calls import OPENS, CallFactory
from tests.factories.desk import make_editor

pytestmark = pytest.mark.django_db
AT = OPENS.replace(year=2026)


@pytest.fixture
def call():
    return CallFactory(kind=CallKind.SEGMENT)


@pytest.fixture
def editor():
    return make_editor("lantern")


def letters() -> list[str]:
    return list(OutgoingMail.objects.filter(name="call-invitation").order_by("to").values_list("to", flat=True))


def test_stranger_cannot_begin(call, client):
    stranger = make_user()
    with pytest.raises(NotAllowed, match="by invitation"):
        start_entry(call, by=stranger, at=AT)

    page = sign_in(client, stranger).get(reverse("entry-start", args=[call.slug]))
    sent = client.post(reverse("entry-start", args=[call.slug]))

    assert (
        "by invitation" in page.content.decode() and '<form method="post" class="section"' not in page.content.decode()
    )
    assert sent.status_code in (403, 422) and not Entry.objects.exists()


def test_guest_begins_and_stays_after_being_taken_off(call, editor):
    guest = make_user(email="Mei@Example.org")
    assert set_guests(call, ["MEI@example.ORG"], by=editor, at=AT) == (["mei@example.org"], [])

    entry = start_entry(call, by=guest, at=AT)
    assert set_guests(call, [], by=editor, at=AT) == ([], ["mei@example.org"])

    assert entry.film and Entry.objects.get().owner == guest and not is_invited(call, guest)


def test_each_guest_is_written_to_once(call, editor):
    set_guests(call, ["a@example.org", "b@example.org"], by=editor, at=AT)
    set_guests(call, ["b@example.org"], by=editor, at=AT)
    set_guests(call, ["a@example.org", "b@example.org", "c@example.org"], by=editor, at=AT)

    assert letters() == ["a@example.org", "b@example.org", "c@example.org"]
    mail = OutgoingMail.objects.get(to="c@example.org")
    assert reverse("call", args=[call.slug]) in mail.text and "c@example.org" in mail.text


def test_open_call_has_no_guests(editor):
    with pytest.raises(InvalidMove):
        set_guests(CallFactory(), ["a@example.org"], by=editor, at=AT)


def test_more_guests_than_a_call_holds(call, editor):
    with pytest.raises(DomainError):
        set_guests(call, [f"{n}@example.org" for n in range(MOST_GUESTS + 1)], by=editor, at=AT)

    assert not Guest.objects.exists() and letters() == []


def test_other_calls_ask_nothing(django_assert_num_queries):
    call, user = CallFactory(), make_user()
    with django_assert_num_queries(0):
        assert is_invited(call, user)
