"""Calls by invitation: who is asked, and whether somebody is."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.calls.models import Call, CallKind, Guest
from portal.errors import DomainError, InvalidMove, NotAllowed
from portal.mail.actions import queue_mail

MOST_GUESTS = 500
NOT_INVITED = _("This call is by invitation, and your e-mail address is not among those invited.")


def is_invited(call: Call, user: User) -> bool:
    """Whether this person may enter: everybody, but for a call by invitation. No query for other calls."""
    return call.kind != CallKind.SEGMENT or call.guests.filter(email=user.email.lower()).exists()


def why_not_invited(call: Call, user: User) -> str:
    """The sentence for whoever is not; "" for everybody else."""
    return "" if is_invited(call, user) else str(NOT_INVITED)


def require_invitation(call: Call, user: User) -> None:
    """Raise NotAllowed where the call is by invitation and this person is not asked."""
    if not is_invited(call, user):
        raise NotAllowed(NOT_INVITED)


@transaction.atomic
def set_guests(call: Call, emails: Iterable[str], *, by: User, at: datetime) -> tuple[list[str], list[str]]:
    """Let exactly these addresses enter; who is new is written to, once. Gives those added and those taken off.

    Entries of somebody who is taken off stay: they only cannot begin another. Raises InvalidMove or DomainError.
    """
    wanted = sorted({email.lower() for email in emails})
    Call.objects.select_for_update().get(pk=call.pk)
    if call.kind != CallKind.SEGMENT:
        raise InvalidMove(_("This call is open to everybody."))
    if call.current is None:
        raise InvalidMove(_("Publish the call first: the letters lead to its page."))
    if len(wanted) > MOST_GUESTS:
        raise DomainError(_("At most %(most)d people can be invited.") % {"most": MOST_GUESTS})
    there = set(call.guests.values_list("email", flat=True))
    added = [email for email in wanted if email not in there]
    gone = sorted(there - set(wanted))
    call.guests.filter(email__in=gone).delete()
    Guest.objects.bulk_create(Guest(call=call, email=email, by=by, at=at) for email in added)
    _write_letters(call, added, by)
    return added, gone


def _write_letters(call: Call, emails: list[str], by: User) -> None:
    """In the reader's own language where we know the reader, else in the inviting editor's."""
    known = dict(User.objects.filter(email__in=emails).values_list("email", "language"))
    for email in emails:
        language = known.get(email, by.language)
        with translation.override(language):
            path = reverse("call", args=[call.slug])
            title = str(call.current.title) if call.current else call.slug
            summary = str(call.current.summary) if call.current else ""
        queue_mail(
            key=f"guest:{call.pk}",
            to=email,
            name="call-invitation",
            context={
                "call_title": title, "summary": summary, "email": email,
                "action_url": f"{settings.BASE_URL.rstrip('/')}{path}",
            },
            language=language,
            about=f"call:{call.slug}",
        )  # fmt: skip
