"""Events: public while whoever shows them says so, on the desk for those who work for their programme."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.accounts.models import User, Viewer
from portal.authorities.models import AuthorityKind
from portal.events.models import Event
from portal.events.words import when_words
from portal.front.shapes import Hit, Slate
from portal.front.words import text_for
from search import kinds
from search.documents import CatalogDocument
from search.facets import Index
from search.sources.airings import ON_AIR, names_of_channels
from search.sources.words import address, all_texts, in_texts, names_of, names_of_organiser


class EventShow(Protocol):
    """Whoever shows events to the public."""

    def live(self, events: QuerySet[Event]) -> QuerySet[Event]:
        """Those that are shown now."""
        ...


class EventKind(kinds.Kind[Event]):
    """Found by all its names, and by what it is part of: whole, parts, programme, place, the channels it is on."""

    name = "event"
    label = _("Event")

    def __init__(self, show: EventShow | None = None) -> None:
        self.show = show

    def everything(self) -> QuerySet[Event]:
        events = Event.objects.select_related("edition__programme__organiser", "parent", "place").prefetch_related(
            "edition__programme__organiser__names", "place__names", ON_AIR,
            Prefetch("parts", Event.objects.annotate(is_shown=self._shown("pk"))),
        )  # fmt: skip
        return events.annotate(is_shown=self._shown("pk"), is_whole_shown=self._shown("parent"))

    def build(self, thing: Event, index: Index) -> CatalogDocument | None:
        if index is Index.PUBLIC and not thing.is_shown:  # type: ignore[attr-defined]
            return None
        region = [thing.place.slug] if thing.place and thing.place.kind == AuthorityKind.PLACE else []
        return CatalogDocument(
            kind=self.name,
            object_id=str(thing.pk),
            names=all_texts(thing.name),
            aliases=thing.aliases,
            texts={"": "\n".join(all_texts(thing.description)), "related": "\n".join(_related(thing, index))},
            facets={
                "programme": [thing.edition.programme.slug],
                "region": region,
                "year": [str(thing.local_day().year)],
            },
            date=thing.created_at,
            begins=thing.starts_at,
        )

    def visible_to(self, user: Viewer, index: Index) -> QuerySet[Event]:
        events = Event.objects.select_related("place").prefetch_related("place__names")
        if index is Index.PUBLIC:
            return self._live(events)
        return events.on_desk_of(user) if isinstance(user, User) else events.none()

    def hit(self, thing: Event, index: Index, language: str) -> Hit:
        with override(language):
            name, lang = text_for(thing.name)
            return Hit(
                kind=str(self.label),
                title=name,
                url=address(("desk-events:edit", thing.pk) if index is Index.DESK else ("event", thing.slug)),
                lang=lang,
                slate=Slate(when=when_words(thing), place=thing.place.name(language) if thing.place else ""),
                text=text_for(thing.description)[0],
            )

    def matching(self, text: str) -> Q:
        return in_texts("name", text) | in_texts("aliases", text)

    def _shown(self, path: str) -> Exists:
        return Exists(self._live(Event.objects.filter(pk=OuterRef(path))))

    def _live(self, events: QuerySet[Event]) -> QuerySet[Event]:
        return self.show.live(events) if self.show else events.none()


def _related(event: Event, index: Index) -> Iterable[str]:
    for other in _kin(event, index):
        yield from (*all_texts(other.name), *other.aliases)
    yield from (*all_texts(event.edition.programme.name), *all_texts(event.edition.theme))
    yield from names_of_organiser(event.edition.programme)
    yield from names_of([event.place] if event.place else [])
    yield from names_of_channels(event)


def _kin(event: Any, index: Index) -> Iterable[Event]:
    """Its parts and its whole; to the public, those that are shown themselves."""
    is_public = index is Index.PUBLIC
    yield from (part for part in event.parts.all() if part.is_shown or not is_public)
    if event.parent and (event.is_whole_shown or not is_public):
        yield event.parent


def show_events(show: EventShow) -> None:
    """Let `show` say which events are public."""
    kinds.register(EventKind(show))
