"""The film's file: attaching what was uploaded, and what its reading tells a receipt."""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.entries.actions import announce, bump, require_editable
from portal.entries.letters import receipt_context
from portal.entries.models import Entry, EntryFile, Submission
from portal.entries.workflow import HANDED_IN
from portal.errors import InvalidMove
from portal.films.models import Film
from portal.mail.actions import queue_mail
from portal.media.captioning import carry_captions
from portal.media.models import Kind, Original, Upload

_UPLOAD_ID = re.compile(r"/uploads/([0-9a-z]{8,24})/?\Z", re.ASCII)


def find_upload(address: str, user: User) -> Upload | None:
    """The user's own upload behind a tus address; None for anything else."""
    match = _UPLOAD_ID.search(address[:500])
    return (
        Upload.objects.visible_to(user).select_related("original").filter(public_id=match[1]).first() if match else None
    )


@transaction.atomic
def attach_film(entry: Entry, upload: Upload, *, by: User, at: datetime) -> Original:
    """Make an uploaded file the film of this entry. `at` is when the request came; after the gate nothing changes.

    The subtitles of the earlier file are carried over. It leaves the entry's version alone: no form holds the file, so
    nobody's open page becomes stale by it.
    """
    entry = Entry.objects.for_work().select_for_update(of=("self",)).get(pk=entry.pk)
    require_editable(entry, at=at)
    original = upload.original
    if entry.film is None or upload.owner_id != by.pk or original is None or original.kind != Kind.FILM:
        raise InvalidMove(_("This file has not arrived whole. Send it again."))
    if entry.film.original is not None:
        carry_captions(entry.film.original, original, at=at)
    Film.objects.filter(pk=entry.film.pk).update(original=original, version=F("version") + 1, updated_at=at)
    entry.film.original = original
    bump(entry, at=at)
    announce(entry)
    return original


@transaction.atomic
def note_hash(original: Original) -> None:
    """Write a file's sha256 onto the receipts that stand for it, and tell their people. Doing it twice is once."""
    if not original.sha256:
        return
    waiting = Submission.objects.filter(original=original, film_sha256="").select_related(
        "call", "entry__owner", "entry__film", "entry__call_version"
    )
    for submission in waiting:
        if Submission.objects.filter(pk=submission.pk, film_sha256="").update(film_sha256=original.sha256):
            submission.film_sha256 = original.sha256
            write_hash_letter(submission)


def write_hash_letter(submission: Submission) -> None:
    """The letter with the file's fingerprint."""
    owner = submission.entry.owner
    queue_mail(
        key=f"receipt-hash:{submission.entry.public_id}:{submission.sequence}",
        to=owner.email,
        name="receipt_hash",
        context=receipt_context(submission),
        language=owner.language,
        about=f"entry:{submission.entry.public_id}",
    )


def readers_of_entries(user: User) -> Q:
    """Which originals somebody may open because of an entry: the team's, and what was handed in to one's programmes."""
    team = Film.objects.filter(entries__members__user=user, entries__members__left_at=None)
    condition = Q(pk__in=team.exclude(original=None).values("original"))
    beside = EntryFile.objects.held().filter(entry__members__user=user, entry__members__left_at=None)
    condition |= Q(pk__in=beside.values("original"))
    if user.is_superuser or user.grants.exists():
        desk = Entry.objects.on_desk_of(user).filter(status__in=HANDED_IN)
        condition |= Q(pk__in=Submission.objects.filter(entry__in=desk).exclude(original=None).values("original"))
        condition |= Q(pk__in=EntryFile.objects.filter(submissions__entry__in=desk).values("original"))
    return condition
