"""Which version of its call an entry answers, and moving up to a newer one.

An entry answers the version it pins: the one in force when it was begun. Only gates are read from the newest. Nothing
is moved on by itself: its people are shown what has changed since, and may take the newer version over while the entry
can still be changed; then everything is checked against that one. Handing in under the pinned version stays possible
as long as its texts to accept (rights, code of ethics) are the newest ones, because nobody may accept a text that is
no longer in force. What has been accepted stays as it was accepted.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.calls.actions import plain
from portal.calls.models import Amendment, Call, CallVersion
from portal.entries.actions import announce, require_editable
from portal.entries.models import Entry
from portal.errors import InvalidMove, StaleVersion

ACCEPTED = ("consent", "ethics")


def newer_version(entry: Entry) -> CallVersion | None:
    """The version in force, where it is another than the one the entry answers."""
    newest = entry.call.current
    return newest if newest is not None and newest.pk != entry.call_version_id else None


def amendments_since(entry: Entry) -> list[Amendment]:
    """What became public since the version it answers, newest first, but for what only moved gates: those count
    for everybody at once. At most one query; none where it answers the newest.
    """
    newest = newer_version(entry)
    if newest is None:
        return []
    rows = Amendment.objects.filter(
        call=entry.call_id, after__number__gt=entry.call_version.number, after__number__lte=newest.number
    )
    return [row for row in rows if any(change["part"] != "gates" for change in row.changes)]


def must_move_up(entry: Entry) -> bool:
    """Whether a text to accept is another one now, so that it cannot be handed in under its own version."""
    newest = newer_version(entry)
    return newest is not None and any(
        plain(getattr(newest, name)) != plain(getattr(entry.call_version, name)) for name in ACCEPTED
    )


@transaction.atomic
def move_up(entry: Entry, *, to: int, by: User, at: datetime) -> CallVersion:
    """Let the entry answer the version in force, whose number was on the page as `to`; the history says so.

    Answers are kept. Raises StaleVersion where there is a newer one yet, InvalidMove or TooLate.
    """
    # The locks first and alone, in the order in which handing in takes them; nothing is published meanwhile.
    Entry.objects.select_for_update().get(pk=entry.pk)
    Call.objects.select_for_update().get(pk=entry.call_id)
    entry = Entry.objects.for_work().get(pk=entry.pk)
    require_editable(entry, at=at)
    newest = newer_version(entry)
    if newest is None:
        raise InvalidMove(_("This entry answers the newest version already."))
    if newest.number != to:
        raise StaleVersion(_("The call has changed once more. Please look at it again."))
    pin(entry, newest, by=by, at=at)
    announce(entry)
    return newest


def pin(entry: Entry, version: CallVersion, *, by: User, at: datetime) -> None:
    """Write down which version it answers from now on. Open pages of it become stale: they ask the old questions."""
    old = entry.call_version
    Entry.objects.filter(pk=entry.pk).update(call_version=version, version=F("version") + 1, updated_at=at)
    entry.call_version, entry.version, entry.updated_at = version, entry.version + 1, at
    words: dict[str, Any] = {"source": entry.status, "target": entry.status, "by": by, "at": at}
    entry.history.create(move="version", reason=f"{old.number} → {version.number}", **words)
