"""Letting one entry be corrected after its gates have passed: opened, told of and closed by editors."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.calls.gates import Schedule, Timing
from portal.entries.letters import call_title, team_of
from portal.entries.models import CorrectionWindow, Entry
from portal.entries.stages import missed_stage
from portal.entries.workflow import EDITABLE, Status, is_editor
from portal.errors import DomainError, InvalidMove, NotAllowed
from portal.mail.actions import queue_mail
from portal.zones import zone_or_utc, zone_words

LONGEST = timedelta(days=60)


@transaction.atomic
def open_correction_window(
    entry: Entry, *, until: datetime, reason: str, zone: str, by: User, at: datetime
) -> CorrectionWindow:
    """Lift the gates of one entry until an instant, and write to its team.

    `zone` is the one whose clocks the letter names. One that is open ends where the new one begins. A draft gets one
    only where it has missed a gate; what is handed in then is marked late. Raises NotAllowed, InvalidMove, or
    DomainError for an end that is not ahead.
    """
    entry = _locked(entry, by)
    if why := why_no_window(entry, at):
        raise InvalidMove(why)
    if until <= at:
        raise DomainError(_("The window has to end later than now."))
    if until > at + LONGEST:
        raise DomainError(_("A window stays open for sixty days at most."))
    if not reason.strip():
        raise DomainError(_("Say why the entry may be corrected; the team reads it."))
    entry.windows.filter(closed_at=None).update(closed_at=at)
    window = CorrectionWindow.objects.create(entry=entry, until=until, reason=reason, by=by, at=at)
    _note(entry, "open_window", by=by, at=at, reason=f"{until:%Y-%m-%d %H:%M} UTC: {reason}")
    for user in team_of(entry):
        _write_letter(window, zone, user)
    return window


@transaction.atomic
def close_correction_window(entry: Entry, *, by: User, at: datetime) -> None:
    """End it early. Raises NotAllowed, or InvalidMove where none is open."""
    entry = _locked(entry, by)
    if not entry.windows.filter(closed_at=None, at__lte=at, until__gt=at).update(closed_at=at):
        raise InvalidMove(_("No correction window is open for this entry."))
    _note(entry, "close_window", by=by, at=at, reason="")


def _locked(entry: Entry, by: User) -> Entry:
    if not is_editor(by, entry):
        raise NotAllowed(_("Only the programme's editors can do this."))
    return Entry.objects.for_work().select_for_update(of=("self",)).get(pk=entry.pk)


def why_no_window(entry: Entry, at: datetime) -> str:
    """The sentence that opening a window would refuse with, whatever its end and reason; "" where it would not."""
    if entry.status not in EDITABLE:
        words = _("This entry cannot be corrected any more: it is %(status)s.")
        return str(words % {"status": entry.get_status_display()})
    if entry.status == Status.DRAFT and not has_missed_gate(entry, at):
        return str(_("This draft has missed no gate: its team can still hand it in."))
    return ""


def has_missed_gate(entry: Entry, at: datetime) -> bool:
    """Whether the gate of handing in, or a stage on the way to it, has passed without it."""
    timing = Schedule.of(entry.call).timing(at, entry.mode, entry.chosen_tracks())
    return timing is Timing.CLOSED or missed_stage(entry, at) is not None


def _note(entry: Entry, name: str, *, by: User, at: datetime, reason: str) -> None:
    """A line of the entry's history that moves it nowhere."""
    entry.history.create(move=name, source=entry.status, target=entry.status, by=by, at=at, reason=reason)


def _write_letter(window: CorrectionWindow, zone: str, to: User) -> None:
    entry = window.entry
    with translation.override(to.language):
        path, zone_here = reverse("entry", args=[entry.public_id]), zone_words(zone)
    queue_mail(
        key=f"window:{entry.public_id}:{window.pk}",
        to=to.email,
        name="correction-window",
        context={
            "title": entry.title(to.language),
            "call_title": call_title(entry.answered_version(), to.language),
            "until": window.until,
            "there": f"{window.until.astimezone(zone_or_utc(zone)):%Y-%m-%d %H:%M}",
            "zone": zone_here,
            "reason": window.reason,
            "is_draft": entry.status == Status.DRAFT,
            "action_url": f"{settings.BASE_URL.rstrip('/')}{path}",
        },
        language=to.language,
        about=f"entry:{entry.public_id}",
    )
