"""What the channel's people do with an entry before it is judged: let it in, send it back, refuse it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.entries.letters import call_title, team_of
from portal.entries.models import Entry
from portal.entries.signals import entry_changed, return_asked
from portal.entries.workflow import ACCEPT, DISQUALIFY, IN_COMPETITION, REFUSE, RETURN
from portal.errors import DomainError
from portal.mail.actions import queue_mail
from portal.workflow import Move

DESK_MOVES: tuple[Move[Entry], ...] = (ACCEPT, RETURN, REFUSE, DISQUALIFY)


@transaction.atomic
def move_on_desk(entry: Entry, move: Move[Entry], *, by: User, at: datetime, reason: str = "") -> None:
    """Make one move of `DESK_MOVES`. All but acceptance want a reason, and tell it to the team.

    Raises NotAllowed, InvalidMove, and whatever a room above says of an entry that would come back.
    """
    if move is not ACCEPT and not reason.strip():
        raise DomainError(_("Say why: the entrant reads your reason."))
    if _comes_back(entry, move) and move in entry.moves_for(by, (move,)):
        return_asked.send(Entry, entry=entry)  # before its row is locked: whoever decides locks in the same order
    entry.move(move, by=by, at=at, reason=reason)
    entry_changed.send(Entry, entry=entry)
    if move is not ACCEPT:
        for user in team_of(entry):
            _write_letter(entry, move, reason, at, user)


def _comes_back(entry: Entry, move: Move[Any]) -> bool:
    return entry.status not in IN_COMPETITION and move.target in IN_COMPETITION


def _write_letter(entry: Entry, move: Move[Any], reason: str, at: datetime, to: User) -> None:
    queue_mail(
        key=f"moved:{entry.public_id}:{at.isoformat()}",
        to=to.email,
        name="entry-moved",
        context={
            "name": to.name,
            "move": move.name,
            "title": entry.title(to.language),
            "call_title": call_title(entry.call_version, to.language),
            "reason": reason,
            "action_url": f"{settings.BASE_URL.rstrip('/')}/{to.language}/entries/{entry.public_id}/",
        },
        language=to.language,
        about=f"entry:{entry.public_id}",
    )
