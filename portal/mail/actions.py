"""Writing letters, and what an operator may do with them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from portal.clock import now
from portal.errors import InvalidMove
from portal.mail.models import MailState, OutgoingMail, OutgoingMailQuerySet
from portal.mail.rendering import render_letter


def queue_mail(
    *,
    key: str,
    to: str,
    name: str,
    context: Mapping[str, Any],
    language: str,
    about: str = "",
    is_secret: bool = False,
    reply_to: str = "",
) -> OutgoingMail:
    """Write a letter in the caller's transaction; a worker sends it after the commit.

    `key` names the occasion ("receipt:4f7k…:1"): the second call with the same key and recipient changes nothing and
    returns the first letter. `name` is the folder below templates/emails. `context` holds plain values, see
    `render_letter`. `about` is what the letter belongs to ("entry:4f7k…"). A letter with `is_secret` holds a link that
    lets its reader in: its text is forgotten once it has left. `reply_to` is where an answer goes, if not
    to us. Raises ValidationError for an impossible address.
    """
    validate_email(to)
    if reply_to:
        validate_email(reply_to)
    to = to.lower()
    for field, value in {"key": key, "to": to, "name": name, "about": about, "reply_to": reply_to}.items():
        # SQLite would take it and PostgreSQL not.
        OutgoingMail._meta.get_field(field).run_validators(value)  # type: ignore[union-attr]
    if (written := OutgoingMail.objects.filter(key=key, to=to).first()) is not None:
        return written
    letter = render_letter(name, context, language)
    at = now()
    # Not get_or_create: it takes a savepoint, and a conflict must not disturb the caller's transaction either way.
    OutgoingMail.objects.bulk_create(
        [
            OutgoingMail(
                key=key,
                to=to,
                name=name,
                about=about,
                language=language,
                subject=letter.subject,
                text=letter.text,
                html=letter.html,
                is_secret=is_secret,
                reply_to=reply_to,
                created_at=at,
                not_before=at,
            )
        ],
        ignore_conflicts=True,
    )
    return OutgoingMail.objects.get(key=key, to=to)


def resend(mail: OutgoingMail, *, by: AbstractBaseUser, at: datetime) -> None:
    """Send a failed or doubtful letter once more, under the same Message-ID. Raises InvalidMove for any other."""
    own: OutgoingMailQuerySet = OutgoingMail.objects.filter(pk=mail.pk)
    if own.forgotten().exists():
        raise InvalidMove(_("The words of this e-mail were deleted; it cannot be sent any more."))
    again = {"state": MailState.HELD, "reason": "", "not_before": at, "created_at": at, "claimed_at": None}
    _settle(own.with_words(), by=by, at=at, **again)


def give_up(mail: OutgoingMail, *, by: AbstractBaseUser, at: datetime) -> None:
    """Leave a doubtful letter unsent. Raises InvalidMove for any other."""
    own: OutgoingMailQuerySet = OutgoingMail.objects.filter(pk=mail.pk)
    _settle(own, by=by, at=at, state=MailState.FAILED, reason=_("Left as it is by an operator."), finished_at=at)


def confirm_sent(mail: OutgoingMail, *, by: AbstractBaseUser, at: datetime) -> None:
    """Record that a doubtful letter did arrive. Raises InvalidMove for any other."""
    own: OutgoingMailQuerySet = OutgoingMail.objects.filter(pk=mail.pk)
    _settle(own, by=by, at=at, state=MailState.SENT, reason=_("Confirmed by an operator."), finished_at=at)


def _settle(own: OutgoingMailQuerySet, *, by: AbstractBaseUser, at: datetime, **changes: Any) -> None:
    if not own.needing_attention(at).update(settled_by=by, **changes):
        raise InvalidMove(_("This e-mail has already been dealt with."))


@transaction.atomic
def forget_recipient(address: str) -> int:
    """Erase what the outbox knows of a person: waiting letters are dropped, the others lose address and words."""
    letters: OutgoingMailQuerySet = OutgoingMail.objects.filter(to=address.lower())
    keys = list(letters.values_list("pk", flat=True))
    _forget(letters)
    for pk in keys:
        OutgoingMail.objects.filter(pk=pk).update(to=f"erased-{pk}@invalid.invalid", about="")
    return len(keys)


def forget_letters(about: str) -> int:
    """Erase the words of every letter about a thing, and where its answers go; one that waits is never sent."""
    return _forget(OutgoingMail.objects.filter(about=about))


@transaction.atomic
def _forget(letters: OutgoingMailQuerySet) -> int:
    """One that is on its way arrives or not, but is never tried again: see `sending`.

    Words first: a letter that comes back to waiting in between would be sent empty.
    """
    count = letters.update(reply_to="", subject="", text="", html="")
    letters.filter(state=MailState.HELD).delete()
    return count
