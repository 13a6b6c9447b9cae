"""Awards of which there are only so many: scholarships, seats in a course, places in a residence."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.calls.models import Award
from portal.entries.models import Entry
from portal.entries.workflow import IN_COMPETITION
from portal.errors import InvalidMove
from portal.jury.models import Decision


@dataclass(frozen=True)
class Places:
    """So many of an award, and how many of them are granted."""

    award: Award
    number: int
    taken: int

    @property
    def left(self) -> int:
        return max(self.number - self.taken, 0)

    @property
    def too_many(self) -> int:
        """How many more are granted than there are: the number was lowered, or an entry came back."""
        return max(self.taken - self.number, 0)

    def __str__(self) -> str:
        words = ngettext("%(left)d of %(n)d place left", "%(left)d of %(n)d places left", self.number)
        return words % {"left": self.left, "n": self.number}


def granted() -> QuerySet[Decision]:
    """What holds a place on the desk, known or not. Whoever withdrew or was disqualified has given theirs back."""
    return Decision.objects.standing().filter(entry__status__in=IN_COMPETITION)


def places_of(awards: Iterable[Award], decisions: QuerySet[Decision]) -> dict[int, Places]:
    """The places of those awards that have a number, by the award's id. Reads `version`; one query or none.

    `decisions` says what counts: `granted()` on the desk, `Decision.objects.public()` outside. A grant under an earlier
    version of the call counts by the award's key.
    """
    limited = [award for award in awards if award.places]
    if not limited:
        return {}
    calls = {award.version.call_id for award in limited}
    rows = decisions.filter(entry__call__in=calls, award__key__in={award.key for award in limited})
    counts = rows.order_by().values_list("entry__call", "award__key").annotate(number=Count("pk"))
    taken = {(call, key): number for call, key, number in counts}
    return {
        award.pk: Places(award, award.places or 0, taken.get((award.version.call_id, award.key), 0))
        for award in limited
    }


def hold_places(award: Award) -> None:
    """Let others who grant this award wait until this transaction ends, whichever version of the call they see."""
    same = Award.objects.filter(version__call=award.version.call_id, key=award.key).order_by("pk")
    same.select_for_update(of=("self",)).first()


def refuse_return_without_place(entry: Entry) -> None:
    """Raise InvalidMove for an entry that would come back to an award whose places others hold by now."""
    decision = entry.decisions.standing().select_related("award__version", "entry__call").first()
    award = decision.award_in_force() if decision else None
    if award is None:
        return
    hold_places(award)
    found = places_of([award], granted().exclude(entry=entry)).get(award.pk)
    if found and not found.left:
        raise InvalidMove(
            _(
                "It was granted “%(award)s” before it left the competition, and others hold all its places by now "
                "(%(taken)d of %(number)d). Decide anew on one of them first."
            )
            % {"award": award, "taken": found.taken, "number": found.number}
        )


def refuse_more_than_places(award: Award, entry: Entry) -> None:
    """Raise InvalidMove where every place is granted to somebody else. Only under `hold_places`."""
    found = places_of([award], granted().exclude(entry=entry)).get(award.pk)
    if found and not found.left:
        raise InvalidMove(
            _("“%(award)s” has no place left: %(taken)d of %(number)d are granted.")
            % {"award": award, "taken": found.taken, "number": found.number}
        )
