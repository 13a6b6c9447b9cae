"""The page of an event, and every airing as a calendar file."""

from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.calendars import calendar_of_airing
from cms.present import airings as shapes
from cms.present import structured
from cms.present.calls import paragraphs
from cms.present.languages import alternates_of, canonical_of, languages_of
from cms.present.page import absolute
from cms.present.programmes import has_page, programme_link
from cms.present.words import head
from portal.clock import now
from portal.events.models import Event
from portal.events.words import when_words
from portal.front.shapes import Fact, Link
from portal.front.templatetags.front import local_time
from portal.front.words import foreign, reader_language, text_for
from portal.language_names import language_name


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event under all its names. 404 while its programme is not on the site."""
    rows = shapes.public_events().select_related("edition__programme", "parent", "place")
    rows = rows.annotate(whole_has_page=has_page("parent__edition__programme"))
    parts = Prefetch("parts", shapes.public_events())  # the public may not know of all that belongs together
    found = get_object_or_404(rows.prefetch_related("place__names", parts), slug=slug)
    name, lang = text_for(found.name)
    description, description_lang = text_for(found.description)
    place = head(found.place.names.all()) if found.place else None
    airings = shapes.airings_of_event(found)
    alternates = alternates_of("event", found.slug, languages_of(found.name))
    context: dict[str, Any] = {
        "title": name,
        "lang": lang,
        "description": description,
        "og_url": absolute(shapes.event_url(found)),
        "programme": programme_link(found.edition.programme),
        "other_names": [Link(other, "", _script_of(other)) for other in found.aliases if other != name],
        "day": None if not found.is_all_day else found.local_day(),
        "starts_at": None if found.is_all_day else found.starts_at,
        "zone": found.zone,
        "now": now(),
        "is_tentative": found.is_tentative,
        "facts": _facts(found, place.text if place else "", place.language if place else ""),
        "notes": paragraphs(description),
        "notes_lang": description_lang,
        "language_notice": language_name(description_lang.lower()) if description_lang else "",
        "whole": _link(found.parent) if found.parent and found.whole_has_page else None,  # type: ignore[attr-defined]
        "parts": [(_link(part), when_words(part)) for part in found.parts.all()],
        "airings": airings,
        "source": found.source,
        "accent": found.edition.programme.accent,
        "alternates": alternates,
        "canonical": canonical_of(alternates),
        "structured": structured.event(found, name, shapes.event_url(found), place.text if place else "", airings),
    }
    return render(request, "site/event.html", context)


def _script_of(name: str) -> str:
    """Aliases have no language of their own; between Chinese pages and others the script tells it."""
    is_chinese = any("\u3400" <= char <= "\u9fff" for char in name)
    return "zh" if is_chinese and not reader_language().startswith("zh") else ""


def _link(found: Event) -> Link:
    name, lang = text_for(found.name)
    return Link(name, shapes.event_url(found), lang)


def _facts(found: Event, place: str, place_lang: str) -> list[Fact]:
    rows = [Fact(_("Attendance"), capfirst(str(found.get_attendance_display())))]
    if place:
        rows.insert(0, Fact(_("Place"), place, "", foreign(place_lang)))
    if found.ends_at:
        rows.append(Fact(_("Ends"), local_time(found.ends_at, found.zone)))
    return rows


@require_safe
def airing_calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """One airing as iCalendar, while a public event or a live film page stands behind it."""
    found = get_object_or_404(shapes.airings(), public_id=public_id)
    page = shapes.film_pages([found.film_id]).get(found.film_id or 0)
    named = [link for link in (shapes.event_link(found), shapes.film_link(page)) if link]
    if not named:
        raise Http404
    channel = head(found.channel.names.all())
    title = " · ".join(link.text for link in named)
    text = calendar_of_airing(
        found, title=title, channel=channel.text if channel else found.channel.slug, url=named[0].url
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.public_id}.ics"'
    return response
