"""Pages out of the content modules, each as a real translation in all three languages."""

import json
import uuid
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils.html import format_html
from i18nfield.strings import LazyI18nString
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Locale

from cms.demo.content import pages as content
from cms.demo.seed.authorities import authority
from cms.demo.seed.files import hero_of
from cms.models import (
    CollectionFilm,
    CollectionIndexPage,
    CollectionMotif,
    CollectionPage,
    FilmPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    ProgrammeIndexPage,
    ProgrammePage,
)
from cms.models.base import BasePage
from portal.accounts.models import User
from portal.calls.models import Programme

Kind = TypeVar("Kind", bound=BasePage)
SOURCE = settings.LANGUAGE_CODE
OTHERS = [code for code, _name in settings.LANGUAGES if code != SOURCE]


def say_in(text: LazyI18nString | str, code: str) -> str:
    """One language of a text."""
    return str(text.data[code]) if isinstance(text, LazyI18nString) else text


def body(text: LazyI18nString | str, code: str) -> str:
    """Plain paragraphs as the stored form of a body."""
    parts = [format_html("<p>{}</p>", part) for part in say_in(text, code).split("\n\n") if part]
    return json.dumps([{"type": "text", "value": str(part), "id": str(uuid.uuid4())} for part in parts])


def localise(page: BasePage, texts: dict[str, Any], code: str) -> None:
    """Set every text of a page in one language; bodies become blocks."""
    for name, value in texts.items():
        setattr(page, name, body(value, code) if name in ("body", "essay", "notes") else say_in(value, code))


@transaction.atomic
def plant_page(
    kind: type[Kind], parent: BasePage, slug: str, texts: dict[str, Any], *, by: User, at: datetime, **fields: Any
) -> Kind:
    """The page and its translations; pages that are there are left as they are."""
    page: Kind | None = kind.objects.child_of(parent).filter(slug=slug).first()
    if page is None:
        page = kind(slug=slug, locale=parent.locale, first_published_at=at, **fields)
        localise(page, texts, SOURCE)
        parent.add_child(instance=page)
        page.save_revision(user=by).publish(user=by)
    for code in OTHERS:
        translate(page, texts, code, by=by)
    return page


def translate(page: BasePage, texts: dict[str, Any], code: str, *, by: User) -> BasePage | None:
    """A real translation beside the source, or in place of an alias; None where there is one already."""
    locale = Locale.objects.get(language_code=code)
    twin: BasePage | None = page.get_translation_or_none(locale)
    if twin is None:
        twin = page.copy_for_translation(locale, copy_parents=True)
    elif twin.alias_of_id:
        ConvertAliasPageAction(twin).execute(skip_permission_checks=True)
        twin = type(page).objects.get(pk=twin.pk)
    else:
        return None
    localise(twin, texts, code)
    twin.draft_title = twin.title
    twin.save()
    twin.save_revision(user=by).publish(user=by)
    return twin


def seed_programme_pages(rows: list[content.ProgrammePageData], *, by: User, at: datetime) -> None:
    index = ProgrammeIndexPage.objects.get(locale__language_code=SOURCE)
    for row in rows:
        programme = Programme.objects.get(slug=row.programme)
        texts = {"title": programme.name, "summary": row.summary, "body": row.body, "contact": row.contact}
        plant_page(ProgrammePage, index, row.slug, texts, by=by, at=at, programme=programme, hero=hero_of(row.hero))


def seed_collections(rows: list[content.CollectionData], *, by: User, at: datetime) -> None:
    """Collections with their running orders; every language has rows of its own for their notes."""
    index = CollectionIndexPage.objects.get(locale__language_code=SOURCE)
    for row in rows:
        if CollectionPage.objects.child_of(index).filter(slug=row.slug).exists():
            continue
        texts = {"title": row.title, "summary": row.summary, "essay": row.essay, "curator": row.curator}
        programme = Programme.objects.get(slug=row.programme)
        page = plant_page(
            CollectionPage,
            index,
            row.slug,
            texts,
            by=by,
            at=at,
            programme=programme,
            curated_on=row.on,
            hero=hero_of(row.hero),
        )
        for one in [page, *CollectionPage.objects.translation_of(page)]:
            _fill(one, row, by)


def _fill(page: CollectionPage, row: content.CollectionData, by: User) -> None:
    code = page.locale.language_code
    source_films = FilmPage.objects.filter(locale__language_code=SOURCE, film__public_id__in=[k for k, _n in row.films])
    films = {film.film.public_id: film for film in source_films.select_related("film")}
    page.films = [
        CollectionFilm(film=films[key], note=say_in(note, code), sort_order=order)
        for order, (key, note) in enumerate(row.films)
    ]
    page.motifs = [CollectionMotif(authority=authority(slug), sort_order=n) for n, slug in enumerate(row.motifs)]
    page.save()
    page.save_revision(user=by).publish(user=by)


def seed_news(rows: list[content.NewsData], *, by: User, at: datetime) -> None:
    index = NewsIndexPage.objects.get(locale__language_code=SOURCE)
    for row in rows:
        texts = {
            "title": row.title,
            "summary": row.summary,
            "key_points": row.points,
            "limits": row.limits,
            "body": row.body,
            "author": row.author,
            "outlet": row.outlet,
            "ai_text": row.ai_text,
            "ai_pictures": row.ai_pictures,
        }
        day = row.on if isinstance(row.on, date) else (at - timedelta(days=row.on)).date()
        plant_page(
            NewsPage,
            index,
            row.slug,
            texts,
            by=by,
            at=at,
            programme=Programme.objects.get(slug=row.programme),
            published_on=day,
            author_is_participant=row.author_is_participant,
            hero=hero_of(row.hero) if row.hero else None,
        )


def seed_home(home: HomePage, rows: list[content.RowData], *, by: User, at: datetime) -> None:
    """The editors' rows, in each language of its own; a home page that has rows is left alone."""
    for page in [home, *HomePage.objects.translation_of(home)]:
        if page.rows:
            continue
        code = page.locale.language_code
        page.tonight = _film_page(content.TONIGHT)
        page.tonight_note = say_in(content.TONIGHT_NOTE, code)
        page.summary = say_in(content.HOME_SUMMARY, code)
        page.hero = hero_of(content.TONIGHT)
        page.rows = json.dumps([_row(row, code, at) for row in rows])
        page.save()
        page.save_revision(user=by).publish(user=by)


def _film_page(key: str) -> FilmPage | None:
    found: FilmPage | None = FilmPage.objects.filter(film__public_id=key, locale__language_code=SOURCE).first()
    return found


def _row(row: content.RowData, code: str, at: datetime) -> dict[str, Any]:
    value: dict[str, Any] = {
        "title": say_in(row.title, code),
        "note": say_in(row.note, code),
        "by": say_in(row.by, code),
        "on": (at - timedelta(days=row.days)).date().isoformat() if row.by else None,
    }
    films = [page.pk for key in row.films if (page := _film_page(key))]
    if row.kind == "film":
        value["film"] = films[0] if films else None
    elif row.kind == "films":
        value["films"] = [{"type": "item", "value": pk, "id": str(uuid.uuid4())} for pk in films]
    elif row.kind == "collection":
        first = CollectionPage.objects.filter(slug=row.slug, locale__language_code=SOURCE).first()
        value["collection"] = first.pk if first else None
    elif row.kind == "faces":
        value["talents"] = [{"type": "item", "value": key, "id": str(uuid.uuid4())} for key in row.talents]
    elif row.kind == "quotation" and row.quotation:
        text, by = row.quotation
        value["quotation"] = {"text": say_in(text, code), "by": say_in(by, code)}
    return {"type": row.kind, "value": value, "id": str(uuid.uuid4())}


def seed_film_notes(*, by: User) -> None:
    """Two film pages with notes in every language, one in the first alone; all others are aliases of its page."""
    for key, note in content.FILM_NOTES.items():
        page = _film_page(key)
        if page is None or page.notes:
            continue
        synopsis, titles = page.film.synopsis, {row.language.lower(): row.text for row in page.film.titles.all()}
        notes = LazyI18nString(
            {code: f"{say_in(synopsis, code)}\n\n{say_in(note, code)}" for code in (SOURCE, *OTHERS)}
        )
        texts = {"title": LazyI18nString(titles), "summary": page.film.logline, "notes": notes}
        localise(page, texts, SOURCE)
        page.save()
        page.save_revision(user=by).publish(user=by)
        for code in OTHERS:
            translate(page, texts, code, by=by)
    for key, words in content.UNTRANSLATED_NOTES.items():
        page = _film_page(key)
        if page is not None and not page.notes:
            page.notes = body(words, SOURCE)
            page.save()
            page.save_revision(user=by).publish(user=by)
