"""Lists of pages: films, collections, news, programmes."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.http import HttpRequest

from cms.models import CollectionFilm, CollectionPage, FilmIndexPage, FilmPage, NewsPage, ProgrammePage
from cms.models.base import BasePage
from cms.present.film import card, page_url
from cms.present.pictures import prefetch, still
from portal.front.shapes import CollectionCard, NewsLine, PageLink, Pages
from portal.front.words import foreign, reader_language

PageKind = TypeVar("PageKind", bound=BasePage)
PER_PAGE = 24
SHOWN = BasePage.joined  # what a card reads of its page: the picture and its own language


def with_totals(rows: QuerySet[CollectionPage]) -> QuerySet[CollectionPage]:
    """Collections with `film_count` and `total_ms` of their live films, counted in the same query."""
    films = CollectionFilm.objects.filter(page=OuterRef("pk"), film__live=True).order_by().values("page")
    # Not KT("film__frozen__…"): that takes the key of the film for the JSON.
    runtime = Cast(KeyTextTransform("runtime_ms", "film__frozen"), IntegerField())
    counted: QuerySet[CollectionPage] = rows.annotate(
        film_count=Subquery(films.annotate(n=Count("pk")).values("n")),
        total_ms=Subquery(films.annotate(ms=Sum(runtime)).values("ms")),
    )
    return counted


def films_of(index: FilmIndexPage, request: HttpRequest) -> dict[str, Any]:
    """The list of films, 24 a page, newest first."""
    rows = FilmPage.objects.child_of(index).live().order_by("-first_published_at", "-pk")
    page = paginate(rows.select_related("hero").defer_streamfields(), request)
    prefetch(film.hero for film in page)
    cards = [card(film) for film in page]
    feature, rest = (cards[0], cards[1:]) if page.number == 1 and cards else (None, cards)
    return {"feature": feature, "films": rest, "pages": page_links(page, request)}


def collections_of(index: BasePage, request: HttpRequest) -> dict[str, Any]:
    """The list of collections, newest first."""
    rows = CollectionPage.objects.child_of(index).live().select_related(*SHOWN).defer_streamfields().order_by("-pk")
    page = paginate(with_totals(rows), request)
    return {"collections": collection_cards(list(page)), "pages": page_links(page, request)}


def programmes_of(index: BasePage, request: HttpRequest) -> dict[str, Any]:
    """The list of programmes."""
    rows = ProgrammePage.objects.child_of(index).live().select_related(*SHOWN).defer_streamfields()
    page = paginate(rows.order_by("path"), request)
    return {"collections": programme_cards(list(page)), "pages": page_links(page, request)}


def news_of(index: BasePage, request: HttpRequest) -> dict[str, Any]:
    """The list of news, newest first."""
    rows = NewsPage.objects.child_of(index).live().select_related(*SHOWN).defer_streamfields()
    page = paginate(rows.order_by("-published_on", "-first_published_at"), request)
    return {"news": news_lines(list(page)), "pages": page_links(page, request)}


def paginate(rows: Any, request: HttpRequest, size: int = PER_PAGE) -> PaginatorPage[Any]:
    """The asked page; the first where what was asked is no page."""
    paginator: Paginator[Any] = Paginator(rows, size)
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    return paginator.page(number if 1 <= number <= paginator.num_pages else 1)


def page_links(page: PaginatorPage[Any], request: HttpRequest) -> Pages | None:
    """Links to the other pages; None where there is one only."""
    if page.paginator.num_pages < 2:
        return None

    def url(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    links = [PageLink(n, url(n), n == page.number) if isinstance(n, int) else None for n in numbers]
    return Pages(
        links,
        url(page.previous_page_number()) if page.has_previous() else "",
        url(page.next_page_number()) if page.has_next() else "",
    )


def live_here(kind: type[PageKind]) -> QuerySet[PageKind]:
    """Live pages of a kind in the reader's tree, with their pictures."""
    here = kind.objects.live().filter(locale__language_code=reader_language())
    rows: QuerySet[PageKind] = here.select_related(*SHOWN).defer_streamfields()
    return rows


def collection_cards(rows: Sequence[CollectionPage]) -> list[CollectionCard]:
    """Collections as cards with how many films they hold and how long those run; see `with_totals`."""
    prefetch(row.hero for row in rows)
    return [
        CollectionCard(
            title=row.title,
            url=page_url(row),
            still=still(row.hero),
            line=row.summary,
            count=getattr(row, "film_count", None) or 0,
            runtime_ms=getattr(row, "total_ms", None) or None,
            lang=foreign(row.content_language),
        )
        for row in rows
    ]


def news_lines(rows: Sequence[NewsPage]) -> list[NewsLine]:
    """News as lines; `hero` must be loaded."""
    prefetch(row.hero for row in rows)
    return [
        NewsLine(row.title, page_url(row), news_date(row), foreign(row.content_language), row.summary, still(row.hero))
        for row in rows
    ]


def news_date(page: NewsPage) -> datetime:
    """The day the text says of itself, else when it appeared here."""
    if page.published_on:
        return midnight(page.published_on)
    return page.first_published_at or page.latest_revision_created_at or datetime.fromtimestamp(0, UTC)


def midnight(day: date) -> datetime:
    """A day that somebody wrote down, as the instant that prints as that day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def programme_cards(rows: Sequence[ProgrammePage]) -> list[CollectionCard]:
    """Programmes look like collections in a list."""
    prefetch(row.hero for row in rows)
    return [
        CollectionCard(row.title, page_url(row), still(row.hero), row.summary, 0, None, foreign(row.content_language))
        for row in rows
    ]
