"""Sitemap, robots, feed, and the sizes of pictures."""

from typing import Any

from django.conf import settings
from django.test import Client

from cms.actions import unpublish_film
from cms.present import pictures
from cms.tasks import make_sizes
from portal.clock import now
from tests.factories.cms import make_listed_talent, make_picture

BASE = settings.BASE_URL.rstrip("/")


def test_sitemap_has_translations_and_no_alias(site: dict[str, Any], client: Client) -> None:
    answer = client.get("/sitemap.xml")
    text, film = answer.content.decode(), site["films"][0].slug

    assert answer.status_code == 200 and not answer.cookies
    assert f"<loc>{BASE}/zh-hans/films/{film}/</loc>" in text
    assert f"/en/films/{film}/" not in text
    assert f'hreflang="en" href="{BASE}/en/films/"' in text


def test_robots_are_told_of_the_sitemap(db: None, client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert f"Sitemap: {BASE}/sitemap.xml" in text and "Disallow: /admin/" in text


def test_feed_forgets_what_is_taken_off(site: dict[str, Any], client: Client) -> None:
    before = client.get("/en/feed.xml").content.decode()
    unpublish_film(site["films"][0].film, by=None, at=now())
    after = client.get("/en/feed.xml").content.decode()

    assert "<title>No Lamp 0</title>" in before and "征集启动0" in before
    assert "No Lamp" not in after and "征集启动0" in after


def test_sizes_are_made_by_a_task(db: None, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = make_picture(has_sizes=False)
    assert image.renditions.count() == 0

    for _time in range(2):
        make_sizes.func(image.pk)

    assert set(image.renditions.values_list("filter_spec", flat=True)) == set(pictures.SPECS)


def test_list_of_calls_names_its_translations(site: dict[str, Any], client: Client) -> None:
    text = client.get("/en/calls/").content.decode()

    assert all(f'hreflang="{tag}"' in text for tag in ("zh-Hans", "zh-Hant", "en"))
    assert f'<link rel="canonical" href="{BASE}/en/calls/">' in text


def test_sitemap_has_calls_and_listed_talents_in_their_languages(site: dict[str, Any], client: Client) -> None:
    hidden = make_listed_talent("Nobody", is_listed=False)
    call, talent = site["call"], site["talent"].public_id
    text = client.get("/sitemap.xml").content.decode()

    assert f"/calls/{call.slug}/</loc>" in text
    assert f"<loc>{BASE}/en/talents/{talent}/</loc>" in text
    assert f"/zh-hans/talents/{talent}/" not in text and hidden.public_id not in text


def test_profile_in_one_language_is_not_called_translated(site: dict[str, Any], client: Client) -> None:
    talent = site["talent"].public_id
    text = client.get(f"/zh-hans/talents/{talent}/").content.decode()

    assert 'hreflang="en"' in text and 'hreflang="zh-Hans"' not in text
    assert f'<link rel="canonical" href="{BASE}/en/talents/{talent}/">' in text
    assert '<span lang="en">Animates with ink.</span>' in text


def test_public_pages_announce_the_feed(site: dict[str, Any], client: Client) -> None:
    for address in ("/en/", "/en/catalogue/"):
        text = client.get(address).content.decode()
        assert 'type="application/atom+xml"' in text and 'href="/en/feed.xml"' in text
