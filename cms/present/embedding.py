"""A film as another site shows it: the address of its frame, and what oEmbed (https://oembed.com) tells of it."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html

from cms.models import FilmPage
from cms.present import film as shapes
from cms.present.page import absolute
from cms.present.pictures import still
from cms.roots import address_of
from portal.front.templatetags.front import site_name

WIDTH = 960  # pixels, where nobody asks for less
CACHE_S = 3600


def embed_url(page: FilmPage) -> str:
    """The address of the film alone, to be put in a frame; "" where it does not play here."""
    return absolute(reverse("film-embed", args=[page.slug])) if page.frozen.get("video") else ""


def oembed_url(page: FilmPage) -> str:
    """Where the film page says that it can be asked."""
    return absolute(f"{reverse('oembed')}?{urlencode({'url': absolute(address_of(page))})}")


def description(page: FilmPage, widest: int, tallest: int) -> dict[str, Any]:
    """The answer of the endpoint: a video that fits the room in pixels; a link where it does not play here."""
    title = shapes.title_of(page).text
    found = {
        "version": "1.0",
        "type": "link",
        "title": title,
        "author_name": shapes.slate(page.frozen).maker,
        "provider_name": site_name(),
        "provider_url": absolute("/"),
        "cache_age": CACHE_S,
        **_thumbnail(page, widest, tallest),
        **_video(page, title, widest, tallest),
    }
    return {key: value for key, value in found.items() if value}


def _video(page: FilmPage, title: str, widest: int, tallest: int) -> dict[str, Any]:
    video = page.frozen.get("video")
    if not video:
        return {}
    width, height = fit(video["width"] or 1920, video["height"] or 804, widest, tallest)
    frame = '<iframe src="{}" width="{}" height="{}" title="{}" allow="fullscreen" allowfullscreen></iframe>'
    html = format_html(frame, embed_url(page), width, height, title)
    return {"type": "video", "width": width, "height": height, "html": html}


def fit(width: int, height: int, widest: int, tallest: int) -> tuple[int, int]:
    """The largest size of the same shape inside the room, never above the picture's own."""
    scale = min(1.0, widest / width, tallest / height)
    return max(1, int(width * scale)), max(1, int(height * scale))


def _thumbnail(page: FilmPage, widest: int, tallest: int) -> dict[str, Any]:
    """The largest size of the poster that fits; nobody may be given a larger one."""
    if page.hero is None or still(page.hero) is None:
        return {}
    fitting = [made for made in page.hero.made if made.width <= widest and made.height <= tallest]
    if not fitting:
        return {}
    made = fitting[-1]
    return {"thumbnail_url": absolute(made.url), "thumbnail_width": made.width, "thumbnail_height": made.height}
