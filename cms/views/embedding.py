"""Films inside other people's pages: oEmbed and the frame it names."""

from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from cms.models import FilmPage
from cms.present import film as shapes
from cms.present.embedding import CACHE_S, WIDTH, description
from cms.present.page import absolute
from cms.present.pictures import still
from cms.roots import address_of
from portal.front.words import reader_language

TALLEST = 10_000


def _films() -> Any:
    return FilmPage.objects.live().public().select_related("hero", "locale").defer_streamfields()


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The player and nothing else. 410 for a film that was taken off; 404 for what never was shown or does not play."""
    here = {"slug": slug, "locale__language_code": reader_language()}
    page = _films().filter(**here).first()
    if page is None:
        get_object_or_404(FilmPage.objects.public(), **here, live=False, first_published_at__isnull=False)
        return render(request, "site/embed.html", status=410)
    title, poster = shapes.title_of(page), still(page.hero)
    playback = shapes.playback(page, title.text, poster.src if poster else "")
    if playback is None:
        raise Http404
    context = {"title": title.text, "playback": playback, "canonical": absolute(address_of(page))}
    return render(request, "site/embed.html", context)


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """What another site needs to show a film of ours. JSON alone; 404 for any address that is no film shown now."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("This endpoint speaks JSON.", status=501, content_type="text/plain")
    try:
        widest, tallest = _limit(request, "maxwidth", WIDTH), _limit(request, "maxheight", TALLEST)
    except ValueError:
        return HttpResponse("maxwidth and maxheight are numbers of pixels.", status=400, content_type="text/plain")
    page = _film_at(request.GET.get("url", ""))
    with override(page.locale.language_code):
        answer = JsonResponse(description(page, widest, tallest))
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = f"public, max-age={CACHE_S}"
    return answer


def _limit(request: HttpRequest, name: str, usual: int) -> int:
    """How many pixels there are. Raises ValueError for what is no number of them."""
    text = request.GET.get(name, "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 6 and int(text)):
        raise ValueError(name)
    return int(text or usual)


def _film_at(address: str) -> FilmPage:
    """The film page at an address of this site. Raises Http404."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise Http404 from error
    steps = parts.path.strip("/").split("/")
    is_ours = parts.scheme in ("http", "https") and parts.netloc == urlsplit(settings.BASE_URL).netloc
    if not is_ours or len(steps) != 3 or steps[1] != "films" or "\x00" in address:
        raise Http404
    page: FilmPage = get_object_or_404(_films(), slug=steps[2], locale__language_code=steps[0])
    return page
