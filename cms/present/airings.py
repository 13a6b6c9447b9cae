"""Events and what is on air, as the site shows them. An event is public while its programme has a live page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import FilmPage
from cms.present.film import page_url, title_of
from cms.present.lists import live_here
from cms.present.programmes import has_page
from cms.present.words import head
from portal.events.models import Airing, AiringStatus, Event
from portal.front.shapes import AiringLine, Link
from portal.front.words import foreign, text_for


def event_url(event: Event) -> str:
    return reverse("event", args=[event.slug])


def live_events(events: QuerySet[Event]) -> QuerySet[Event]:
    """Those whose programme is on the site."""
    return events.filter(has_page("edition__programme"))


def public_events() -> QuerySet[Event]:
    return live_events(Event.objects.all())


def channels_of_events() -> Prefetch[Any]:
    """For lists of editions: on which channels each event is."""
    rows = Airing.objects.exclude(status=AiringStatus.CANCELLED).select_related("channel")
    return Prefetch("events__airings", rows.prefetch_related("channel__names"))


def airings() -> QuerySet[Airing]:
    """With all that a line prints; `has_page` says whether the event is public."""
    rows = Airing.objects.select_related("channel", "event").prefetch_related("channel__names")
    return rows.annotate(has_page=has_page("event__edition__programme"))


def airings_of_film(film_id: int) -> list[AiringLine]:
    """On the film's page: two queries, one where there are none. An event that is not public is not named."""
    return [_line(airing, [event_link(airing)]) for airing in airings().filter(film=film_id)]


def airings_of_event(event: Event) -> list[AiringLine]:
    """On the event's page. A film that no live page shows is not named."""
    rows = list(airings().filter(event=event))
    films = film_pages(row.film_id for row in rows)
    return [_line(row, [film_link(films.get(row.film_id or 0))]) for row in rows]


def film_pages(films: Iterable[int | None]) -> dict[int, FilmPage]:
    """The live page of each film in the reader's tree; no query where no film is asked for."""
    wanted = {pk for pk in films if pk}
    return {page.film_id: page for page in live_here(FilmPage).filter(film__in=wanted)} if wanted else {}


def event_link(airing: Any) -> Link | None:
    """The event of an airing out of `airings()`, where the public may know of it."""
    if airing.event is None or not airing.has_page:
        return None
    name, lang = text_for(airing.event.name)
    return Link(name, event_url(airing.event), lang)


def film_link(page: FilmPage | None) -> Link | None:
    if page is None:
        return None
    title = title_of(page)
    return Link(title.text, page_url(page), foreign(title.language))


def status_words(airing: Airing) -> str:
    """What stands beside the time; nothing where it is confirmed."""
    if airing.status == AiringStatus.CONFIRMED:
        return ""
    return _("To be confirmed") if airing.status == AiringStatus.TENTATIVE else _("Not on air as announced")


def _line(airing: Airing, of: list[Link | None]) -> AiringLine:
    channel = head(airing.channel.names.all())
    return AiringLine(
        channel=channel.text if channel else airing.channel.slug,
        channel_lang=foreign(channel.language) if channel else "",
        day=airing.day,
        at=airing.at,
        zone=airing.zone,
        status=airing.status,
        status_words=status_words(airing),
        of=[link for link in of if link],
        source=airing.source,
        calendar_url=reverse("airing-calendar", args=[airing.public_id]),
    )
