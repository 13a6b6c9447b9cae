"""How an entry takes part: chosen by its people while it is a draft, changed by editors afterwards."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.calls.gates import Schedule, Timing, gate_line
from portal.calls.models import Gate, GateKind
from portal.entries.actions import announce
from portal.entries.gatekeeping import is_let_through, require_gate
from portal.entries.letters import call_title, team_of
from portal.entries.models import Entry, EntryMove
from portal.entries.workflow import IN_COMPETITION, Status, is_editor
from portal.errors import DomainError, InvalidMove, NotAllowed
from portal.front.templatetags.front import local_time as spoken_time
from portal.mail.actions import queue_mail


def modes_of(entry: Entry) -> list[tuple[str, str]]:
    """The ways to take part that the call's gates distinguish, with the words of their gates."""
    schedule = Schedule.of(entry.call)
    found = []
    for mode in schedule.modes():
        gate = schedule.gate(GateKind.ENTRY, mode)
        label = str(gate.label) if gate and gate.mode == mode else ""
        found.append((mode, label or mode))
    return found


def modes_with_ends(entry: Entry) -> list[tuple[str, str]]:
    """The same for whoever chooses: each with when it closes."""
    schedule = Schedule.of(entry.call)
    ends = {mode: schedule.entry_gate(mode, entry.chosen_tracks()) for mode in schedule.modes()}
    return [
        (mode, f"{words} · {spoken_time(end.at, end.zone)}" if (end := ends[mode]) else words)
        for mode, words in modes_of(entry)
    ]


def mode_words(entry: Entry, mode: str) -> str:
    """What a way to take part is called; "" for none."""
    return dict(modes_of(entry)).get(mode, mode)


def is_chosen_for_good(entry: Entry) -> bool:
    """Whether its people cannot choose any more: what was handed in has a mode, and editors alone change that."""
    return bool(entry.mode) and entry.submitted_at is not None


def require_mode(entry: Entry, mode: str, at: datetime) -> None:
    """Raise TooLate where the people of a draft choose a way whose own gate has closed: nothing could be saved then."""
    if mode and mode != entry.mode and not is_let_through(entry, at):
        require_gate(entry.call, mode, at, entry.chosen_tracks())


def why_mode_stays(entry: Entry, at: datetime) -> str:
    """The sentence that `change_mode` would refuse with whatever was chosen; "" where it would not."""
    if not modes_of(entry):
        return str(_("The gates of this call know no ways to take part."))
    if entry.status in IN_COMPETITION:
        return ""
    if entry.status != Status.DRAFT:
        return str(_("This entry takes part no more: it is %(status)s.") % {"status": entry.get_status_display()})
    timing = Schedule.of(entry.call).timing(at, entry.mode, entry.chosen_tracks())
    return "" if timing is Timing.CLOSED else str(_("This is a draft before its gate: its team chooses that itself."))


def gates_with(entry: Entry, mode: str) -> list[Gate]:
    """The gates it would have to pass in a mode, handing in last."""
    return Schedule.of(entry.call).way(mode, entry.chosen_tracks())


@transaction.atomic
def change_mode(entry: Entry, mode: str, *, reason: str, by: User, at: datetime) -> EntryMove:
    """Let an entry take part in another way, and write to its team. What was handed in stays as it was frozen.

    Its tracks and the gates of the newest version say what counts from now on. Raises NotAllowed, InvalidMove, or
    DomainError for a mode that is none and a reason that is missing.
    """
    if not is_editor(by, entry):
        raise NotAllowed(_("Only the programme's editors can do this."))
    entry = Entry.objects.for_work().select_for_update(of=("self",)).get(pk=entry.pk)
    if why := why_mode_stays(entry, at):
        raise InvalidMove(why)
    if mode not in dict(modes_of(entry)):
        raise DomainError(_("The gates of this call do not know this way to take part."))
    if mode == entry.mode:
        raise DomainError(_("The entry takes part this way already."))
    if not reason.strip():
        raise DomainError(_("Say why it takes part in another way; the team reads it."))
    old = entry.mode
    # Pages its people have open become stale: a draft's form would set the old one again.
    Entry.objects.filter(pk=entry.pk).update(mode=mode, version=F("version") + 1, updated_at=at)
    entry.mode, entry.version, entry.updated_at = mode, entry.version + 1, at
    row = entry.history.create(
        move="mode",
        source=entry.status,
        target=entry.status,
        by=by,
        at=at,
        reason=f"{old or '–'} → {mode}: {reason}",
    )
    announce(entry)
    for member in team_of(entry):
        _write_letter(entry, row, old, reason, member)
    return row


def _write_letter(entry: Entry, row: EntryMove, old: str, reason: str, to: User) -> None:
    with translation.override(to.language):
        words = {
            "old": mode_words(entry, old),
            "new": mode_words(entry, entry.mode),
            "gates": [gate_line(gate) for gate in gates_with(entry, entry.mode)],
            "action_url": f"{settings.BASE_URL.rstrip('/')}{reverse('entry', args=[entry.public_id])}",
        }
    queue_mail(
        key=f"mode:{entry.public_id}:{row.pk}",
        to=to.email,
        name="entry-mode",
        context={
            "title": entry.title(to.language),
            "call_title": call_title(entry.answered_version(), to.language),
            "reason": reason,
            **words,
        },
        language=to.language,
        about=f"entry:{entry.public_id}",
    )
