"""The tags and filters that every template leans on."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from portal.front.shapes import AIStage, Alternate, Playback, Track
from portal.front.templatetags import front

DEADLINE = datetime(2024, 2, 18, 21, 0, tzinfo=UTC)
STAGES = ("script", "picture", "voice", "music", "edit")


def render(text, **context):
    return Template("{% load front %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [(None, ""), (0, "00:00:00"), (252_999, "00:04:12"), (5_400_000, "01:30:00"), (-5, "00:00:00")],
)
def test_timecode(milliseconds, text):
    assert front.timecode(milliseconds) == text


@pytest.mark.parametrize(
    ("title", "lang", "html"),
    [
        ("天问", "zh-Hans", '<cite lang="zh-Hans">《天问》</cite>'),
        ("Ancestra", "en", '<cite lang="en">Ancestra</cite>'),
        ("<b>", "en", '<cite lang="en">&lt;b&gt;</cite>'),
    ],
)
def test_title_marks_follow_the_language_of_the_title(title, lang, html):
    assert front.title_marks(title, lang) == html


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh-hans", "2024年2月18日 16:00 EST (UTC−5)"), ("en", "18 February 2024, 16:00 EST (UTC−5)")],
)
def test_local_time_names_its_zone(language, text):
    with override(language):
        assert front.local_time(DEADLINE, "America/New_York") == text


def test_moment_shows_the_zone_of_the_call_and_utc():
    with override("en"):
        html = render("{% moment at 'Asia/Shanghai' %}", at=DEADLINE)

    assert 'datetime="2024-02-18T21:00:00+00:00"' in html
    assert "19 February 2024, 05:00" in html
    assert "18 February 2024, 21:00 UTC" in html
    assert 'data-offset="480"' in html


def test_language_links_prefer_the_alternates_of_the_page():
    request = RequestFactory().get("/en/somewhere/")
    request.resolver_match = None
    context = Context({"request": request, "alternates": [Alternate("zh-hans", "/zh-hans/films/a/")]})

    with override("en"):
        links = {link["code"]: link["url"] for link in front.language_links(context)}

    assert links == {"zh-hans": "/zh-hans/films/a/", "zh-hant": "/zh-hant/", "en": "/en/"}


@pytest.mark.parametrize(
    ("states", "text"),
    [
        (["undeclared"] * 5, "Not declared"),
        (["none"] * 5, "No AI used"),
        (["used", "none", "none", "used", "undeclared"], "AI used in 2 of 5 stages"),
    ],
)
def test_ai_summary_says_it_in_one_sentence(states, text):
    with override("en"):
        assert front.ai_summary([AIStage(*pair) for pair in zip(STAGES, states, strict=True)]) == text


def test_player_works_without_javascript():
    playback = Playback(
        title="天问",
        sources=[("/media/a.mp4", "video/mp4"), ("/media/a.m3u8", "application/vnd.apple.mpegurl")],
        poster="/media/a.jpg",
        tracks=[Track("/media/a.vtt", "captions", "zh-Hans", "简体中文", is_default=True)],
    )

    html = render("{% player playback %}", playback=playback)

    assert "<video" in html and " controls" in html and 'poster="/media/a.jpg"' in html
    assert '<track src="/media/a.vtt" kind="captions" srclang="zh-Hans" label="简体中文" default>' in html
    assert html.count("data-hls>") == 1
    assert "style=" not in html
