"""What the site has to be found: films while a page shows them, events with their programme, collections, programmes,
news and calls."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Model, Prefetch, Q, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy
from wagtail.query import PageQuerySet

from cms.images import FirstcutRendition
from cms.models import CollectionPage, FilmPage, NewsPage, ProgrammePage
from cms.models.base import BasePage, as_saved
from cms.present import calls as call_shapes
from cms.present import film as film_shapes
from cms.present.airings import live_events
from cms.present.pictures import SPECS, still
from cms.present.portraits import portrait, with_portraits
from portal.accounts.models import Viewer
from portal.calls.models import Call
from portal.calls.signals import call_published
from portal.events.models import Event
from portal.films.models import Film
from portal.front.shapes import Hit, Slate, Still
from portal.front.words import foreign, reader_language, text_for
from portal.talent.models import Talent
from search import kinds
from search.documents import CatalogDocument
from search.facets import Index
from search.outbox import announce
from search.sources import Shown, announce_film, show_events, show_faces, show_films
from search.sources.words import all_texts, in_texts, names_of_organiser
from search.spreading import announce_cause

PICTURES = Prefetch(
    "hero__renditions", FirstcutRendition.objects.filter(filter_spec__in=SPECS).order_by("width"), to_attr="made"
)


class FilmPages:
    """Films are public while a page of theirs is live; a hit shows the approved copy."""

    def with_pages(self, films: QuerySet[Film]) -> QuerySet[Film]:
        pages = FilmPage.objects.live().select_related("locale", "programme__organiser")
        pages = pages.prefetch_related("programme__organiser__names")
        return films.prefetch_related(Prefetch("pages", pages, to_attr="live_pages"))

    def with_cards(self, films: QuerySet[Film]) -> QuerySet[Film]:
        pages = FilmPage.objects.live().select_related("hero", "locale").defer_streamfields()
        here = FilmPage.objects.live().filter(locale__language_code=reader_language(), film=models.OuterRef("film"))
        wanted = pages.filter(Q(locale__language_code=reader_language()) | ~models.Exists(here))
        return films.prefetch_related(Prefetch("pages", wanted.prefetch_related(PICTURES), to_attr="live_pages"))

    def live(self, films: QuerySet[Film]) -> QuerySet[Film]:
        return films.filter(pages__live=True).distinct()

    def shown(self, film: Film) -> Shown | None:
        page = _one(film.live_pages, "")  # type: ignore[attr-defined]
        if page is None:
            return None
        slug = page.programme.slug if page.programme else ""
        return Shown(page.frozen, slug, page.first_published_at, names_of_organiser(page.programme))

    def hit(self, film: Film, language: str) -> Hit:
        page = _one(film.live_pages, language)  # type: ignore[attr-defined]
        with override(language):
            card = film_shapes.card(page, ai=True)
            line = text_for(page.frozen.get("texts", {}).get("logline"))[0]
        return Hit(
            kind=card.label or str(_("Film")),
            title=card.title,
            url=card.url,
            lang=card.lang,
            still=card.still,
            slate=card.slate,
            text=line,
            ai=card.ai,
        )


class EventPages:
    """Events are public while their programme is."""

    def live(self, events: QuerySet[Event]) -> QuerySet[Event]:
        return live_events(events)


class Faces:
    """Listed talents look like their portraits."""

    def with_faces(self, talents: QuerySet[Talent]) -> QuerySet[Talent]:
        return with_portraits(talents)

    def face(self, talent: Talent) -> Still | None:
        return portrait(talent)


def _one(pages: Iterable[Any], language: str) -> Any:
    """The page of the reader's tree; else the first there is."""
    rows = list(pages)
    return next((page for page in rows if page.locale.language_code == language), rows[0] if rows else None)


class Twinned(PageQuerySet):
    """Pages of the first language that know their `twin` for the reader. Translations share a key, not a relation,
    so no prefetch finds them; one query for all of them does."""

    def _fetch_all(self) -> None:
        is_fresh = self._result_cache is None and issubclass(self._iterable_class, ModelIterable)  # not values
        super()._fetch_all()
        if is_fresh and self._result_cache:
            _find_twins(self.model, self._result_cache)


def _find_twins(model: type[BasePage], rows: list[Any]) -> None:
    keys = [row.translation_key for row in rows]
    twins = model.objects.live().filter(translation_key__in=keys, locale__language_code=reader_language())
    twins = twins.select_related("hero", "locale", "alias_of__locale").prefetch_related(PICTURES)
    found = {twin.translation_key: twin for twin in twins}
    for row in rows:
        row.twin = found.get(row.translation_key, row)


class PageKind(kinds.Kind[Any]):
    """Pages of one type: one document for all the languages of a page, from all its live translations."""

    indexes = frozenset({Index.PUBLIC, Index.DESK})

    def __init__(self, model: type[BasePage], name: str, label: Any) -> None:
        self.model, self.name, self.label = model, name, label  # type: ignore[misc]

    def everything(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
        return rows.select_related("locale", "programme__organiser").prefetch_related("programme__organiser__names")

    def build(self, thing: Any, index: Index) -> CatalogDocument | None:
        rows = list(self.model.objects.filter(translation_key=thing.translation_key).order_by("locale_id"))
        if index is Index.PUBLIC:
            rows = [row for row in rows if row.live]
        own = [row for row in rows if row.alias_of_id is None]
        if not own:
            return None
        return CatalogDocument(
            kind=self.name,
            object_id=str(thing.pk),
            version=thing.latest_revision_id or 0,
            names=list(dict.fromkeys(row.title for row in own)),
            texts={
                "": "\n".join(part for row in own for part in _words_of(row)),
                "related": "\n".join(names_of_organiser(thing.programme)),
            },
            facets={"programme": [thing.programme.slug]} if thing.programme else {},
            date=thing.first_published_at,
        )

    def visible_to(self, user: Viewer, index: Index) -> QuerySet[Any]:
        rows: QuerySet[Any] = Twinned(self.model).filter(locale__language_code=settings.LANGUAGE_CODE)
        rows = rows.select_related("hero", "locale", "alias_of__locale")
        if index is Index.PUBLIC:
            twins = self.model.objects.live().filter(translation_key=models.OuterRef("translation_key"))
            return rows.filter(models.Exists(twins))
        return rows if getattr(user, "is_staff", False) else rows.none()

    def hit(self, thing: Any, index: Index, language: str) -> Hit:
        page = thing.twin
        return Hit(
            kind=str(self.label),
            title=page.title,
            url=film_shapes.page_url(page),
            lang=foreign(page.content_language),
            still=still(page.hero),
            text=page.summary,
        )

    def matching(self, text: str) -> Q:
        shown = self.model.objects.live().filter(title__icontains=text)
        return Q(title__icontains=text) | Q(translation_key__in=shown.values("translation_key"))


def _words_of(page: Any) -> Iterable[str]:
    """What a page says, without its markup."""
    yield page.summary
    for field in ("body", "essay"):
        value = getattr(page, field, None)
        if value:
            for content in page._meta.get_field(field).get_searchable_content(value):
                yield str(content)


class CallKind(kinds.Kind[Call]):
    """A call once it has a published version."""

    name = "call"
    label = _("Call")

    def everything(self) -> QuerySet[Call]:
        calls = Call.objects.select_related("current", "edition__programme__organiser")
        return calls.prefetch_related("edition__programme__organiser__names")

    def build(self, thing: Call, index: Index) -> CatalogDocument | None:
        if thing.current is None:
            return None
        texts = [
            text
            for name in ("summary", "body", "who", "what", "prize")
            for text in all_texts(getattr(thing.current, name))
        ]
        return CatalogDocument(
            kind=self.name,
            object_id=str(thing.pk),
            version=thing.current.number,
            names=all_texts(thing.current.title),
            texts={
                "": "\n".join([*texts, *all_texts(thing.edition.theme)]),
                "related": "\n".join(names_of_organiser(thing.programme)),
            },
            facets={"programme": [thing.programme.slug], "year": [str(thing.edition.year)]},
            date=thing.current.published_at,
        )

    def visible_to(self, user: Viewer, index: Index) -> QuerySet[Call]:
        return self.everything().filter(current__isnull=False)

    def hit(self, thing: Call, index: Index, language: str) -> Hit:
        title, lang = text_for(thing.current.title if thing.current else thing.slug)
        summary = text_for(thing.current.summary)[0] if thing.current else ""
        return Hit(
            kind=str(self.label),
            title=title,
            url=call_shapes.call_url(thing),
            lang=lang,
            slate=Slate(year=str(thing.edition.year)),
            text=summary,
        )

    def matching(self, text: str) -> Q:
        return in_texts("current__title", text)


PAGE_KINDS: dict[type[BasePage], PageKind] = {
    CollectionPage: PageKind(CollectionPage, "collection", pgettext_lazy("site", "Collection")),
    ProgrammePage: PageKind(ProgrammePage, "programme", _("Programme")),
    NewsPage: PageKind(NewsPage, "news", _("News")),
}


def register() -> None:
    """Called when the site starts."""
    show_films(FilmPages())
    show_faces(Faces())
    show_events(EventPages())
    for kind in PAGE_KINDS.values():
        kinds.register(kind)
    kinds.register(CallKind())


# --- listening --------------------------------------------------------------------------------------------------------


def announce_page(page: Model) -> None:
    """Tell the catalogue of a page inside the transaction that changes it. Films go by work, pages by their key."""
    if isinstance(page, FilmPage):
        announce_film(page.film_id)
        return
    if isinstance(page, ProgrammePage):
        for programme in {page.programme_id, getattr(page, "_old_programme", None)} - {None}:
            announce_cause("programme-page", programme)
    kind = PAGE_KINDS.get(type(page))  # type: ignore[arg-type]
    if kind and isinstance(page, BasePage):
        first = kind.everything().filter(translation_key=page.translation_key).values_list("pk", flat=True).first()
        announce(kind.name, first or page.pk)


@receiver(pre_save, sender=ProgrammePage, dispatch_uid="cms.programme-page-before")
def _before_programme_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A page that turns to another programme takes the events of the one before off the site."""
    instance._old_programme = ProgrammePage.objects.filter(pk=instance.pk).values_list("programme", flat=True).first()


@receiver([post_save, post_delete], dispatch_uid="cms.page")
def _on_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Every way a page's `live` flag or text changes ends in a save or a delete: publishing has no other signal that
    is right for pages scheduled for later."""
    page = as_saved(instance)
    if page is not None:
        announce_page(page)


@receiver(call_published, dispatch_uid="cms.call")
def _on_call(sender: Any, call: Call, **kwargs: Any) -> None:
    announce(CallKind.name, call.pk)
