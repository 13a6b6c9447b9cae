"""One function a page type: what its template needs, in a constant number of queries."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.models import (
    CollectionPage,
    FilmPage,
    HomePage,
    NewsPage,
    ProgrammePage,
)
from cms.present import calls as call_shapes
from cms.present import embedding, lists, partners, structured
from cms.present import film as film_shapes
from cms.present.airings import airings_of_film, channels_of_events, event_url
from cms.present.claims import claim_groups
from cms.present.cohorts import cohort_url, is_known
from cms.present.page import absolute, body_html
from cms.present.pictures import prefetch, still
from cms.present.portraits import portrait, with_portraits
from cms.present.programmes import programme_link
from cms.present.rows import home_content, home_rows
from cms.present.words import head
from portal.calls.models import Call, Edition, EditionPerson, Programme, Statistic
from portal.clock import now
from portal.events.models import Event
from portal.events.words import when_words
from portal.front.shapes import Cue, Fact, Hero, Link, Motif, Placement, Quotation
from portal.front.shapes import Edition as EditionShape
from portal.front.words import foreign, text_for
from portal.jury.models import Decision
from portal.language_names import language_name
from portal.talent.models import Talent


def home(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    """Tonight's film, open calls, the editors' rows, the newest collection."""
    at = now()
    public = Call.objects.public().for_list()
    calls = call_shapes.as_they_close([call for call in public if call_shapes.is_open(call, at)], at)
    content = home_content(page)
    newest = list(lists.with_totals(lists.live_here(CollectionPage)).order_by("-first_published_at", "path")[:1])
    prefetch(one.hero for one in (*content.films.values(), *content.news, *newest))
    tonight = content.films.get(page.tonight_id or 0)
    return {
        "hero": _hero(tonight, page.tonight_note) if tonight else None,
        "calls": [call_shapes.open_call(call, at) for call in calls],
        "rows": home_rows(page, content),
        "collection": next(iter(lists.collection_cards(newest)), None),
        "accent": tonight.programme.accent if tonight and tonight.programme else "",
    }


def _hero(page: FilmPage, note: str) -> Hero:
    title = film_shapes.title_of(page)
    card = film_shapes.card(page)
    return Hero(
        film=card,
        eyebrow=_("Tonight"),
        note=note,
        other_titles=film_shapes.other_titles(page.frozen, title)[:1],
        play_url=card.url if page.frozen.get("video") else "",
    )


def film(page: FilmPage, request: HttpRequest) -> dict[str, Any]:
    """A showcase film: player, slate, notes, AI strip, credits, its places in collections."""
    frozen = page.frozen
    title = film_shapes.title_of(page)
    talents = [credit["talent"] for credit in frozen.get("credits", ()) if credit["talent"]]
    listed = with_portraits(Talent.objects.listed().filter(public_id__in=talents))
    faces = {talent.public_id: portrait(talent) for talent in listed}
    synopsis, synopsis_lang = text_for(frozen.get("texts", {}).get("synopsis"))
    epigraph, epigraph_lang = text_for(frozen.get("texts", {}).get("epigraph"))
    logline, _lang = text_for(frozen.get("texts", {}).get("logline"))
    own_notes = body_html(page.notes)
    notes = own_notes or call_shapes.paragraphs(synopsis)
    notes_lang = foreign(page.content_language) if own_notes else synopsis_lang
    poster = still(page.hero)
    context = {
        "title": title.text,
        "lang": foreign(title.language),
        "description": page.summary or logline,
        "other_titles": film_shapes.other_titles(frozen, title),
        "playback": film_shapes.playback(page, title.text, poster.src if poster else ""),
        "unavailable": "" if frozen.get("video") else _("This film is not shown here."),
        "slate": film_shapes.slate(frozen),
        "eyebrow": programme_link(page.programme) if page.programme else None,
        "label": film_shapes.origin_label(frozen),
        "epigraph": Quotation(epigraph, "", epigraph_lang) if epigraph else None,
        "notes": notes,
        "notes_lang": notes_lang,
        "language_notice": language_name(notes_lang) if notes and notes_lang else "",
        "ai": film_shapes.ai_strip(frozen),
        "credits": film_shapes.credits_of(frozen, faces),
        "laurels": laurels(page.film_id),
        "motifs": film_shapes.linked(frozen.get("culture", ())),
        "tools": film_shapes.linked(film_shapes.used_tools(frozen)),
        "placements": placements(page),
        "airings": airings_of_film(page.film_id),
        "embed_url": embedding.embed_url(page),
        "oembed_url": embedding.oembed_url(page),
        "rights": page.rights_line,
        "cite": _("%(title)s. %(year)s. Firstcut, %(url)s")
        % {"title": title.text, "year": frozen.get("year") or "", "url": absolute(film_shapes.page_url(page))},
        "accent": page.programme.accent if page.programme else "",
        "frozen": frozen,
        "shown_since": page.first_published_at,
    }
    return context | {"structured": structured.film(context, film_shapes.page_url(page))}


def laurels(film_id: int) -> list[Fact]:
    """What released decisions say of the film. Never anything under embargo."""
    rows = (
        Decision.objects.public()
        .filter(entry__film_id=film_id, outcome__in=["selected", "finalist", "winner"])
        .select_related("award", "entry__call__edition__programme")
    )
    return [
        Fact(
            str(row.entry.call.edition.year),
            " · ".join(
                part
                for part in (
                    text_for(row.award.name)[0] if row.award else str(row.get_outcome_display()),
                    text_for(row.entry.call.programme.name)[0],
                )
                if part
            ),
        )
        for row in rows
    ]


def placements(page: FilmPage) -> list[Placement]:
    """Where the film stands in each collection of the reader's tree, with its neighbours: three queries."""
    collections = list(
        lists.live_here(CollectionPage).filter(films__film__translation_key=page.translation_key).distinct()
    )
    found = []
    order = _orders(collections)
    for collection in collections:
        films = order[collection.pk]
        keys = [film.translation_key for film in films]
        if page.translation_key not in keys:
            continue
        at = keys.index(page.translation_key)
        found.append(
            Placement(
                Link(collection.title, film_shapes.page_url(collection), foreign(collection.content_language)),
                at + 1,
                len(films),
                _film_link(films[at - 1]) if at else None,
                _film_link(films[at + 1]) if at + 1 < len(films) else None,
            )
        )
    return found


def _orders(collections: list[CollectionPage]) -> dict[int, list[FilmPage]]:
    """The live films of each collection in running order, as pages of the reader's tree."""
    from cms.models import CollectionFilm

    rows = list(CollectionFilm.objects.filter(page__in=collections).order_by("sort_order"))
    here = film_shapes.in_reader_locale(row.film_id for row in rows)
    found: dict[int, list[FilmPage]] = {collection.pk: [] for collection in collections}
    for row in rows:
        if row.film_id in here:
            found[row.page_id].append(here[row.film_id])
    return found


def _film_link(page: FilmPage) -> Link:
    title = film_shapes.title_of(page)
    return Link(title.text, film_shapes.page_url(page), foreign(title.language))


def collection(page: CollectionPage, request: HttpRequest) -> dict[str, Any]:
    """The essay, the running order with start times, the motifs."""
    rows = list(page.films.order_by("sort_order"))
    here = film_shapes.in_reader_locale(row.film_id for row in rows)
    prefetch(shown.hero for shown in (page, *here.values()))
    cues, films, start = [], [], 0
    for row in rows:
        film_page = here.get(row.film_id)
        if film_page is None:
            continue
        films.append(film_page)
        cues.append(Cue(film_shapes.card(film_page), start, row.note))
        start += film_page.frozen.get("runtime_ms") or 0
    return {
        "eyebrow": programme_link(page.programme) if page.programme else None,
        "curator": page.curator,
        "on": lists.midnight(page.curated_on) if page.curated_on else None,
        "essay": body_html(page.essay),
        "cues": cues,
        "structured": structured.collection(page.title, film_shapes.page_url(page), cues),
        "total_ms": start,
        "motifs": _motifs(page, films),
        "accent": page.programme.accent if page.programme else "",
    }


def _motifs(page: CollectionPage, films: list[FilmPage]) -> list[Motif]:
    rows = page.motifs.select_related("authority__era").prefetch_related("authority__names", "authority__era__names")
    shown = []
    for row in rows:
        name = head(row.authority.names.all())
        if name is None:
            continue
        era = head(row.authority.era.names.all()) if row.authority.era else None
        holding = [
            film for film in films if any(link["slug"] == row.authority.slug for link in film.frozen.get("culture", ()))
        ]
        url = film_shapes.catalogue_url(row.authority.kind, row.authority.slug)
        when = era.text if era else str(row.authority.get_kind_display())
        shown.append(Motif(name.text, when, [_film_link(film) for film in holding], url, foreign(name.language)))
    return shown


_OF_EDITIONS = ("people__organisation__names", "events__place__names")


def programme(page: ProgrammePage, request: HttpRequest) -> dict[str, Any]:
    """Editions with their ordinals, calls, numbers as claims, people, events, films, news."""
    at = now()
    own = page.programme
    editions = list(
        Edition.objects.filter(programme=own)
        .select_related("programme", "previous__previous__previous")
        .annotate(has_cohort=is_known())
        .prefetch_related(Prefetch("statistics", Statistic.objects.standing()), *_OF_EDITIONS, channels_of_events())
        .prefetch_related(partners.with_names())
    )
    named = partners.newest_named(editions)
    marks = list(named.partners.all()) if named else []
    calls = call_shapes.as_they_close(Call.objects.public().for_list().filter(edition__programme=own), at)
    films = list(lists.live_here(FilmPage).filter(programme=own).order_by("first_published_at", "pk")[:12])
    collections = list(lists.with_totals(lists.live_here(CollectionPage).filter(programme=own)))
    news = list(lists.live_here(NewsPage).filter(programme=own).order_by("-published_on", "-first_published_at")[:6])
    prefetch([*(shown.hero for shown in (page, *films, *collections, *news)), *partners.logos_of(marks)])
    return {
        "tagline": page.summary,
        "intro": body_html(page.body),
        "facts": [*_programme_facts(own), *_people(editions), *_events(editions)],
        "calls": [call_shapes.open_call(call, at) for call in calls],
        "editions": [_edition(edition, is_named_below=edition == named) for edition in editions],
        "collections": lists.collection_cards(collections),
        "films": [film_shapes.card(film_page) for film_page in films],
        "claim_groups": claim_groups(editions, at),
        "news": lists.news_lines(news),
        "partner_groups": partners.groups(marks),
        "partners_of": str(named.year) if named else "",
        "become_partner": partners.links(editions),
        "contact": Fact(_("Contact"), page.contact) if page.contact else None,
        "accent": own.accent,
    }


def _programme_facts(own: Programme) -> list[Fact]:
    if own.organiser is None:
        return []
    return [Fact(_("Organiser"), own.organiser.name())]


def _people(editions: Sequence[Edition]) -> list[Fact]:
    """Jurors and others of the newest edition that names any; their term is that edition."""
    for edition in editions:
        people = list(edition.people.all())
        if people:
            return [_person(person) for person in people]
    return []


def _person(person: EditionPerson) -> Fact:
    name, lang = text_for(person.name)
    house = person.organisation.name() if person.organisation else ""
    parts = [name, text_for(person.honours)[0], house]
    return Fact(str(person.get_part_display()), " · ".join(part for part in parts if part), "", lang)


def _events(editions: Sequence[Edition]) -> list[Fact]:
    return [_event(event) for edition in editions for event in edition.events.all()]


def _event(event: Event) -> Fact:
    channels = dict.fromkeys(airing.channel.name() for airing in event.airings.all())
    parts = [when_words(event), event.place.name() if event.place else "", *channels]
    name, lang = text_for(event.name)
    return Fact(name, " · ".join(part for part in parts if part), event_url(event), lang)


def _edition(edition: Any, *, is_named_below: bool) -> EditionShape:
    """A line of the chain. The partners of one edition stand on the page itself; those of others are a link away."""
    theme, lang = text_for(edition.theme)
    name = theme or text_for(edition.programme.name)[0]
    ordinal = ngettext("edition %(n)d", "edition %(n)d", edition.number()) % {"n": edition.number()}
    cohort = cohort_url(edition) if edition.has_cohort else ""
    named = partners.url_of(edition) if edition.partners.all() and not is_named_below else ""
    account = text_for(edition.account)[0]
    return EditionShape(name, str(edition.year), "", ordinal, account, False, lang, cohort, named)


def news(page: NewsPage, request: HttpRequest) -> dict[str, Any]:
    """An article with its digest, its source, its AI label and what else there is."""
    digest = [
        Fact(name, text)
        for name, text in (
            (_("In one sentence"), page.summary),
            (_("Key points"), page.key_points),
            (_("Risks and limits"), page.limits),
        )
        if text
    ]
    labels = [
        _("Text: %(ai)s") % {"ai": page.ai_text} if page.ai_text else "",
        _("Pictures: %(ai)s") % {"ai": page.ai_pictures} if page.ai_pictures else "",
    ]
    related = list(lists.live_here(NewsPage).exclude(pk=page.pk).order_by("-published_on", "-first_published_at")[:3])
    return {
        "on": lists.news_date(page),
        "byline": " · ".join(part for part in (page.author, page.outlet) if part),
        "source": Link(_("original"), page.source_url) if page.source_url else None,
        "digest": digest,
        "body": body_html(page.body),
        "body_lang": foreign(page.content_language),
        "credit": page.hero.credit if page.hero else "",
        "ai_label": " · ".join(label for label in labels if label),
        "disclosure": _("The author is a participant.") if page.author_is_participant else "",
        "topics": [],
        "related": lists.news_lines(related),
        "accent": page.programme.accent if page.programme else "",
    }
