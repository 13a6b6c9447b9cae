"""Where people stand with their cohorts: for themselves, and for the desk. Constant numbers of queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from portal.accounts.models import User
from portal.calls.models import Edition
from portal.cohorts.members import editions_of, entries_of_members
from portal.cohorts.models import Answer, RosterConsent, RosterQuestion
from portal.cohorts.wording import edition_words
from portal.talent.models import Talent


@dataclass(frozen=True)
class Membership:
    """One cohort of a person, what they have said, and whether they are named for it.

    `consent` is None where they have said nothing. A yes names nobody whose entry or film is out.
    """

    edition: Edition
    name: str
    consent: RosterConsent | None
    is_named: bool

    @property
    def says_yes(self) -> bool:
        return self.consent is not None and self.consent.answer == Answer.YES


@dataclass(frozen=True)
class MemberRow:
    """One person of a cohort on the desk."""

    talent: Talent
    entry: int  # primary key of what they were chosen for
    answer: str  # "" while there is none
    answered_at: datetime | None
    asked: int
    asked_at: datetime | None

    @property
    def answer_words(self) -> str:
        return str(Answer(self.answer).label) if self.answer else ""

    def has_account(self) -> bool:
        return self.talent.user is not None and self.talent.user.is_active


def open_to(talent: Talent) -> QuerySet[Edition]:
    """Editions somebody may answer for: those whose cohort they are in, and those they have answered for before."""
    answered = Q(pk__in=RosterConsent.objects.filter(talent=talent).values("edition"))
    return Edition.objects.filter(answered | Q(pk__in=editions_of(talent).values("pk"))).select_related("programme")


def memberships(talent: Talent) -> list[Membership]:
    """A person's cohorts, the newest first: two queries, one where there are none."""
    editions = list(open_to(talent))
    if not editions:
        return []
    said = {row.edition_id: row for row in RosterConsent.objects.told_to(talent)}
    return [_membership(edition, said.get(edition.pk)) for edition in editions]


def membership(talent: Talent, edition: Edition) -> Membership:
    """The same of one edition."""
    return _membership(edition, RosterConsent.objects.told_to(talent).filter(edition=edition).first())


def _membership(edition: Edition, consent: Any) -> Membership:
    return Membership(edition, edition_words(edition), consent, is_named=bool(consent and consent.is_named))


def own_rosters(user: User) -> dict[str, Any]:
    """Every time somebody was asked to be named with a cohort, and all they ever answered, for their own data."""
    questions = RosterQuestion.objects.filter(talent__user=user).select_related("edition__programme")
    answers = RosterConsent.objects.filter(talent__user=user).select_related("edition__programme")
    return {
        "asked": [{"cohort": edition_words(row.edition), "at": row.asked_at} for row in questions],
        "answers": [
            {
                "cohort": edition_words(row.edition),
                "answer": row.answer,
                "at": row.answered_at,
                "ended": row.ended_at,
                "text_sha256": row.text_hash,
            }
            for row in answers
        ],
    }


def member_rows(edition: Edition) -> list[MemberRow]:
    """Everybody in the cohort with what they said and when they were asked: who has said nothing yet comes first."""
    entries = entries_of_members(edition)
    people = list(Talent.objects.filter(pk__in=entries).select_related("user").prefetch_related("names"))
    standing = RosterConsent.objects.standing().filter(edition=edition)
    said = {row.talent_id: row for row in standing}
    letters = RosterQuestion.objects.filter(edition=edition).order_by().values("talent")
    asked = {row["talent"]: row for row in letters.annotate(times=Count("pk"), last=Max("asked_at"))}
    rows = []
    for talent in people:
        consent, question = said.get(talent.pk), asked.get(talent.pk)
        rows.append(
            MemberRow(
                talent=talent,
                entry=entries[talent.pk],
                answer=consent.answer if consent else "",
                answered_at=consent.answered_at if consent else None,
                asked=question["times"] if question else 0,
                asked_at=question["last"] if question else None,
            )
        )
    order = {"": 0, Answer.YES: 1, Answer.NO: 2}
    return sorted(rows, key=lambda row: (order[row.answer], row.talent.name(), row.talent.pk))
