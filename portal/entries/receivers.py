"""What entries hear from the rooms below."""

from typing import Any

from portal.calls.models import Amendment, Call
from portal.entries.actions import announce
from portal.entries.files import note_hash
from portal.entries.models import Entry
from portal.entries.tasks import tell_of_amendment
from portal.media.models import Original


def original_was_read(sender: type[Original], *, original: Original, **_kwargs: Any) -> None:
    """A file has been hashed and measured: receipts learn the hash, the catalogue learns the facts."""
    note_hash(original)
    for entry in Entry.objects.for_work().handed_in().filter(film__original=original):
        announce(entry)


def call_was_published(sender: type[Call], *, amendment: Amendment | None, **_kwargs: Any) -> None:
    """What changed is told to everybody concerned; queued in the transaction that puts it in force."""
    if amendment is not None and amendment.changes:
        tell_of_amendment.enqueue(amendment.pk)
