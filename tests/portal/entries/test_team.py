"""Invitations work once, for one address, for a week; teams change by the lead's hand."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection
from django.urls import reverse

from portal.clock import now
from portal.entries.actions import delete_draft
from portal.entries.models import Entry, Invitation, TeamMember
from portal.entries.team import InvitationGone, accept_invitation, invite, remove_member, revoke_invitation
from portal.errors import DomainError, InvalidMove, NotAllowed, TooMuch
from portal.mail.models import OutgoingMail
from portal.settings.logs import hide_secrets
from tests.at_once import begun_elsewhere
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.entries import EntryFactory, talent_entry

pytestmark = pytest.mark.django_db


def token_of(email):
    text = OutgoingMail.objects.filter(to=email).latest("pk").text
    return re.search(r"/invitations/([\w-]+)/", text)[1]


@pytest.fixture
def entry():
    return EntryFactory(complete=True)


@pytest.fixture
def guest():
    return UserFactory(email="guest@example.org")


@pytest.fixture
def token(entry, guest):
    invite(entry, guest.email, by=entry.owner, at=now())
    return token_of(guest.email)


def test_the_letter_is_secret_and_only_its_hash_is_kept(entry, guest, token):
    letter = OutgoingMail.objects.get(name="invitation")

    assert letter.is_secret
    assert len(token) >= 22  # 128 bits
    assert token not in Invitation.objects.get().token_hash


def test_accepting_makes_a_member_once(entry, guest, token):
    accept_invitation(token, by=guest, at=now())

    assert entry in Entry.objects.visible_to(guest)
    with pytest.raises(InvitationGone):
        accept_invitation(token, by=guest, at=now())


def test_another_account_cannot_use_it(token):
    with pytest.raises(InvalidMove, match="another address"):
        accept_invitation(token, by=UserFactory(), at=now())


def test_it_runs_out_after_a_week(guest, token):
    made = Invitation.objects.get().created_at

    with pytest.raises(InvitationGone):
        accept_invitation(token, by=guest, at=made + timedelta(days=7))


@pytest.mark.parametrize("change", [lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), str.upper, lambda t: t * 300])
def test_a_changed_token_is_nothing(guest, token, change):
    with pytest.raises(InvitationGone):
        accept_invitation(change(token), by=guest, at=now())


def test_taken_back_is_gone(entry, guest, token):
    revoke_invitation(Invitation.objects.get(), by=entry.owner, at=now())

    with pytest.raises(InvitationGone):
        accept_invitation(token, by=guest, at=now())


def test_a_second_letter_ends_the_first(entry, guest, token):
    invite(entry, "Guest@Example.org", by=entry.owner, at=now())

    assert token_of(guest.email) != token
    with pytest.raises(InvitationGone):
        accept_invitation(token, by=guest, at=now())


def test_nobody_invites_somebody_who_is_in_the_team(entry, guest, token):
    accept_invitation(token, by=guest, at=now())

    for email in (entry.owner.email.upper(), guest.email):
        with pytest.raises(InvalidMove):
            invite(entry, email, by=entry.owner, at=now())


def test_ten_letters_a_day(entry):
    at = now()
    for n in range(10):
        invite(entry, f"mate{n}@example.org", by=entry.owner, at=at)

    with pytest.raises(TooMuch):
        invite(entry, "mate11@example.org", by=entry.owner, at=at)

    invite(entry, "mate11@example.org", by=entry.owner, at=at + timedelta(days=1, seconds=1))


def test_only_the_lead_invites_and_takes_out(entry, guest, token):
    accept_invitation(token, by=guest, at=now())
    lead = entry.members.get(is_lead=True)

    with pytest.raises(NotAllowed):
        invite(entry, "third@example.org", by=guest, at=now())
    with pytest.raises(NotAllowed):
        remove_member(lead, by=guest, at=now())
    with pytest.raises(InvalidMove):
        remove_member(lead, by=entry.owner, at=now())


def test_leaving_ends_access(entry, guest, token):
    accept_invitation(token, by=guest, at=now())

    remove_member(TeamMember.objects.get(user=guest), by=guest, at=now())

    assert entry not in Entry.objects.visible_to(guest)


def test_the_page_asks_before_it_joins(client, entry, guest, token):
    client.force_login(guest)
    address = reverse("entry-invitation", args=[token])

    page = client.get(address)

    assert page.status_code == 200
    assert page["Referrer-Policy"] == "same-origin"
    assert not TeamMember.objects.filter(user=guest).exists()
    assert client.post(address).status_code == 302
    assert client.get(address).status_code == 410


def test_the_page_of_somebody_else_says_only_that(client, entry, token):
    client.force_login(UserFactory())

    page = client.get(reverse("entry-invitation", args=[token]))

    assert page.status_code == 409
    assert "No Lamp" not in page.content.decode()


def test_the_secret_of_an_address_is_not_written_to_the_log():
    record = hide_secrets(None, "", {"request": "POST /en/entries/invitations/kzEdQmR7XciGCh0C-Sc9Bg/", "code": 403})

    assert record == {"request": "POST /en/entries/invitations/…/", "code": 403}


@pytest.mark.parametrize(
    "email",
    [
        "",
        "a@b",
        "a@b.com\nBcc: v@x.org",
        "a..b@x.org",
        "a@[127.0.0.1]",
        "ü@example.org",
        '"a b"@x.org',
        f"{'a' * 330}@x.org",
    ],
)
def test_impossible_addresses_are_refused_and_kept(client, entry, email):
    client.force_login(entry.owner)

    page = client.post(reverse("entry-invite", args=[entry.public_id]), {"email": email})

    assert page.status_code == 422
    assert page.context["invitation_form"]["email"].value() == email
    assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_at_once_join_once():
    entry, guest = EntryFactory(), UserFactory()
    invite(entry, guest.email, by=entry.owner, at=now())
    token = token_of(guest.email)
    start, results = threading.Barrier(20), []

    def click():
        try:
            start.wait()
            accept_invitation(token, by=guest, at=now())
            results.append("joined")
        except DomainError:
            results.append("refused")
        except Exception as error:
            results.append(repr(error))
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=click) for _n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["joined"] + ["refused"] * 19
    assert TeamMember.objects.filter(user=guest).count() == 1


def test_a_person_with_a_portfolio_has_no_team(client):
    entry = talent_entry()
    client.force_login(entry.owner)

    answer = client.post(reverse("entry-invite", args=[entry.public_id]), {"email": "guest@example.org"})

    assert answer.status_code == 404
    assert not Invitation.objects.exists()


def test_nobody_floods_an_address_with_drafts_made_again(guest):
    at = now()
    for _n in range(10):
        invite(EntryFactory(), guest.email, by=Entry.objects.latest("pk").owner, at=at)

    with pytest.raises(TooMuch):
        invite(EntryFactory(), guest.email.upper(), by=Entry.objects.latest("pk").owner, at=at)

    assert OutgoingMail.objects.filter(to=guest.email).count() == 10


def test_one_person_sends_so_many_invitations_a_day_however_often_a_draft_is_made_again(entry):
    at = now()
    for n in range(60):
        draft = EntryFactory(owner=entry.owner)
        invite(draft, f"mate{n}@example.org", by=entry.owner, at=at)
        delete_draft(draft, by=entry.owner)

    with pytest.raises(TooMuch):
        invite(entry, "mate60@example.org", by=entry.owner, at=at)

    invite(entry, "mate60@example.org", by=entry.owner, at=at + timedelta(days=1, seconds=5))


@pytest.fixture
def pair():
    """A draft whose team takes two, and two people who have both been invited."""
    draft = EntryFactory(call=CallFactory(version__rules={"team_size": {"minimum": 1, "maximum": 2}}))
    guests = [UserFactory(), UserFactory()]
    for guest in guests:
        invite(draft, guest.email, by=draft.owner, at=now())
    return draft, [(guest, token_of(guest.email)) for guest in guests]


def test_second_guest_finds_the_team_full_and_can_join_when_somebody_leaves(client, pair):
    draft, ((first, token), (second, other_token)) = pair
    accept_invitation(token, by=first, at=now())

    with pytest.raises(InvalidMove, match=r"^This team is full: the rules of the call allow 2 members\.$"):
        accept_invitation(other_token, by=second, at=now())
    client.force_login(second)
    address = reverse("entry-invitation", args=[other_token])
    shown, posted = client.get(address), client.post(address)
    texts = [page.content.decode() for page in (shown, posted)]
    assert [shown.status_code, posted.status_code] == [200, 409]
    assert [("This team is full" in text, "Join the team" in text) for text in texts] == [(True, False)] * 2

    remove_member(TeamMember.objects.get(user=first), by=first, at=now())
    assert "Join the team" in client.get(address).content.decode()
    accept_invitation(other_token, by=second, at=now())
    assert draft.members.filter(left_at=None).count() == 2


def test_full_team_invites_nobody_more(pair):
    draft, ((first, token), _other) = pair
    accept_invitation(token, by=first, at=now())

    with pytest.raises(InvalidMove, match="This team is full"):
        invite(draft, "third@example.org", by=draft.owner, at=now())


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_at_once_do_not_pass_the_limit(pair):
    draft, ((first, token), (second, other_token)) = pair

    with begun_elsewhere(lambda: accept_invitation(token, by=first, at=now())), pytest.raises(InvalidMove):
        accept_invitation(other_token, by=second, at=now())

    assert draft.members.filter(left_at=None).count() == 2
