"""Recording decisions, gathering them in a release, and making a release known."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.calls.models import Award, Call
from portal.entries.models import Entry
from portal.entries.workflow import IN_COMPETITION, Status
from portal.errors import DomainError, InvalidMove, NotAllowed
from portal.jury.letters import write_decision_letters
from portal.jury.models import Decision, Outcome, Release
from portal.jury.permissions import can_decide, can_release
from portal.jury.places import hold_places, refuse_more_than_places
from portal.jury.signals import decision_recorded, decisions_released

DECIDABLE = frozenset({Status.SUBMITTED, Status.ELIGIBLE})


@transaction.atomic
def record_decision(
    entry: Entry,
    outcome: str,
    *,
    by: User,
    at: datetime,
    award: Award | None = None,
    message: str = "",
    reason: str = "",
) -> Decision:
    """Write down what was decided. A second decision withdraws the first; nobody learns of it before its release.

    Raises NotAllowed, DomainError, and InvalidMove also for an award whose places are all granted.
    """
    if not can_decide(by, entry.call):
        raise NotAllowed(_("Only the programme's editors and its jury chair decide."))
    if award:
        hold_places(award)  # before the entry: whoever decides on several locks in the same order
    entry = Entry.objects.select_for_update(of=("self",)).select_related("call__current").get(pk=entry.pk)
    if entry.status not in DECIDABLE:
        raise InvalidMove(
            _("An entry that is %(status)s cannot be decided on.") % {"status": entry.get_status_display()}
        )
    _refuse_misfit(entry, outcome, award)
    if award:
        refuse_more_than_places(award, entry)
    entry.decisions.standing().update(withdrawn_at=at)
    decision: Decision = entry.decisions.create(
        outcome=outcome, award=award, message=message, reason=reason, by=by, at=at
    )
    decision_recorded.send(Entry, entry=entry)
    return decision


def _refuse_misfit(entry: Entry, outcome: str, award: Award | None) -> None:
    if outcome not in Outcome.values:
        raise DomainError(_("“%(outcome)s” is not something that can be decided.") % {"outcome": outcome})
    if award is None:
        return
    if outcome != Outcome.WINNER:
        raise DomainError(_("Only a winner receives an award."))
    if award.version_id != entry.call.current_id:
        raise DomainError(_("This award is not one of the call’s."))


@transaction.atomic
def withdraw_decision(decision: Decision, *, by: User, at: datetime) -> None:
    """Take a decision back before its release; a released one is only ever replaced by another."""
    if not can_decide(by, decision.entry.call):
        raise NotAllowed(_("Only the programme's editors and its jury chair decide."))
    # The lock that a release takes too: a decision is withdrawn before its letter is written, or not at all.
    Entry.objects.select_for_update().get(pk=decision.entry_id)
    if not Decision.objects.embargoed().filter(pk=decision.pk).update(withdrawn_at=at):
        raise InvalidMove(_("This decision has been released or withdrawn already."))
    decision_recorded.send(Entry, entry=decision.entry)


@transaction.atomic
def plan_release(
    call: Call,
    *,
    name: Any,
    decisions: Iterable[Decision],
    by: User,
    at: datetime,
    planned_for: datetime | None = None,
    into: Release | None = None,
) -> Release:
    """Gather decisions that nobody knows yet. Released at `planned_for` by itself, or by hand where it is None.

    With `into` a release that is still planned is changed: it holds these decisions from then on and no others.
    Raises InvalidMove where one is known already.
    """
    _require_releaser(by, call)
    if planned_for is not None and planned_for <= at:
        raise DomainError(_("The time of a planned release lies ahead of now."))
    release = into or Release(call=call)
    if into is not None:
        _lock_planned(into)
    release.name, release.planned_for = name, planned_for
    release.save()
    chosen = {decision.pk for decision in decisions}
    free = Decision.objects.embargoed().filter(pk__in=chosen, entry__call=call)
    if free.update(release=release) != len(chosen):
        raise InvalidMove(_("One of these decisions has been released or withdrawn in the meantime."))
    release.decisions.exclude(pk__in=chosen).update(release=None)
    return release


@transaction.atomic
def drop_from_release(decision: Decision, *, by: User) -> None:
    """Leave a decision out of a release that is still planned."""
    _require_releaser(by, decision.entry.call)
    Entry.objects.select_for_update().get(pk=decision.entry_id)
    if not Decision.objects.embargoed().filter(pk=decision.pk).update(release=None):
        raise InvalidMove(_("This decision has been released or withdrawn already."))


@transaction.atomic
def publish_release(release: Release, *, by: User | None, at: datetime, expected: Iterable[int] | None = None) -> int:
    """Make its decisions known, all at once, and write to the entrants. Returns how many; 0 where it was done before.

    `by=None` is the clock. `expected` holds the decisions the person saw; anything else raises InvalidMove.
    """
    if by is not None:
        _require_releaser(by, release.call)
    if not Release.objects.filter(pk=release.pk, released_at=None).update(released_at=at, released_by=by):
        return 0
    release.refresh_from_db()
    # Whoever withdraws their entry at this moment waits, and then finds the decision public.
    entries = Entry.objects.filter(pk__in=release.decisions.standing().values("entry")).order_by("pk")
    list(entries.select_for_update().values_list("pk"))
    release.decisions.standing().exclude(entry__status__in=IN_COMPETITION).update(withdrawn_at=at)
    decisions = list(release.decisions.standing().for_letters())
    if expected is not None and {decision.pk for decision in decisions} != set(expected):
        raise InvalidMove(_("The decisions in this release have changed since you looked. Please look again."))
    for decision in decisions:
        write_decision_letters(decision, at=at)
    decisions_released.send(Release, release=release, entries=[decision.entry for decision in decisions])
    return len(decisions)


def release_due(*, at: datetime) -> int:
    """Release everything whose planned time has come; how many releases. One that cannot be keeps no other waiting."""
    count, problems = 0, []
    for release in Release.objects.due(at):
        try:
            count += bool(publish_release(release, by=None, at=at))
        except Exception as problem:
            problems.append(problem)
    if problems:
        raise ExceptionGroup("releases that could not be made known", problems)
    return count


def _lock_planned(release: Release) -> None:
    if not Release.objects.select_for_update().filter(pk=release.pk, released_at=None).exists():
        raise InvalidMove(_("This release has been made known already."))


def _require_releaser(by: User, call: Call) -> None:
    if not can_release(by, call):
        raise NotAllowed(_("Only the programme's editors release decisions."))
