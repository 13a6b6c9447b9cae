"""What the letters about a receipt or a changed call say: plain values, in the owner's language."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from portal.accounts.models import User
from portal.calls.models import Amendment, CallVersion
from portal.calls.wording import lines
from portal.entries.institutions import frozen_words
from portal.entries.models import Entry, Submission, TeamMember
from portal.entries.workflow import IN_COMPETITION, Status
from portal.mail.actions import queue_mail
from portal.mail.models import OutgoingMail


def call_title(version: CallVersion, language: str) -> str:
    """The call's title for a reader of `language`, whoever is reading the page just now."""
    with translation.override(language):
        return str(version.title)


def receipt_context(submission: Submission) -> dict[str, Any]:
    """Values of `emails/receipt` and `emails/receipt_hash`."""
    entry, owner = submission.entry, submission.entry.owner
    file = submission.frozen.get("file") or {}
    with translation.override(owner.language):
        url = f"{settings.BASE_URL.rstrip('/')}{reverse('entry-receipt', args=[entry.public_id])}"
        late = submission.late_words()
    return {
        "title": entry.title(owner.language),
        "call_title": call_title(entry.call_version, owner.language),
        "number": submission.receipt(),
        "sequence": submission.sequence,
        "at": submission.received_at,
        "late": late,
        "copy_sha256": submission.frozen_sha256,
        "file_name": file.get("name", ""),
        "file_sha256": submission.film_sha256,
        "has_file": bool(file),
        "institution": frozen_words(submission.frozen.get("institution"), owner.language),
        "action_url": url,
    }


def write_receipt(submission: Submission) -> None:
    """One letter for each handing-in, in the same transaction."""
    owner: User = submission.entry.owner
    queue_mail(
        key=f"receipt:{submission.entry.public_id}:{submission.sequence}",
        to=owner.email,
        name="receipt",
        context=receipt_context(submission),
        language=owner.language,
        about=f"entry:{submission.entry.public_id}",
    )


def team_of(entry: Entry) -> list[User]:
    """Everybody a letter about an entry concerns: whoever leads it, and whoever has joined and not left."""
    in_it = Q(pk=entry.owner_id) | Q(memberships__entry=entry, memberships__left_at=None)
    return list(User.objects.filter(in_it, is_active=True).distinct().order_by("pk"))


def write_amendment_letters(amendment_pk: int) -> None:
    """Queue one letter to everybody with an entry in the call, in their language, unless it was written already."""
    amendment = Amendment.objects.select_related("call", "after").filter(pk=amendment_pk).first()
    if amendment is None:
        return
    prefix = f"amendment:{amendment.after_id}:"
    written = set(OutgoingMail.objects.filter(key__startswith=prefix).values_list("key", flat=True))
    for user in concerned_by(amendment):
        key = f"{prefix}{user.pk}"
        if key not in written:  # under its key alone: who has taken another address meanwhile is not told twice
            queue_mail(
                key=key,
                to=user.email,
                name="amendment",
                context=amendment_context(amendment, user),
                language=user.language,
                about=f"call:{amendment.call_id}",
            )


def concerned_by(amendment: Amendment) -> list[User]:
    """Everybody who leads or is in an entry of the call that was begun before the change and is still alive."""
    entries = Entry.objects.filter(call=amendment.call_id, created_at__lte=amendment.at)
    alive = entries.filter(status__in=IN_COMPETITION | {Status.DRAFT})
    own = Q(pk__in=alive.values("owner"))
    joined = Q(pk__in=TeamMember.objects.filter(entry__in=alive, left_at=None).values("user"))
    return list(User.objects.filter(own | joined, is_active=True).order_by("pk"))


def amendment_context(amendment: Amendment, user: User) -> dict[str, Any]:
    """Values of `emails/amendment`."""
    with translation.override(user.language):
        path = reverse("call", args=[amendment.call.slug])
        return {
            "name": user.name,
            "call_title": str(amendment.after.title),
            "at": amendment.at,
            "note": str(amendment.note or ""),
            "changes": [str(line) for line in lines(amendment.changes)],
            "action_url": f"{settings.BASE_URL.rstrip('/')}{path}#amendments",
        }
