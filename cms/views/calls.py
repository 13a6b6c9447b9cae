"""The page of a call, the list of calls, and the gates as a calendar."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.calendars import calendar_of
from cms.present import awards as award_shapes
from cms.present import calls as shapes
from cms.present import structured
from cms.present.claims import claims
from cms.present.cohorts import cohort_url, has_chosen
from cms.present.languages import alternates_of, canonical_of, languages_of
from cms.present.page import absolute
from cms.present.programmes import has_page, programme_link
from cms.present.winners import results
from cms.present.words import said
from portal.calls.extensions import extensions
from portal.calls.gates import Schedule, needs_team
from portal.calls.models import Call, CallKind, Gate
from portal.calls.wording import lines
from portal.clock import now
from portal.entries.present import extended
from portal.front.templatetags.front import day, lang_tag
from portal.front.words import reader_language, text_for
from portal.language_names import language_name


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Every call: open ones first, in the order in which they close, then those to come; the rest below."""
    at = now()
    alternates = alternates_of("calls", "", {code for code, _name in settings.LANGUAGES})
    rows = shapes.as_they_close(Call.objects.public().for_list(), at)
    context = {
        "title": _("Calls"),
        "alternates": alternates,
        "canonical": canonical_of(alternates),
        "calls": [shapes.open_call(call, at) for call in rows if not shapes.is_over(call, at)],
        "closed_calls": [shapes.open_call(call, at) for call in rows if shapes.is_over(call, at)],
    }
    return render(request, "pages/index_page.html", context)


@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """One call: box, timeline, rules, awards, amendments, one button."""
    rows = Call.objects.public().for_page().annotate(has_cohort=has_chosen() & has_page("edition__programme"))
    found: Any = get_object_or_404(rows, slug=slug)
    cohort = cohort_url(found.edition) if found.has_cohort else ""
    return render(request, "site/call.html", call_context(found, now()) | {"cohort_url": cohort})


def call_context(found: Call, at: datetime) -> dict[str, Any]:
    """What the page of a call shows at an instant. Also what the editor's preview shows."""
    version = found.current
    if version is None:
        return {}
    title, lang = text_for(version.title)
    body, body_lang = text_for(version.body)
    schedule, amendments = Schedule.of(found), list(found.amendments.all())
    shut = schedule.why_not_begun(at, needs_team=needs_team(version))
    may_begin = schedule.is_open(at) and shut is None
    alternates = alternates_of("call", found.slug, languages_of(version.title))
    winners, finalists = results(found)
    return {
        "title": title,
        "lang": lang,
        "description": shapes.shared_as(version, schedule),
        "og_url": absolute(shapes.call_url(found)),
        "programme": programme_link(found.programme),
        "tagline": said(version.summary),
        "timeline": shapes.timeline(found, at),
        "facts": shapes.facts(version),
        "rules": shapes.rules(version),
        "winners": winners,
        "finalists": finalists,
        "awards": award_shapes.awards(version),
        "tracks": award_shapes.tracks(version),
        "criteria": award_shapes.criteria(version),
        "other_prizes": award_shapes.other_prizes(version),
        "questions": shapes.faqs(version),
        "form_questions": shapes.questions(version),
        "intro": shapes.paragraphs(body),
        "intro_lang": body_lang,
        "language_notice": language_name(body_lang.lower()) if body_lang else "",
        "amendments": shapes.amendments(amendments),
        "extended": [extended(row) for row in extensions(found, amendments, at)],
        "claims": claims(found.edition.statistics.standing(), at),
        "apply_url": reverse("entry-start", args=[found.slug]) if may_begin else "",
        "apply_text": _("Enter"),
        "by_invitation": found.kind == CallKind.SEGMENT,
        "apply_note": "" if may_begin else shapes.why_shut(shut) if shut else shapes.why_closed(schedule.timing(at)),
        "feed_url": reverse("call-feed", args=[found.slug]),
        "calendar_url": reverse("call-calendar", args=[found.slug]),
        "accent": found.programme.accent,
        "alternates": alternates,
        "canonical": canonical_of(alternates),
        "structured": structured.call(found, title, shapes.call_url(found)),
    }


@require_safe
def calendar(request: HttpRequest, slug: str, key: str = "") -> HttpResponse:
    """The gates of a call as iCalendar: one of them, those for a `mode` and `track`s, or all."""
    found = get_object_or_404(Call.objects.public().for_page(), slug=slug)
    schedule = Schedule.of(found)
    gates: Sequence[Gate] = schedule.gates
    if key:
        gates = [gate for gate in gates if gate.key == key]
        if not gates:
            raise Http404
    elif {"mode", "track"} & set(request.GET):
        gates = schedule.gates_for(request.GET.get("mode", ""), request.GET.getlist("track"))
    response = HttpResponse(calendar_of(found, gates), content_type="text/calendar; charset=utf-8")
    name = f"{found.pk}-{key}" if key else str(found.pk)
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """What became of a call as Atom: what it says and when, then every amendment, newest first."""
    found = get_object_or_404(Call.objects.public().for_page(), slug=slug)
    version = found.current
    if version is None or version.published_at is None:
        raise Http404
    title, url = text_for(version.title)[0], absolute(shapes.call_url(found))
    atom = Atom1Feed(
        title=title,
        link=url,
        description=text_for(version.summary)[0],
        language=lang_tag(reader_language()),
        feed_url=absolute(reverse("call-feed", args=[found.slug])),
    )
    amendments = list(found.amendments.all())
    for row in amendments:
        words = [text_for(row.note)[0], *map(str, lines(row.changes))]
        atom.add_item(
            title=_("%(call)s: changed on %(day)s") % {"call": title, "day": day(row.at)},
            link=f"{url}#amendments",
            description="\n".join(word for word in words if word),
            pubdate=row.at,
            updateddate=row.at,
            unique_id=f"{absolute('/calls/')}{found.pk}/versions/{row.after_id}",
        )
    atom.add_item(
        title=title,
        link=url,
        description="\n".join([text_for(version.summary)[0], *shapes.gate_lines(Schedule.of(found))]),
        pubdate=found.created_at,
        updateddate=version.published_at,
        unique_id=f"{absolute('/calls/')}{found.pk}",
    )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
