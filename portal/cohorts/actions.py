"""Asking the people of a cohort, and what each of them answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.calls.models import Edition
from portal.cohorts.letters import write_question
from portal.cohorts.members import is_member, members_of
from portal.cohorts.models import Answer, RosterConsent, RosterQuestion
from portal.cohorts.permissions import can_ask
from portal.errors import DomainError, InvalidMove, NotAllowed
from portal.jury.models import Release
from portal.talent.models import Talent

BETWEEN_LETTERS = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """What became of asking: whom a letter went to, and how many got none, by the reason."""

    people: tuple[Talent, ...] = ()
    answered: int = 0
    too_soon: int = 0
    unreachable: int = 0


@transaction.atomic
def ask_chosen(release: Release, *, at: datetime) -> Asked:
    """Ask whoever this release has put into the cohort; nobody who was asked for the edition before."""
    edition = Edition.objects.select_related("programme").get(calls=release.call_id)
    told = release.decisions.values("entry__talent")
    before = RosterQuestion.objects.filter(edition=edition).values("talent")
    people = members_of(edition).filter(pk__in=told).exclude(pk__in=before)
    return _ask(edition, people.values_list("pk", flat=True), by=None, at=at)


@transaction.atomic
def ask_again(edition: Edition, talents: Iterable[int], *, by: User, at: datetime) -> Asked:
    """Write once more to those of `talents` (primary keys) who have not answered; to nobody twice within a day.

    Raises NotAllowed, and DomainError where none of them is in the cohort.
    """
    if not can_ask(by, edition):
        raise NotAllowed(_("Only the programme's editors ask its people."))
    wanted = list(members_of(edition).filter(pk__in=list(talents)).values_list("pk", flat=True))
    if not wanted:
        raise DomainError(_("Choose at least one person of the cohort."))
    return _ask(edition, wanted, by=by, at=at)


def _ask(edition: Edition, talents: Iterable[int], *, by: User | None, at: datetime) -> Asked:
    # Two editors at once: the second waits here, and then finds the letters of the first.
    locked = Talent.objects.select_for_update(of=("self",)).filter(pk__in=list(talents))
    rows = list(locked.select_related("user").prefetch_related("names").order_by("pk"))
    asked = RosterQuestion.objects.filter(edition=edition, talent__in=rows).order_by()
    last = dict(asked.values("talent").annotate(last=Max("asked_at")).values_list("talent", "last"))
    standing = RosterConsent.objects.standing().filter(edition=edition, talent__in=rows)
    said = set(standing.values_list("talent", flat=True))
    written, too_soon, unreachable = [], 0, 0
    for talent in rows:
        if talent.pk in said:
            continue
        if talent.user is None or not talent.user.is_active:
            unreachable += 1
        elif talent.pk in last and at < last[talent.pk] + BETWEEN_LETTERS:
            too_soon += 1
        else:
            question = RosterQuestion.objects.create(talent=talent, edition=edition, asked_at=at, asked_by=by)
            write_question(question, talent.user, is_again=talent.pk in last)
            written.append(talent)
    return Asked(tuple(written), len(said), too_soon, unreachable)


@transaction.atomic
def answer_roster(
    talent: Talent, edition: Edition, answer: str, *, by: User, at: datetime, text_hash: str = ""
) -> bool:
    """Say yes or no to being named with the cohort; whether that is different now. Saying it twice is once.

    Only the person themselves can. A yes names the text it was given to, and is for members of the cohort; a no takes
    a name away whatever has happened since. Raises NotAllowed, InvalidMove, DomainError.
    """
    if talent.user_id != by.pk:
        raise NotAllowed(_("Only the person themselves can agree to be named."))
    if answer not in Answer.values or (answer == Answer.YES and not text_hash):
        raise DomainError(_("Say yes or no."))
    Talent.objects.select_for_update().get(pk=talent.pk)
    standing = RosterConsent.objects.standing().filter(talent=talent, edition=edition)
    said = standing.first()
    if not is_member(talent, edition) and (answer == Answer.YES or said is None):
        raise InvalidMove(_("You are not in this cohort."))
    if said is not None and said.answer == answer:
        return False
    standing.update(ended_at=at)
    RosterConsent.objects.create(
        talent=talent, edition=edition, answer=answer, answered_at=at, given_by=by, text_hash=text_hash
    )
    return True
