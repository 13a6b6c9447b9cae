"""What can be done with an entry before and after it is handed in. Handing in itself is in `submitting`."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.calls.inviting import require_invitation
from portal.calls.models import Call
from portal.entries.gatekeeping import require_any_gate, require_beginning, require_open
from portal.entries.letters import call_title, team_of
from portal.entries.models import Entry, TeamMember
from portal.entries.signals import entry_changed, withdrawal_asked
from portal.entries.workflow import WITHDRAW, Status
from portal.errors import DomainError, InvalidMove, NotAllowed
from portal.films.models import Film, Origin
from portal.films.signals import film_changed
from portal.mail.actions import queue_mail
from portal.talent.actions import profile_of

if TYPE_CHECKING:
    from portal.entries.steps import Step

MOST_DRAFTS = 20


@transaction.atomic
def start_entry(call: Call, *, by: User, at: datetime) -> Entry:
    """A saved draft from the first press of the button.

    A draft with nothing in it yet is returned instead of a second one; a talent call takes one entry a person. The
    first draft registers the person: whoever has none when registration closes cannot begin any more.
    """
    if call.current is None:
        raise InvalidMove(_("This call is not open yet."))
    require_any_gate(call, at)
    User.objects.select_for_update().get(pk=by.pk)
    mine = Entry.objects.filter(call=call, owner=by)
    if call.asks_portfolio():
        found = mine.exclude(status=Status.WITHDRAWN).first()
    else:
        # A file and a teammate do not count as a version.
        found = mine.filter(status=Status.DRAFT, version=1, film__original=None, invitations=None).first()
    if found:
        return found if found.version > 1 or found.submitted_at else _as_new(found, call)
    if not mine.exists():
        require_beginning(call, at)
    require_invitation(call, by)
    if mine.filter(status=Status.DRAFT).count() >= MOST_DRAFTS:
        raise InvalidMove(_("You have many drafts for this call already; delete one first."))
    entry = Entry(call=call, call_version=call.current, owner=by, created_at=at, updated_at=at)
    if call.asks_portfolio():
        entry.talent = profile_of(by, at=at)
    elif call.asks_film():
        entry.film = Film.objects.create(owner=by, origin=Origin.ENTRY, created_at=at, updated_at=at)
    entry.save()
    TeamMember.objects.create(entry=entry, user=by, is_lead=True, joined_at=at)
    return entry


def _as_new(entry: Entry, call: Call) -> Entry:
    """Nothing has been answered yet: it begins with the version in force, like any other."""
    Entry.objects.filter(pk=entry.pk, version=1).update(call_version=call.current)
    entry.call_version = call.current or entry.call_version
    return entry


def require_editable(entry: Entry, *, at: datetime) -> None:
    """Raise where neither its state nor the gate allow changes any more."""
    if not entry.is_editable():
        raise InvalidMove(_("This entry can no longer be changed."))
    if not getattr(entry, "is_between_gates", False):  # read a moment ago: no gate is anywhere near
        require_open(entry, at)


@transaction.atomic
def save_draft(entry: Entry, step: "Step", cleaned: dict[str, Any], *, version: int, by: User, at: datetime) -> int:
    """Store one step's values and return the new version. Raises StaleVersion when somebody saved since `version`."""
    require_editable(entry, at=at)
    new_version = step.swap(entry, version, at=at)
    step.write(entry, cleaned, by=by, at=at)
    announce(entry)
    return new_version


def announce(entry: Entry) -> None:
    """Tell the rooms above, once there is something they could know of: a draft is nobody's but its team's."""
    if entry.status == Status.DRAFT:
        return
    entry_changed.send(Entry, entry=entry)
    if entry.film is not None:
        film_changed.send(Film, film=entry.film)


def bump(entry: Entry, *, at: datetime) -> None:
    """Count a change that no open form could overwrite (a file, a teammate) without making those forms stale."""
    Entry.objects.filter(pk=entry.pk).update(updated_at=at)


def why_not_withdrawn(entry: Entry, *, by: User) -> str:
    """The sentence that `withdraw_entry` would refuse with now; "" where it would not."""
    if WITHDRAW not in entry.moves_for(by, (WITHDRAW,)):
        return gettext("This entry cannot be withdrawn any more, or not by you.")
    try:
        withdrawal_asked.send(Entry, entry=entry)
    except DomainError as refusal:
        return str(refusal)
    return ""


@transaction.atomic
def withdraw_entry(entry: Entry, *, by: User, at: datetime, reason: str = "") -> None:
    """Take it out of the competition for good. The frozen copies and the receipt stay."""
    entry = Entry.objects.for_work().select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.status in WITHDRAW.sources:
        withdrawal_asked.send(Entry, entry=entry)
    entry.move(WITHDRAW, by=by, at=at, reason=reason)
    entry_changed.send(Entry, entry=entry)
    for user in team_of(entry):
        _write_of_withdrawal(entry, user, at=at)


def _write_of_withdrawal(entry: Entry, to: User, *, at: datetime) -> None:
    last = entry.submissions.select_related("call").first()
    queue_mail(
        key=f"withdrawn:{entry.public_id}",
        to=to.email,
        name="withdrawn",
        context={
            "title": entry.title(to.language),
            "call_title": call_title(entry.answered_version(), to.language),
            "number": last.receipt() if last else "",
            "at": at,
            "is_own": to.pk == entry.owner_id,
        },
        language=to.language,
        about=f"entry:{entry.public_id}",
    )


@transaction.atomic
def delete_draft(entry: Entry, *, by: User) -> None:
    """Remove a draft and the film's record that was only ever in it."""
    if entry.owner_id != by.pk:
        raise NotAllowed(_("Only the person who started it can delete it."))
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if entry.status != Status.DRAFT:
        raise InvalidMove(_("What was handed in cannot be deleted; you can withdraw it."))
    film = entry.film
    entry.delete()
    if film is not None and not film.entries.exists():
        film.delete()
