"""A talent's public profile: there only while they agree to be listed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cms.present import film as shapes
from cms.present import structured
from cms.present.cohorts import cohorts_of
from cms.present.languages import alternates_of, canonical_of, languages_of_talent
from cms.present.portraits import portrait, with_portraits
from cms.present.words import head, said
from cms.present.works import works_of
from portal.front.shapes import Link, PortfolioLine, Work
from portal.front.words import foreign, text_for
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
    """Films whose live page credits them, newest first."""
    return [work for _page, work in works_of([found])[found.pk]]


def cohorts(found: Talent) -> list[Link]:
    """The editions whose roster names them: being listed does not say that yet."""
    return cohorts_of(found)
