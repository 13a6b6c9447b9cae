"""Who is in the team: letters that invite, accepting them, leaving."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.entries.actions import announce, bump, require_editable
from portal.entries.gatekeeping import require_team_gate
from portal.entries.letters import call_title
from portal.entries.models import Entry, Invitation, TeamMember
from portal.entries.stages import team_rule
from portal.errors import DomainError, InvalidMove, NotAllowed, TooMuch
from portal.mail.actions import queue_mail
from portal.mail.models import OutgoingMail

LASTS = timedelta(days=7)
A_DAY = timedelta(days=1)
MOST_A_DAY = 10
MOST_TO_ONE = 10  # a day, whoever sends them
MOST_BY_ONE = 60  # a day, for all entries: a draft that is deleted and started again brings no more
LARGEST_TEAM = 100


class InvitationGone(DomainError):
    """It was used, revoked or has run out."""

    status = 410


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(entry: Entry, email: str, *, by: User, at: datetime) -> Invitation:
    """Send a letter that lets its reader join. Inviting an address again sends a new letter and ends the old one."""
    entry = Entry.objects.for_work().select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.owner_id != by.pk:
        raise NotAllowed(_("Only the person who leads the team can invite."))
    require_editable(entry, at=at)
    require_team_gate(entry, at)
    email = email.lower()
    team = entry.members.filter(left_at=None).select_related("user")
    if email in {member.user.email for member in team}:
        raise InvalidMove(_("This person is in the team already."))
    if entry.invitations.filter(created_at__gt=at - A_DAY).count() >= MOST_A_DAY:
        raise TooMuch(_("At most ten invitations a day can be sent for one entry. Try again tomorrow."))
    _require_room(entry, len(team))
    _spare_mailboxes(email, by=by, at=at)
    entry.invitations.filter(email=email, accepted_at=None, revoked_at=None).update(revoked_at=at)
    token = secrets.token_urlsafe(16)
    invitation = Invitation.objects.create(
        entry=entry, email=email, token_hash=hash_of(token), invited_by=by, created_at=at, expires_at=at + LASTS
    )
    _write_letter(invitation, token, by)
    return invitation


def _spare_mailboxes(email: str, *, by: User, at: datetime) -> None:
    """Letters are counted, not invitations: those go with a draft that is deleted. Raises TooMuch."""
    if OutgoingMail.objects.written_since(at - A_DAY, name="invitation", to=email) >= MOST_TO_ONE:
        raise TooMuch(_("This address has been sent many invitations today. Try again tomorrow."))
    mine = OutgoingMail.objects.filter(key__startswith=_occasion(by), created_at__gt=at - A_DAY)
    if mine.count() >= MOST_BY_ONE:
        raise TooMuch(_("You have sent many invitations today. Try again tomorrow."))


def _occasion(by: User) -> str:
    return f"invitation:{by.pk}:"


def _write_letter(invitation: Invitation, token: str, by: User) -> None:
    guest = User.objects.filter(email=invitation.email).first()
    language = guest.language if guest else by.language
    entry = invitation.entry
    with translation.override(language):
        path = reverse("entry-invitation", args=[token])
    queue_mail(
        key=f"{_occasion(by)}{invitation.pk}",
        to=invitation.email,
        name="invitation",
        context={
            "by": by.name or by.email.partition("@")[0],
            "title": entry.title(language),
            "call_title": call_title(entry.answered_version(), language),
            "action_url": f"{settings.BASE_URL.rstrip('/')}{path}",
            "until": invitation.expires_at,
        },
        language=language,
        about=f"entry:{entry.public_id}",
        is_secret=True,
    )


def find_invitation(token: str) -> Invitation | None:
    """The invitation of a token, whatever became of it."""
    if not token.isascii() or len(token) > 64:
        return None
    rows = Invitation.objects.select_related("entry__call__current", "entry__call__edition__programme", "invited_by")
    return (
        rows.select_related("entry__film", "entry__talent", "entry__owner", "entry__call_version")
        .filter(token_hash=hash_of(token))
        .first()
    )


@transaction.atomic
def accept_invitation(token: str, *, by: User, at: datetime) -> Entry:
    """Join the team. Works once, for the account of the address the letter went to."""
    invitation = find_invitation(token)
    if invitation is None or not invitation.is_open(at):
        raise InvitationGone(_("This invitation has been used, taken back, or has run out. Ask for a new one."))
    if invitation.email != by.email:
        raise InvalidMove(_("This invitation was sent to another address. Sign in with that one."))
    # Two who accept at once are counted one after the other.
    entry = Entry.objects.for_work().select_for_update(of=("self",)).get(pk=invitation.entry_id)
    _require_place(entry, by, at)
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None, expires_at__gt=at)
    if not waiting.update(accepted_at=at):
        raise InvitationGone(_("This invitation has been used, taken back, or has run out. Ask for a new one."))
    try:
        with transaction.atomic():
            TeamMember.objects.create(entry=entry, user=by, joined_at=at)
    except IntegrityError:
        return entry  # was in the team already
    bump(entry, at=at)
    announce(entry)
    return entry


def why_not_joined(entry: Entry, *, by: User, at: datetime) -> str:
    """What stands against somebody invited joining now; "" where nothing does."""
    try:
        _require_place(entry, by, at)
    except DomainError as refusal:
        return str(refusal)
    return ""


def _require_place(entry: Entry, by: User, at: datetime) -> None:
    require_editable(entry, at=at)
    require_team_gate(entry, at)
    team = entry.members.filter(left_at=None)
    if not team.filter(user=by).exists():
        _require_room(entry, team.count())


def _require_room(entry: Entry, size: int) -> None:
    """Raise InvalidMove where a team of `size` takes nobody more, by the call's rule or by what can be kept at all."""
    rule = team_rule(entry)
    if rule and size >= rule.maximum:
        words = ngettext(
            "This team is full: the rules of the call allow %(n)d member.",
            "This team is full: the rules of the call allow %(n)d members.",
            rule.maximum,
        )
        raise InvalidMove(words % {"n": rule.maximum})
    if size >= LARGEST_TEAM:
        raise InvalidMove(_("This team is full."))


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User, at: datetime) -> None:
    """Make the letter's link useless."""
    if invitation.entry.owner_id != by.pk:
        raise NotAllowed(_("Only the person who leads the team can do this."))
    if not Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(revoked_at=at):
        raise InvalidMove(_("This invitation has already been used or taken back."))


@transaction.atomic
def remove_member(member: TeamMember, *, by: User, at: datetime) -> None:
    """Leave, or be taken out by the lead. The lead cannot leave: an entry has somebody who answers for it."""
    entry = Entry.objects.for_work().select_for_update(of=("self",)).get(pk=member.entry_id)
    if by.pk not in (entry.owner_id, member.user_id):
        raise NotAllowed(_("Only the person who leads the team can do this."))
    if member.is_lead:
        raise InvalidMove(_("The person who leads the team cannot leave it. Withdraw or delete the entry instead."))
    require_editable(entry, at=at)
    if not TeamMember.objects.filter(pk=member.pk, left_at=None).update(left_at=at):
        raise InvalidMove(_("This person has already left the team."))
    Invitation.objects.filter(entry=entry, email=member.user.email, accepted_at=None, revoked_at=None).update(
        revoked_at=at
    )
    bump(entry, at=at)
    announce(entry)
