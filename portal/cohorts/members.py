"""Who is in a cohort: whoever a released decision has chosen, by the entry of their profile. Derived, never stored."""

from django.db.models import QuerySet

from portal.calls.models import Edition
from portal.jury.models import Decision, DecisionQuerySet, Outcome
from portal.talent.models import Talent


def chosen() -> DecisionQuerySet:
    """Decisions, public now, that put a person into a cohort: none of whoever was disqualified or has withdrawn."""
    return Decision.objects.public().filter(outcome=Outcome.COHORT, entry__talent__isnull=False)


def entries_of_members(edition: Edition) -> dict[int, int]:
    """Primary keys of the people of an edition's cohort, each with that of the entry they were chosen for: one query.

    Read first and by itself: joined to other tables, PostgreSQL may ask it anew for every row of theirs.
    """
    return dict(chosen().filter(entry__call__edition=edition).values_list("entry__talent", "entry"))


def members_of(edition: Edition) -> QuerySet[Talent]:
    """The people of an edition's cohort, each once, whatever they say to being named."""
    return Talent.objects.filter(pk__in=entries_of_members(edition))


def editions_of(talent: Talent) -> QuerySet[Edition]:
    """The editions whose cohort somebody is in."""
    return Edition.objects.filter(pk__in=chosen().filter(entry__talent=talent).values("entry__call__edition"))


def is_member(talent: Talent, edition: Edition) -> bool:
    return chosen().filter(entry__talent=talent, entry__call__edition=edition).exists()
