"""The ledger of prizes: what every winner was promised, and whether it arrived."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.calls.models import Award, Prize
from portal.errors import DomainError
from portal.jury.models import Decision, Delivery, WonPrize
from portal.jury.permissions import can_release
from portal.workflow import Move

PROMISED = ("sponsor", "product", "amount", "currency", "expires_on")


def _may_deliver(user: User, prize: WonPrize) -> bool:
    return can_release(user, prize.entry.call)


DELIVER = Move("deliver", _("Delivered"), frozenset({Delivery.WAITING}), Delivery.DELIVERED, _may_deliver)
TAKE_BACK = Move("take_back", _("Not delivered"), frozenset({Delivery.DELIVERED}), Delivery.WAITING, _may_deliver)


@transaction.atomic
def enter_prizes(decisions: QuerySet[Decision]) -> None:
    """Write what these decisions bring into the ledger; doing it twice is once.

    What the newest version of the call says counts; where an award is not in it any more, what was entered before.
    A row that was delivered stays as it was delivered.
    """
    rows = decisions.filter(award__isnull=False).select_related("award", "entry__call")
    for decision in rows:
        award = decision.award_in_force()
        if award is None:
            continue
        is_in_force = award.version_id == decision.entry.call.current_id
        for key, promised, is_of_track in _promised(award, decision):
            if is_of_track:
                _bring_over(decision, award.key, key)
            prize, is_new = WonPrize.objects.get_or_create(
                entry=decision.entry,
                award_key=award.key,
                prize_key=key,
                defaults={"decision": decision, **promised},
            )
            if not is_new:
                WonPrize.objects.filter(pk=prize.pk).update(decision=decision)
            if not is_new and is_in_force:
                WonPrize.objects.filter(pk=prize.pk, status=Delivery.WAITING).update(**promised)


def _bring_over(decision: Decision, award_key: str, prize_key: str) -> None:
    """A prize of a track is won once, by whichever of its awards: where the award has changed, its row goes along."""
    rows = WonPrize.objects.filter(entry=decision.entry, prize_key=prize_key)
    row = rows.last()
    if row and not rows.filter(award_key=award_key).exists():
        WonPrize.objects.filter(pk=row.pk).update(award_key=award_key)


def _promised(award: Award, decision: Decision) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Key and facts of every prize a decision brings, and whether it is one of the track, for whoever wins in it: the
    award's rows, else what it says in its own words; and those of its track.
    """
    prizes = list(award.version.prizes.all())
    own = [row for row in prizes if row.award == award.key and _is_for(row, decision)]
    of_track = [row for row in prizes if award.track and row.track == award.track and not row.award]
    for row in (*own, *of_track):
        yield row.key, {name: getattr(row, name) for name in PROMISED}, row in of_track
    if not own and str(award.prize).strip():
        yield "", {"product": award.prize}, False


def _is_for(prize: Prize, decision: Decision) -> bool:
    """A prize of one track is for whoever takes part in it."""
    return not prize.track or prize.track in decision.entry.chosen_tracks()


def enter_all_prizes() -> None:
    """Bring the ledger to where this release would have it: also what was won before there was one."""
    enter_prizes(Decision.objects.public())


@transaction.atomic
def deliver_prize(prize: WonPrize, *, by: User, at: datetime, note: str = "") -> None:
    """Write down that a prize has reached its winner. Raises NotAllowed, InvalidMove, DomainError."""
    if not WonPrize.objects.still_won().filter(pk=prize.pk).exists():
        raise DomainError(_("This prize is not theirs any more: another decision was made known."))
    prize.move(DELIVER, by=by, at=at, reason=note)
    prize.delivered_at, prize.delivered_by, prize.note = at, by, note
    prize.save(update_fields=["delivered_at", "delivered_by", "note"])


@transaction.atomic
def take_back_delivery(prize: WonPrize, *, by: User, at: datetime, reason: str) -> None:
    """Say that a prize was not delivered after all, and why. Raises NotAllowed, InvalidMove, DomainError."""
    if not reason.strip():
        raise DomainError(_("Say why."))
    prize.move(TAKE_BACK, by=by, at=at, reason=reason)
    prize.delivered_at, prize.delivered_by, prize.note = None, None, ""
    prize.save(update_fields=["delivered_at", "delivered_by", "note"])
