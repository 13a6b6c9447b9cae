"""Tags and filters of every template. None of them touches a person or a session: a public page stays cacheable."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from portal import clock
from portal.front.data_block import json_ld
from portal.front.shapes import Playback
from portal.text import in_a_row
from portal.zones import find_zone, name_or_utc, zone_or_utc, zone_words

register = template.Library()
register.simple_tag(json_ld)
register.filter(in_a_row)

LANG_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
HTML_DATES = {"zh": ("Y年n月j日", "Y年n月j日 H:i"), "en": ("j F Y", "j F Y, H:i")}


@register.filter
def lang_tag(code: str | None) -> str:
    """Django's language code as `lang` wants it: zh-hans → zh-Hans."""
    code = code or settings.LANGUAGE_CODE
    return LANG_TAGS.get(code.lower(), code)


@register.filter
def timecode(milliseconds: int | None) -> str:
    """A duration as the cutting room writes it: 252000 → 00:04:12. Nothing for None."""
    if milliseconds is None:
        return ""
    seconds = max(0, int(milliseconds)) // 1000
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


@register.filter
def iso_duration(milliseconds: int | None) -> str:
    """The same for machines: 252000 → PT252S."""
    return "" if milliseconds is None else f"PT{max(0, int(milliseconds)) // 1000}S"


@register.filter
def title_marks(title: str, lang: str = "") -> SafeString:
    """A title inside a sentence: 《天问》 in Chinese, italics in other languages. `lang` is the title's own."""
    tag = lang_tag(lang or get_language())
    attribute = format_html(' lang="{}"', tag) if lang else SafeString("")
    if tag.startswith("zh"):
        return format_html("<cite{}>《{}》</cite>", attribute, title)
    return format_html("<cite{}>{}</cite>", attribute, title)


@register.filter
def day(at: date | None, zone: str = "UTC") -> str:
    """The date of an instant in `zone`, or a plain date, in the reader's language."""
    there = at.astimezone(zone_or_utc(zone)) if isinstance(at, datetime) else at
    return "" if there is None else date_format(there, _formats()[0])


@register.filter
def local_time(at: datetime | None, zone: str = "UTC") -> str:
    """Date, time and the zone's short name in the reader's language: 2024年2月18日 16:00 EST."""
    if at is None:
        return ""
    there = at.astimezone(zone_or_utc(zone))
    return f"{date_format(there, _formats()[1])} {_zone_name(there, zone)}"


@register.simple_tag
def moment(at: datetime, zone: str = "UTC") -> SafeString:
    """An instant in the call's zone and in UTC; gates.js adds the viewer's own below."""
    there = at.astimezone(zone_or_utc(zone))
    is_utc = name_or_utc(zone) == "UTC"
    second = "" if is_utc else format_html('<span class="moment__utc">{}</span>', local_time(at, "UTC"))
    return format_html(
        '<time class="moment" datetime="{}" data-moment data-offset="{}" data-here="{}"><span class="moment__there">{} '
        '<span class="moment__zone">{}</span></span>{}</time>',
        at.isoformat(),
        int((there.utcoffset() or timedelta()).total_seconds() // 60),
        gettext("Your time"),
        date_format(there, _formats()[1]),
        _zone_name(there, zone),
        second,
    )


@register.simple_tag
def server_now() -> str:
    """The server's clock for the modules that count down: never the visitor's."""
    return clock.now().isoformat()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A symbol from the sprite; silent for screen readers unless it has a label."""
    words = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"/></svg>', words, static("vendor/icons.svg"), name)


@register.simple_tag
def site_name() -> str:
    """What the installation calls itself."""
    return str(settings.SITE_NAME)


@register.simple_tag
def first_url(*names: str) -> str:
    """The address of the first of these routes that exists, or nothing."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


@register.simple_tag(takes_context=True)
def section_url(context: template.Context, slug: str) -> dict[str, Any]:
    """The address of a section of the site in this language, and whether the page lies in it."""
    url = f"/{get_language() or settings.LANGUAGE_CODE}/{slug}/"
    request: HttpRequest | None = context.get("request")
    return {"url": url, "is_here": bool(request and request.path.startswith(url))}


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[dict[str, Any]]:
    """The switch: every language, its name, its address. `alternates` in the context wins over the current page."""
    here = get_language() or settings.LANGUAGE_CODE
    given = {_get(alternate, "code"): _get(alternate, "url") for alternate in context.get("alternates") or ()}
    request: HttpRequest | None = context.get("request")
    links = []
    for code, name in settings.LANGUAGES:
        url = given.get(code) or _same_page(request, code)
        short = {"zh-hans": "简", "zh-hant": "繁", "en": "EN"}.get(code, name)
        links.append(
            {"code": code, "lang": lang_tag(code), "name": name, "short": short, "url": url, "is_here": code == here}
        )
    return links


def _same_page(request: HttpRequest | None, code: str) -> str:
    """The request's own address in another language. A CMS page may not exist there: its language's home instead."""
    home = f"/{code}/"
    if request is None or request.resolver_match is None or request.resolver_match.url_name == "wagtail_serve":
        return home
    translated = translate_url(request.get_full_path(), code)
    return translated if translated.startswith(home) else home


@register.inclusion_tag("components/player.html", takes_context=True)
def player(context: template.Context, playback: Playback | Mapping[str, Any]) -> dict[str, Any]:
    """The one way a film is shown: plain <video controls>, and media-chrome's controls once player.js has run."""
    sources: Sequence[tuple[str, str]] = _get(playback, "sources") or ()
    return {
        "playback": playback,
        "sources": [{"url": url, "type": kind, "is_hls": "mpegurl" in kind.lower()} for url, kind in sources],
    }


@register.filter
def ai_summary(stages: Sequence[Any]) -> str:
    """One sentence for the strip: how many of the five stages used AI, or that nobody declared it."""
    states = [_get(stage, "state") for stage in stages]
    if not states or all(state == "undeclared" for state in states):
        return gettext("Not declared")
    used = sum(state == "used" for state in states)
    if not used:
        return gettext("No AI used")
    return gettext("AI used in %(used)d of %(all)d stages") % {"used": used, "all": len(states)}


@register.filter
def any_words(stages: Sequence[Any]) -> bool:
    """Whether the maker said anything about any stage."""
    return any(_get(stage, "words") for stage in stages)


@register.filter
def widget_kind(field: BoundField) -> str:
    """`tick` for a single checkbox, which stands before its label."""
    return "tick" if isinstance(field.field.widget, CheckboxInput) else ""


def _formats() -> tuple[str, str]:
    return HTML_DATES["zh" if (get_language() or "").startswith("zh") else "en"]


def _zone_name(there: datetime, zone: str) -> str:
    """EST, CST … and an offset where the abbreviation is a bare number or stands for several zones."""
    if not find_zone(zone):
        return zone_words(zone)
    name = there.tzname() or "UTC"
    if name in {"UTC", "GMT"}:
        return name
    offset = there.strftime("%z")
    hours = f"UTC{offset[:1].replace('-', '−')}{int(offset[1:3])}" + (f":{offset[3:]}" if offset[3:] != "00" else "")
    return hours if name[:1] in "+-" else f"{name} ({hours})"


def _get(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)
