"""What search engines and readers of feeds ask for."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.models import PUBLIC_PAGES, FilmPage, NewsPage
from cms.models.base import BasePage
from cms.present.airings import public_events
from cms.present.cohorts import public_cohorts
from cms.present.film import title_of
from cms.present.languages import alternates_of, languages_of, languages_of_talent
from cms.present.lists import live_here
from cms.present.page import absolute
from cms.present.partners import public_partnerships
from cms.roots import address_of
from portal.calls.models import Call
from portal.front.templatetags.front import lang_tag, site_name
from portal.front.words import reader_language
from portal.talent.models import Talent

MOST = 40


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that has a text of its own, with its translations. Aliases say nothing new and are left out.

    Calls, events, cohorts, pages for sponsors and listed talents stand here too, in the languages in which they speak
    for themselves.
    """
    pages = [page for kind in PUBLIC_PAGES for page in _own(kind)]
    versions: dict[Any, list[BasePage]] = {}
    for page in pages:
        versions.setdefault(page.translation_key, []).append(page)
    rows = [_row(page, versions[page.translation_key]) for page in pages]
    for call in Call.objects.public().select_related("current").order_by("pk"):
        languages = languages_of(call.current.title) if call.current else set()
        rows += _spoken("call", call.slug, languages, call.current and call.current.published_at)
    for talent in Talent.objects.listed().prefetch_related("names").order_by("pk"):
        rows += _spoken("talent", talent.public_id, languages_of_talent(talent), talent.updated_at)
    for event in public_events().order_by("pk"):
        rows += _spoken("event", event.slug, languages_of(event.name), None)
    for edition in public_cohorts().select_related("programme").order_by("pk"):
        rows += _spoken("cohort", edition.slug, languages_of(edition.programme.name), None)
    for found in public_partnerships().prefetch_related(None).order_by("pk"):
        rows += _spoken("partners", found.edition.slug, languages_of(found.edition.programme.name), None)
    return render(request, "site/sitemap.xml", {"rows": rows}, content_type="application/xml; charset=utf-8")


def _own(kind: type[BasePage]) -> Iterable[BasePage]:
    rows: Any = kind.objects.live().public().filter(alias_of=None).select_related("locale")
    found: Iterable[BasePage] = rows.defer_streamfields().order_by("path")
    return found


def _row(page: BasePage, versions: list[BasePage]) -> dict[str, Any]:
    return {
        "url": absolute(address_of(page)),
        "changed": page.last_published_at,
        "alternates": [(lang_tag(one.locale.language_code), absolute(address_of(one))) for one in versions],
    }


def _spoken(route: str, key: str, languages: set[str], changed: Any) -> list[dict[str, Any]]:
    own = [row for row in alternates_of(route, key, languages) if row.is_translated]
    alternates = [(lang_tag(row.code), absolute(row.url)) for row in own]
    return [{"url": address, "changed": changed, "alternates": alternates} for _lang, address in alternates]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; doors and private addresses have nothing for a robot."""
    closed = ("/admin/", "/django-admin/", "/uploads/", "/*/accounts/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {absolute(reverse('sitemap'))}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest films and news of a language as Atom, newest first. What is not live is not in it."""
    atom = Atom1Feed(
        title=site_name(),
        link=absolute(f"/{reader_language()}/"),
        description=_("Films and news"),
        language=lang_tag(reader_language()),
        feed_url=absolute(reverse("feed")),
    )
    films = live_here(FilmPage).order_by("-first_published_at")[:MOST]
    news = live_here(NewsPage).order_by("-first_published_at")[:MOST]
    pages = [page for page in (*films, *news) if page.first_published_at]
    for page in sorted(pages, key=lambda one: one.first_published_at, reverse=True)[:MOST]:
        atom.add_item(
            title=title_of(page).text if isinstance(page, FilmPage) else page.title,
            link=absolute(address_of(page)),
            description=page.summary,
            pubdate=page.first_published_at,
            updateddate=page.last_published_at,
            unique_id=f"urn:uuid:{page.translation_key}",
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
