"""Pictures and films of another origin, a real S3 server, in a real browser under the policy that our pages carry."""

import json
import time

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path, reverse
from playwright.sync_api import Page, sync_playwright

from portal.clock import now
from portal.front.shapes import Playback, Still, Track
from portal.media.actions import publish_original
from portal.media.captioning import attach_caption
from portal.media.models import Original, RenditionKind
from portal.media.storages import signed_url
from portal.running.buckets import make_buckets
from portal.urls import urlpatterns as ours
from tests.factories.media import make_film, make_read_original

pytestmark = [pytest.mark.journey, pytest.mark.s3, pytest.mark.django_db(transaction=True)]
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\n\xe6\xb1\x9f\xe6\xb1\x89\n"
PAGE = """{% extends "base.html" %}{% load front static %}{% block main %}
{% include "components/still.html" with still=still only %}
{% player film %}{% endblock %}
{% block scripts %}<script src="{% static "js/player.js" %}" type="module"></script>{% endblock %}"""


def playback(original: Original, *, is_public: bool) -> Playback:
    """As pages show it: public copies by their own address, private ones through ours, which leads to a signed one."""
    copies = {row.kind: row for row in original.renditions.all()}
    caption = original.captions.get()
    shown = dict.fromkeys([*copies, "captions"], "")
    for kind in shown:
        row = copies.get(kind, caption)
        shown[kind] = row.url if is_public else reverse("private", args=[original.pk, kind])
    return Playback(
        title="江汉",
        sources=[(shown[RenditionKind.PREVIEW], "video/mp4")],
        poster=shown[RenditionKind.POSTER],
        tracks=[Track(shown["captions"], "captions", "zh-hans", "简体", is_default=True)],
    )


def shown(request: HttpRequest, pk: int, who: str) -> HttpResponse:
    film = playback(Original.objects.get(pk=pk), is_public=who == "public")
    return HttpResponse(
        engines["django"].from_string(PAGE).render({"film": film, "still": Still(film.poster, "", 64, 48)}, request)
    )


def private(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    original = Original.objects.get(pk=pk)
    row = original.captions.get() if kind == "captions" else original.renditions.get(kind=kind)
    content_type = getattr(row, "content_type", "text/vtt; charset=utf-8")
    return HttpResponseRedirect(signed_url(row.key, content_type=content_type, disposition="inline"))


def until(page: Page, expression: str) -> None:
    """Playwright's own waiting evaluates text inside the page, which the policy forbids."""
    ends_at = time.monotonic() + 15
    while not page.evaluate(expression):
        assert time.monotonic() < ends_at, expression
        page.wait_for_timeout(50)


urlpatterns = [
    path("trial/<int:pk>/<str:who>/", shown),
    path("private/<int:pk>/<str:kind>/", private, name="private"),
    *ours,
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("who", ["public", "private"])
def test_browser_shows_pictures_films_and_captions_from_the_store(live_server, monkeypatch, who):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver runs a loop in this thread
    monkeypatch.setattr(settings, "BASE_URL", live_server.url)
    make_buckets()  # private files may be read by pages of this address alone
    original = make_read_original(make_film(2.0))
    attach_caption(original, CAPTIONS, language="zh-hans", kind="captions", label="简体", by=None, at=now())
    if who == "public":
        publish_original(original, by=None, at=now())
    complaints = []

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        answer = page.goto(f"{live_server.url}/trial/{original.pk}/{who}/")
        until(page, "document.querySelector('main img').naturalWidth > 0")
        page.evaluate("document.querySelector('video').muted = true; document.querySelector('video').play()")
        until(page, "document.querySelector('video').currentTime > 0.2")
        until(page, "document.querySelector('video').textTracks[0].cues?.length === 1")
        sources = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
        browser.close()

    assert complaints == []
    assert settings.S3_ENDPOINT_URL in answer.headers["content-security-policy"]
    if who == "public":
        assert any(source.startswith(settings.S3_PUBLIC_URL) for source in sources), json.dumps(sources)
