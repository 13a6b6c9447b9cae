"""Every public page in every language: it answers, says what language it is in, and leaves nothing behind."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from cms.actions import unpublish_film
from cms.models import FilmPage
from portal.calls.models import Call
from portal.clock import now
from tests.factories.cms import make_listed_talent

LANGUAGES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
PAGES = (
    "", "programmes/", "programmes/{programme}/", "films/", "films/{film}/", "collections/", "collections/rivers-0/",
    "news/", "news/news-0/", "calls/", "calls/{call}/", "talents/{talent}/", "events/{event}/", "catalogue/",
)  # fmt: skip
ALIASED = ("programmes/{programme}/", "films/{film}/", "collections/rivers-0/", "news/news-0/")


def address(site: dict[str, Any], page: str, language: str) -> str:
    return f"/{language}/" + page.format(
        programme=site["programme"].slug, film=site["films"][0].slug, call=site["call"].slug,
        talent=site["talent"].public_id, event=site["event"].slug,
    )  # fmt: skip


def hreflangs(html: str) -> set[str]:
    return set(re.findall(r'<link rel="alternate" hreflang="([^"]+)"', html))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_without_a_trace(site: dict[str, Any], client: Client, language: str) -> None:
    for page in PAGES:
        answer = client.get(address(site, page, language))
        html = answer.content.decode()
        assert answer.status_code == 200, page
        assert f'<html lang="{LANGUAGES[language]}"' in html, page
        assert not answer.cookies, page
        assert "Cookie" not in answer.headers.get("Vary", ""), page
        assert answer.headers["Content-Language"].lower() == language, page


@pytest.mark.parametrize("page", ALIASED)
def test_untranslated_page_says_so_and_is_no_alternate(site: dict[str, Any], client: Client, page: str) -> None:
    html = client.get(address(site, page, "en")).content.decode()
    own = client.get(address(site, page, "zh-hans")).content.decode()

    assert "language-notice" in html and "language-notice" not in own
    assert hreflangs(html) == hreflangs(own) == {"zh-Hans"}
    source = settings.BASE_URL.rstrip("/") + address(site, page, "zh-hans")
    assert f'<link rel="canonical" href="{source}">' in html


def test_title_of_an_untranslated_page_keeps_its_language(site: dict[str, Any], client: Client) -> None:
    html = client.get(address(site, "collections/rivers-0/", "en")).content.decode()

    assert '<h1 class="page-head__title" lang="zh-Hans">江河辑0</h1>' in html


def test_film_is_headed_by_its_title_in_the_readers_language(site: dict[str, Any], client: Client) -> None:
    answers = [client.get(address(site, "films/{film}/", code)).content.decode() for code in LANGUAGES]

    heads = [re.findall(r'<h1 class="film-head__title">([^<]+)</h1>', html) for html in answers]
    assert heads == [["无灯之江0"], ["無燈之江0"], ["No Lamp 0"]]


def test_sections_are_alternates_of_each_other(site: dict[str, Any], client: Client) -> None:
    assert hreflangs(client.get("/en/films/").content.decode()) == set(LANGUAGES.values())


def test_gates_of_a_call_are_a_calendar(site: dict[str, Any], client: Client) -> None:
    answer = client.get(address(site, "calls/{call}/gates.ics", "en"))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.count(b"BEGIN:VEVENT") == 2


def test_talent_who_is_not_listed_is_not_there(site: dict[str, Any], client: Client) -> None:
    hidden = make_listed_talent("Nobody", is_listed=False)

    for language in LANGUAGES:
        assert client.get(f"/{language}/talents/{hidden.public_id}/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_film_that_was_taken_off_is_gone(site: dict[str, Any], client: Client, language: str) -> None:
    film = site["films"][0]
    unpublish_film(film.film, by=None, at=now())

    answer = client.get(address(site, "films/{film}/", language))

    assert answer.status_code == 410
    assert film.title not in answer.content.decode()


def test_film_that_was_never_public_is_not_there(site: dict[str, Any], client: Client) -> None:
    film = site["films"][0]
    FilmPage.objects.filter(film=film.film).update(live=False, first_published_at=None)

    assert client.get(address(site, "films/{film}/", "zh-hans")).status_code == 404


def test_address_that_leads_elsewhere_is_not_gone(site: dict[str, Any], client: Client) -> None:
    here, there = (address(site, page, "zh-hans") for page in ("films/{film}/", "films/"))
    unpublish_film(site["films"][0].film, by=None, at=now())
    Redirect.objects.create(old_path=here.rstrip("/"), redirect_link=there)

    assert client.get(here)["Location"] == there


def test_call_without_a_version_is_not_there(site: dict[str, Any], client: Client) -> None:
    call = Call.objects.create(edition=site["call"].edition, slug="draft")

    assert client.get(f"/en/calls/{call.slug}/").status_code == 404
    assert call.slug not in client.get("/en/calls/").content.decode()


def test_pages_are_for_reading_only(site: dict[str, Any], client: Client) -> None:
    assert {page: client.post(address(site, page, "en")).status_code for page in PAGES} == dict.fromkeys(PAGES, 405)
