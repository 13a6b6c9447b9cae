"""The editors' rows of the home page: all pages of all rows are fetched together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.dateparse import parse_date

from cms.models import CollectionFilm, CollectionPage, FilmPage, HomePage, NewsPage
from cms.present import film as film_shapes
from cms.present import lists
from cms.present.portraits import portrait, with_portraits
from cms.present.words import head, said
from portal.front.shapes import Cue, Quotation, Row, TalentCard
from portal.front.words import foreign, reader_language
from portal.talent.models import Talent

MOST_CUES = 12


@dataclass(frozen=True)
class Content:
    """What all rows of a home page show, fetched together. Films are keyed by the page an editor chose."""

    films: Mapping[int, FilmPage]
    placed: Sequence[CollectionFilm]
    news: Sequence[NewsPage]


def home_content(page: HomePage) -> Content:
    """Everything in as many queries as there are kinds of things, however many rows there are."""
    blocks = list(page.rows.raw_data)
    chosen = [block["value"].get("collection") for block in blocks if block["type"] == "collection"]
    placed = _placed([pk for pk in chosen if pk])
    wanted = [page.tonight_id, *(pk for block in blocks for pk in _films_in(block)), *(row.film_id for row in placed)]
    has_news = any(block["type"] == "news" for block in blocks)
    return Content(
        films=film_shapes.in_reader_locale(wanted),
        placed=placed,
        news=list(lists.live_here(NewsPage).order_by("-published_on", "-first_published_at")[:3]) if has_news else [],
    )


def _placed(chosen: list[int]) -> list[CollectionFilm]:
    """The films of the chosen collections as the reader's own tree has them, notes included; each row knows whom an
    editor `chose`."""
    if not chosen:
        return []
    same = CollectionPage.objects.filter(pk__in=chosen, translation_key=OuterRef("page__translation_key"))
    rows = CollectionFilm.objects.filter(page__live=True, page__locale__language_code=reader_language())
    rows = rows.annotate(chose=Subquery(same.values("pk")[:1])).filter(chose__isnull=False)
    return list(rows.order_by("sort_order"))


def home_rows(page: HomePage, content: Content) -> list[Row]:
    """The rows in the editors' order; a row whose content is no longer live is left out.

    Read from the stored blocks: the field itself would fetch each kind of chosen page once more.
    """
    rows = (_row(block["type"], block["value"], content) for block in page.rows.raw_data)
    return [row for row in rows if row]


def _films_in(block: Mapping[str, Any]) -> list[int]:
    if block["type"] == "film":
        return [block["value"]["film"]] if block["value"].get("film") else []
    return [pk for pk in _items(block["value"].get("films")) if pk] if block["type"] == "films" else []


def _items(values: Any) -> list[Any]:
    """The values of a stored list, with or without their ids."""
    return [item["value"] if isinstance(item, Mapping) else item for item in values or ()]


def _row(shape: str, value: Mapping[str, Any], content: Content) -> Row | None:
    day = parse_date(str(value.get("on") or ""))
    signed = {
        "title": value.get("title") or "",
        "note": value.get("note") or "",
        "by": value.get("by") or "",
        "on": lists.midnight(day) if day else None,
    }
    if shape == "collection":
        return _collection_row(value.get("collection"), signed, content)
    if shape in ("film", "films"):
        pks = _films_in({"type": shape, "value": value})
        return _films_row(shape, [content.films[pk] for pk in pks if pk in content.films], signed)
    return _other_row(shape, value, signed, content)


def _films_row(shape: str, shown: list[FilmPage], signed: dict[str, Any]) -> Row | None:
    if not shown:
        return None
    if shape == "film":
        return Row("film", **signed, film=film_shapes.card(shown[0]), accent=_accent(shown[0]))
    return Row("films", **signed, films=[film_shapes.card(film) for film in shown])


def _other_row(kind: str, value: Mapping[str, Any], signed: dict[str, Any], content: Content) -> Row | None:
    if kind == "quotation":
        said = value.get("quotation") or {}
        return Row("quotation", **signed, quotation=Quotation(said.get("text") or "", said.get("by") or ""))
    if kind == "faces":
        cards = talent_cards(_items(value.get("talents")))
        return Row("talents", **signed, talents=cards) if cards else None
    return Row("news", **signed, news=lists.news_lines(content.news)) if content.news else None


def _collection_row(collection: int | None, signed: dict[str, Any], content: Content) -> Row | None:
    cues: list[Cue] = []
    start = 0
    for row in content.placed:
        film = content.films.get(row.film_id)
        if row.chose == collection and film and len(cues) < MOST_CUES:
            cues.append(Cue(film_shapes.card(film, line=False), start, row.note))
            start += film.frozen.get("runtime_ms") or 0
    return Row("cues", **signed, cues=cues) if cues else None


def _accent(page: FilmPage) -> str:
    return page.programme.accent if page.programme_id and page.programme else ""


def talent_cards(public_ids: list[str]) -> list[TalentCard]:
    """Talents who are listed now: those asked for, else the newest three."""
    rows = with_portraits(Talent.objects.listed().prefetch_related("names", "skills__names"))
    rows = rows.filter(public_id__in=public_ids) if public_ids else rows.order_by("-created_at")[:3]
    return [talent_card(talent) for talent in rows]


def talent_card(talent: Talent) -> TalentCard:
    """A face, a name, a sentence; `names` and `skills` must be loaded."""
    name = head(talent.names.all())
    skills = [row.text for skill in talent.skills.all() if (row := head(skill.names.all()))]
    return TalentCard(
        name=name.text if name else talent.public_id,
        url=reverse("talent", args=[talent.public_id]),
        portrait=portrait(talent),
        lang=foreign(name.language) if name else "",
        line=said(talent.statement),
        skills=skills[:3],
    )
