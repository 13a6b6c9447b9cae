"""The letter that answers somebody who asked for a film to be taken off the site."""

from django.conf import settings

from portal.films.models import Takedown, TakedownState
from portal.mail.actions import queue_mail


def write_takedown_letter(request: Takedown) -> None:
    """Queue the answer to a decided request, in the language of whoever asked; nobody left to tell is fine."""
    asked_by = request.requested_by
    if asked_by is None or not asked_by.is_active:
        return
    queue_mail(
        key=f"takedown:{request.pk}",
        to=asked_by.email,
        name="takedown",
        context={
            "name": asked_by.name,
            "title": request.film.title(asked_by.language),
            "is_accepted": request.state == TakedownState.ACCEPTED,
            "answer": request.answer,
            "action_url": f"{settings.BASE_URL.rstrip('/')}/{asked_by.language}/entries/",
        },
        language=asked_by.language,
        about=f"film:{request.film.public_id}",
    )
