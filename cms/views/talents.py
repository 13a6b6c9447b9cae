"""A talent's public profile: there only while they agree to be listed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cms.models import FilmPage
from cms.present import film as shapes
from cms.present import structured
from cms.present.languages import alternates_of, canonical_of, languages_of_talent
from cms.present.lists import live_here
from cms.present.pictures import prefetch
from cms.present.portraits import portrait, with_portraits
from cms.present.words import head, said
from portal.films.models import CreditRole
from portal.front.shapes import Link, PortfolioLine, Work
from portal.front.words import foreign, text_for
from portal.jury.models import Decision, Outcome
from portal.language_names import language_name
from portal.talent.models import Talent


@require_safe
def talent(request: HttpRequest, public_id: str) -> HttpResponse:
    """The profile as a filmography. 404 for anybody who is not listed now, as if they were not there."""
    rows = with_portraits(
        Talent.objects.listed()
        .select_related("region")
        .prefetch_related("names", "skills__names", "tools__names", "region__names", "portfolio")
    )
    found = get_object_or_404(rows, public_id=public_id)
    name = head(found.names.all())
    shown_name = name.text if name else found.public_id
    biography, biography_lang = text_for(found.biography)
    context: dict[str, Any] = {
        "name": shown_name,
        "portrait": portrait(found, name=shown_name),
        "lang": foreign(name.language) if name else "",
        "other_names": _other_names(found, shown_name),
        "line": said(found.statement),
        "description": text_for(found.statement)[0],
        "place": found.region.name() if found.region else "",
        "kind": str(found.get_kind_display()),
        "works": works(found),
        "skills": _links(found.skills.all()),
        "tools": _links(found.tools.all()),
        "biography": biography,
        "biography_lang": biography_lang,
        "language_notice": language_name(biography_lang.lower()) if biography_lang else "",
        "portfolio": [
            PortfolioLine(item.title, str(item.year or ""), item.part, item.url, item.description)
            for item in found.portfolio.all()
        ],
        "cohorts": cohorts(found),
    }
    if context["portrait"] is None and context["works"]:
        context["portrait"] = context["works"][0].film.still  # a face or a still
    context["alternates"] = alternates_of("talent", found.public_id, languages_of_talent(found))
    context["canonical"] = canonical_of(context["alternates"])
    context["structured"] = structured.person(shown_name, request.path, context["description"], portrait(found))
    return render(request, "site/talent.html", context)


def _other_names(found: Talent, shown: str) -> list[Link]:
    """Their names in other languages and scripts; what is written alike is said once."""
    others = {row.text: row.language for row in found.names.all() if row.text != shown}
    return [Link(text, "", language) for text, language in others.items()]


def _links(authorities: object) -> list[Link]:
    return shapes.linked(
        {"slug": row.slug, "kind": row.kind, "names": [vars(name) for name in row.names.all()]}
        for row in authorities  # type: ignore[attr-defined]
    )


def works(found: Talent) -> list[Work]:
    """Films whose live page credits them, newest first, as the approved copies say: two queries.

    The database narrows by the id somewhere in the credits, which are text to it; which credit it is, is read here.
    """
    parts = {
        page: _part(page, found) for page in live_here(FilmPage).filter(frozen__credits__icontains=found.public_id)
    }
    pages = [page for page, part in parts.items() if part]
    prefetch(page.hero for page in pages)
    rows = [Work(shapes.card(page), str(page.frozen.get("year") or ""), parts[page]) for page in pages]
    return sorted(rows, key=lambda work: work.year, reverse=True)


def _part(page: FilmPage, found: Talent) -> str:
    """What they did in the film by its approved copy; "" where it does not name them."""
    for row in page.frozen.get("credits", ()):
        if row["talent"] == found.public_id:
            return str(row["part"] or CreditRole(row["role"]).label)
    return ""


def cohorts(found: Talent) -> list[Link]:
    """The editions whose cohort they are in, once that is public."""
    rows = (
        Decision.objects.public()
        .filter(entry__talent=found, outcome=Outcome.COHORT)
        .select_related("entry__call__edition__programme")
    )
    links = []
    for row in rows:
        text, lang = text_for(row.entry.call.programme.name)
        links.append(Link(f"{text} {row.entry.call.edition.year}", "", lang))
    return links
