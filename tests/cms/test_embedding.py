"""oEmbed and the frame of a film."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cms.actions import unpublish_film
from cms.models import FilmPage
from cms.present.embedding import fit
from portal.clock import now

BASE = settings.BASE_URL.rstrip("/")
VIDEO = {"url": "/files/x/preview", "type": "video/mp4", "width": 1280, "height": 536}


@pytest.fixture
def film(site: dict[str, Any]) -> Any:
    page = site["films"][0]
    page.frozen = page.frozen | {
        "video": VIDEO,
        "titles": [{"text": '江 "><script>', "language": "zh-Hans", "kind": "original"}],
    }
    page.save()
    return page


def ask(client: Client, **query: str) -> Any:
    return client.get("/oembed", query)


def test_oembed_describes_a_film_and_escapes_its_title(film: Any, client: Client) -> None:
    answer = ask(client, url=f"{BASE}/zh-hans/films/{film.slug}/", maxwidth="640", maxheight="200")
    found = answer.json()

    assert answer.status_code == 200 and not answer.cookies and answer["Access-Control-Allow-Origin"] == "*"
    assert (found["type"], found["width"], found["height"]) == ("video", 477, 200)
    assert f'src="{BASE}/zh-hans/films/{film.slug}/embed/"' in found["html"] and "<script>" not in found["html"]
    assert found["title"] == '江 "><script>'
    assert found["thumbnail_width"] <= 640 and found["thumbnail_height"] <= 200


def test_film_page_says_where_to_ask(film: Any, client: Client) -> None:
    text = client.get(f"/zh-hans/films/{film.slug}/").content.decode()

    assert 'type="application/json+oembed"' in text and f'href="{BASE}/oembed?url=' in text


def test_oembed_of_a_film_that_does_not_play_is_a_link(site: dict[str, Any], client: Client) -> None:
    film = site["films"][0]
    found = ask(client, url=f"{BASE}/zh-hans/films/{film.slug}/").json()

    assert found["type"] == "link" and "html" not in found
    assert client.get(f"/zh-hans/films/{film.slug}/embed/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["", "https://[", f"{BASE}/zh-hans/", f"{BASE}/zh-hans/films/none/", "https://elsewhere.example/zh-hans/films/a/",
     f"{BASE}/zh-hans/films/\x00/", f"javascript:{BASE}"],
)  # fmt: skip
def test_oembed_knows_only_films_of_ours(site: dict[str, Any], client: Client, address: str) -> None:
    assert ask(client, url=address).status_code == 404


def test_oembed_refuses_what_it_does_not_speak(film: Any, client: Client) -> None:
    address = f"{BASE}/zh-hans/films/{film.slug}/"

    assert ask(client, url=address, format="xml").status_code == 501
    for size in ("0", "-1", "a", "١٢", "999999"):
        assert ask(client, url=address, maxwidth=size).status_code == 400


def test_film_taken_off_is_in_no_frame(film: Any, client: Client) -> None:
    frame, address = f"/zh-hans/films/{film.slug}/embed/", f"{BASE}/zh-hans/films/{film.slug}/"
    before = client.get(frame)
    unpublish_film(film.film, by=None, at=now())
    after = client.get(frame)

    assert before.status_code == 200 and not before.cookies and "X-Frame-Options" not in before
    assert "frame-ancestors *" in before["Content-Security-Policy"]
    assert after.status_code == 410 and "这卷片子已经下架" in after.content.decode() and "X-Frame-Options" not in after
    assert ask(client, url=address).status_code == 404


def test_frame_of_a_film_never_shown_says_nothing_of_it(film: Any, client: Client) -> None:
    FilmPage.objects.filter(pk=film.pk).update(live=False, first_published_at=None)

    assert client.get(f"/zh-hans/films/{film.slug}/embed/").status_code == 404


def test_fit_keeps_the_shape_and_never_enlarges() -> None:
    assert fit(1280, 536, 640, 10_000) == (640, 268)
    assert fit(320, 134, 960, 10_000) == (320, 134)
    assert fit(1280, 536, 1, 1) == (1, 1)
