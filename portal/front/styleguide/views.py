"""The style guide and the sample pages. Developers see them, and staff where the site is live."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.front.accents import Accent
from portal.front.shapes import Quotation
from portal.front.styleguide import filling, outcomes, pages, pictures, samples
from portal.front.styleguide.forms import SampleForm
from portal.front.styleguide.words import say

View = Callable[..., HttpResponseBase]


def inside_only(view: View) -> View:
    """404 for everybody who is neither staff nor on a developer's machine."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (settings.DEBUG or getattr(request.user, "is_staff", False)):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@inside_only
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component once, with content of real length."""
    context = {
        "accents": Accent.choices,
        "hero": samples.film(2, line=True),
        "film": samples.film(4, line=True),
        "films": [samples.film(number) for number in (0, 2, 3)],
        "talents": samples.talents(),
        "declared": samples.declared(),
        "undeclared": samples.undeclared(),
        "timeline": samples.timeline(),
        "cues": samples.cues(),
        "total_ms": sum(pilot[4] for pilot in samples.PILOTS),
        "credits": samples.credits(),
        "facets": samples.facets(),
        "chips": samples.chips(),
        "hits": samples.hits()[:3],
        "claims": samples.claims(),
        "quotation": Quotation(
            say(
                "三年不蜚，蜚将冲天。",
                "三年不蜚，蜚將沖天。",
                "Three years without flight; then straight up to the sky.",
            ),
            "《凤鸣山海》",
        ),
        "pages": samples.pages(),
        "steps": samples.steps(),
        "missing": samples.missing(),
        "playback": samples.playback(),
        "upload": samples.upload("天问", "天问_终版_v7.mov"),
        "refused": SampleForm({"title": "", "mode": "by post"}),
        "form": SampleForm({"title": "", "mode": "remote", "place": "jz"}),
        "saved_at": samples.NOW,
        "order": [{"id": number, "name": pilot[0], "lang": "zh-Hans"} for number, pilot in enumerate(samples.PILOTS)],
        "winners": outcomes.winners(),
        "finalists": outcomes.finalists(),
        "airings": outcomes.airings(),
        "roster": outcomes.roster(),
        "table": filling.table(),
        "held_files": filling.held_files(),
        "dates": filling.dates(),
        "page_names": sorted(pages.PAGES),
    }
    return render(request, "styleguide/index.html", context)


@require_safe
@inside_only
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One page template with sample data."""
    try:
        template, build = pages.PAGES[name]
    except KeyError:
        raise Http404 from None
    return render(request, template, {"alternates": samples.alternates(name), **build()})


@require_safe
@inside_only
def picture(request: HttpRequest, number: int, width: int, height: int) -> HttpResponse:
    """A drawn still; sizes are bounded, since they come from the address."""
    if not (0 < width <= 2000 and 0 < height <= 2000):
        raise Http404
    return HttpResponse(
        pictures.draw(number, width, height), content_type="image/jpeg", headers={"Cache-Control": "max-age=3600"}
    )
