"""What can be done with a film's record."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.errors import InvalidMove, NotAllowed
from portal.films.letters import write_takedown_letter
from portal.films.models import Film, Takedown, TakedownState
from portal.films.signals import film_changed, film_taken_down


def touch(film: Film, *, at: datetime) -> None:
    """Count a change of the record and announce it. Call inside the transaction of the change."""
    Film.objects.filter(pk=film.pk).update(version=F("version") + 1, updated_at=at)
    film_changed.send(Film, film=film)


@transaction.atomic
def request_takedown(film: Film, *, by: User, at: datetime, reason: str) -> Takedown:
    """Ask for a film to be taken off the site. One open request per film; asking again returns it."""
    if film.owner_id != by.pk:
        raise NotAllowed(_("Only the person who entered the film can ask for this here."))
    Film.objects.select_for_update().get(pk=film.pk)
    request, _created = Takedown.objects.get_or_create(
        film=film, state=TakedownState.OPEN, defaults={"requested_by": by, "requested_at": at, "reason": reason}
    )
    return request


@transaction.atomic
def decide_takedown(request: Takedown, *, accept: bool, by: User, at: datetime, answer: str = "") -> None:
    """Accept or refuse, and tell whoever asked. An accepted takedown unpublishes the film wherever it is shown, in the
    same transaction."""
    if not Takedown.objects.on_desk_of(by).filter(pk=request.pk).exists():
        raise NotAllowed(_("Only the channel's editors decide on takedowns."))
    Film.objects.select_for_update().get(pk=request.film_id)  # somebody may be publishing it at this very moment
    state = TakedownState.ACCEPTED if accept else TakedownState.REFUSED
    decided = Takedown.objects.filter(pk=request.pk, state=TakedownState.OPEN).update(
        state=state, answer=answer, decided_by=by, decided_at=at
    )
    if not decided:
        raise InvalidMove(_("This request has already been decided."))
    write_takedown_letter(Takedown.objects.select_related("requested_by", "film").get(pk=request.pk))
    if accept:
        film_taken_down.send(Film, film=request.film)
        touch(request.film, at=at)
