"""What the channel's people do with an entry before it is judged: let it in, send it back, refuse it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.entries.letters import call_title
from portal.entries.models import Entry
from portal.entries.signals import entry_changed
from portal.entries.workflow import ACCEPT, DISQUALIFY, REFUSE, RETURN
from portal.errors import DomainError
from portal.mail.actions import queue_mail
from portal.workflow import Move

DESK_MOVES: tuple[Move[Entry], ...] = (ACCEPT, RETURN, REFUSE, DISQUALIFY)


@transaction.atomic
def move_on_desk(entry: Entry, move: Move[Entry], *, by: User, at: datetime, reason: str = "") -> None:
    """Make one move of `DESK_MOVES`. All but acceptance want a reason, and tell it to whoever entered."""
    if move is not ACCEPT and not reason.strip():
        raise DomainError(_("Say why: the entrant reads your reason."))
    entry.move(move, by=by, at=at, reason=reason)
    entry_changed.send(Entry, entry=entry)
    if move is not ACCEPT:
        _write_letter(entry, move, reason, at)


def _write_letter(entry: Entry, move: Move[Any], reason: str, at: datetime) -> None:
    owner = entry.owner
    queue_mail(
        key=f"moved:{entry.public_id}:{at.isoformat()}",
        to=owner.email,
        name="entry-moved",
        context={
            "name": owner.name,
            "move": move.name,
            "title": entry.title(owner.language),
            "call_title": call_title(entry.call_version, owner.language),
            "reason": reason,
            "action_url": f"{settings.BASE_URL.rstrip('/')}/{owner.language}/entries/{entry.public_id}/",
        },
        language=owner.language,
        about=f"entry:{entry.public_id}",
    )
