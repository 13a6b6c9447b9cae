"""Films: public as a page shows them, on the desk as their record is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User, Viewer
from portal.entries.models import Entry
from portal.entries.workflow import HANDED_IN
from portal.films.frozen import PREFETCH, copy_of
from portal.films.models import AIShare, Film
from portal.front.shapes import Hit, Slate
from portal.names import best_name
from search import kinds
from search.documents import CatalogDocument
from search.facets import Index, runtime_band
from search.sources.airings import ON_AIR, names_of_channels
from search.sources.words import HEADS, address, foreign, text

CULTURE = {"place": "region", "era": "era", "figure": "figure", "motif": "motif", "craft": "craft",
           "heritage": "heritage"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """What the public is shown of a film: the approved copy (`portal.films.frozen`), its programme, since when.

    `words` are other names under which it should be found: those of the programme's organiser, say.
    """

    frozen: Mapping[str, Any]
    programme: str = ""
    since: datetime | None = None
    words: Sequence[str] = ()


class FilmShow(Protocol):
    """Whoever shows films to the public."""

    def with_pages(self, films: QuerySet[Film]) -> QuerySet[Film]:
        """The same films with whatever `shown` reads prefetched."""
        ...

    def with_cards(self, films: QuerySet[Film]) -> QuerySet[Film]:
        """The same films with whatever `hit` reads prefetched, for the reader's language."""
        ...

    def live(self, films: QuerySet[Film]) -> QuerySet[Film]:
        """Those that are shown now."""
        ...

    def shown(self, film: Film) -> Shown | None: ...

    def hit(self, film: Film, language: str) -> Hit: ...


class FilmKind(kinds.Kind[Film]):
    """Public as its page shows it; on the desk as its record is, once it was handed in or came to us otherwise."""

    name = "film"
    label = _("Film")

    def __init__(self, show: FilmShow | None = None) -> None:
        self.show = show

    def everything(self) -> QuerySet[Film]:
        films = Film.objects.select_related("original").prefetch_related(
            *PREFETCH, "entries__call__edition__programme", ON_AIR
        )
        return self.show.with_pages(films) if self.show else films

    def build(self, thing: Film, index: Index) -> CatalogDocument | None:
        channels = names_of_channels(thing)
        if index is Index.PUBLIC:
            shown = self.show.shown(thing) if self.show else None
            if shown is None:
                return None
            programmes = [shown.programme] if shown.programme else []
            words = [*shown.words, *channels]
            return film_document(thing, shown.frozen, programmes=programmes, date=shown.since, words=words)
        entries = [entry for entry in thing.entries.all() if entry.status in HANDED_IN]
        if thing.origin == "entry" and not entries:
            return None
        slugs = [entry.call.edition.programme.slug for entry in entries]
        languages = thing.spoken_languages.replace(",", " ").split()
        return film_document(
            thing, copy_of(thing), programmes=slugs, date=thing.updated_at, more={"language": languages}, words=channels
        )

    def visible_to(self, user: Viewer, index: Index) -> QuerySet[Film]:
        if index is Index.PUBLIC:  # what a hit says stands in the approved copy, not in the record
            films = Film.objects.all()
            return self.show.with_cards(self.show.live(films)) if self.show else films.none()
        films = Film.objects.select_related("original").prefetch_related(
            "titles", "credits__talent__names", "credits__organisation__names"
        )
        handed_in = Q(pk__in=Entry.objects.handed_in().values("film"))
        # Whoever works for one programme sees what was handed in to it, as on the desk.
        own = Q(pk__in=films.visible_to(user).values("pk"))
        if isinstance(user, User):
            own |= Q(pk__in=Entry.objects.on_desk_of(user).values("film"))
        return films.filter(own, handed_in | ~Q(origin="entry"))

    def hit(self, thing: Film, index: Index, language: str) -> Hit:
        if index is Index.PUBLIC and self.show:
            return self.show.hit(thing, language)
        makers = [credit.credited(language) for credit in thing.credits.all()[:1]]
        return Hit(
            kind=str(self.label),
            title=thing.title(language),
            url=address(("desk-films:facts", thing.pk)),
            lang=foreign(best_name(thing.titles.all(), language), language),
            slate=Slate(maker="".join(makers), year=str(thing.year or ""), runtime_ms=thing.runtime_ms()),
            text=text(thing.logline, language),
        )

    def matching(self, text: str) -> Q:
        return Q(titles__text__icontains=text)


def film_document(
    film: Film,
    frozen: Mapping[str, Any],
    *,
    programmes: Sequence[str] = (),
    date: datetime | None = None,
    more: Mapping[str, Sequence[str]] | None = None,
    words: Sequence[str] = (),
) -> CatalogDocument:
    """A film's document from a copy of its record: the approved one for the public, the present one for the desk."""
    stages = [stage for stage in frozen["ai"]["stages"] if stage["share"] != AIShare.NONE]
    tools = [tool for stage in stages for tool in stage["tools"]]
    things = [*frozen["countries"], *frozen["genres"], *frozen["culture"], *tools]
    facets: dict[str, list[str]] = {
        "programme": list(programmes),
        "genre": [genre["slug"] for genre in frozen["genres"]],
        "tool": [tool["slug"] for tool in tools],
        "ai_stage": [stage["stage"] for stage in stages],
        "year": [str(frozen["year"])] if frozen["year"] else [],
        "region": [place["slug"] for place in frozen["countries"]],
    }
    for thing in frozen["culture"]:
        facet = CULTURE.get(thing["kind"])
        if facet:
            facets.setdefault(facet, []).append(thing["slug"])
    runtime = frozen["runtime_ms"]
    if runtime is not None:
        facets["runtime"] = [runtime_band(runtime)]
    texts = [text for by_language in frozen["texts"].values() for text in by_language.values()]
    related = [*words, *(name["text"] for thing in things for name in thing["names"])]
    return CatalogDocument(
        kind=FilmKind.name,
        object_id=str(film.pk),
        version=frozen["version"],
        names=[row["text"] for row in frozen["titles"] if row["kind"] in HEADS],
        aliases=[row["text"] for row in frozen["titles"] if row["kind"] not in HEADS],
        texts={"": "\n".join(texts), "credits": "\n".join(_credited(frozen)), "related": "\n".join(related)},
        facets={**facets, **(more or {})},
        date=date,
        runtime_ms=runtime,
    )


def _credited(frozen: Mapping[str, Any]) -> Iterable[str]:
    for credit in frozen["credits"]:
        yield from (credit["name"], credit["part"], *(name["text"] for name in credit["names"]))
        yield from (name["text"] for link in credit["chain"] for name in link["names"])


def show_films(show: FilmShow) -> None:
    """Let `show` say which films are public, and how they look in a list."""
    kinds.register(FilmKind(show))
