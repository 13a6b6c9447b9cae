"""The public roster of an edition's cohort."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cms.present import structured
from cms.present.cohorts import cohort_url, public_cohorts, roster
from cms.present.languages import alternates_of, canonical_of, languages_of
from cms.present.page import absolute
from cms.present.programmes import programme_link
from portal.calls.models import Edition
from portal.cohorts.members import entries_of_members
from portal.front.shapes import Link, RosterPerson
from portal.front.words import text_for


@require_safe
def cohort(request: HttpRequest, slug: str) -> HttpResponse:
    """Who was chosen together. 404 until a released decision has chosen somebody."""
    edition = get_object_or_404(public_cohorts().select_related("programme"), slug=slug)
    people, chosen = roster(edition), len(entries_of_members(edition))
    programme = programme_link(edition.programme)
    theme, lang = text_for(edition.theme)
    title = theme or _("Cohort of %(year)d") % {"year": edition.year}
    alternates = alternates_of("cohort", edition.slug, languages_of(edition.programme.name))
    context: dict[str, Any] = {
        "title": title,
        "lang": lang,
        "shared_title": f"{programme.text} {edition.year}",
        "description": _line(chosen, people),
        "og_url": absolute(cohort_url(edition)),
        "programme": programme,
        "year": str(edition.year),
        "people": people,
        "count": _line(chosen, people),
        "accent": edition.programme.accent,
        "alternates": alternates,
        "canonical": canonical_of(alternates),
        "structured": structured.roster(_name(programme, edition), cohort_url(edition), people),
    }
    return render(request, "site/cohort.html", context)


def _name(programme: Link, edition: Edition) -> str:
    return _("Cohort of %(edition)s") % {"edition": f"{programme.text} {edition.year}"}


def _line(chosen: int, people: list[RosterPerson]) -> str:
    """How many were chosen, and how many of them are named: nobody reads who has not agreed."""
    line = ngettext("%(n)d person was chosen", "%(n)d people were chosen", chosen) % {"n": chosen}
    if not people:
        return _("%(chosen)s; nobody has agreed to be named yet.") % {"chosen": line}
    if len(people) == chosen:
        return _("%(chosen)s.") % {"chosen": line}
    named = ngettext("%(n)d is named here with their consent", "%(n)d are named here with their consent", len(people))
    return _("%(chosen)s; %(named)s.") % {"chosen": line, "named": named % {"n": len(people)}}
