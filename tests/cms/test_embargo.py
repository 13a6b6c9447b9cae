"""Before its release a decision changes nothing that anybody can read, and a film nobody published is nowhere."""

import json
import re
from datetime import timedelta
from typing import Any

import time_machine
from django.conf import settings
from django.test import Client

from cms.actions import prepare_film
from cms.models import CollectionFilm, CollectionPage, FilmIndexPage, FilmPage, HomePage
from cms.tasks import keep_page_times
from portal.clock import now
from portal.entries.models import Entry
from portal.jury.actions import plan_release, publish_release, record_decision
from portal.jury.models import Outcome
from tests.factories.cms import block, make_airing, make_film, make_picture
from tests.factories.desk import make_entry

LANGUAGES = ("zh-hans", "zh-hant", "en")
PAGES = (
    "", "programmes/", "programmes/{programme}/", "films/", "films/{film}/", "films/{film}/embed/", "collections/",
    "collections/rivers-0/", "news/", "news/news-0/", "calls/", "calls/{call}/", "calls/{call}/gates.ics",
    "calls/{call}/feed.xml", "talents/{talent}/", "catalogue/", "catalogue/?q=Unseen", "catalogue/suggest/?q=Unseen",
    "catalogue/?q=No+Lamp", "feed.xml", "cohorts/{edition}/",
)  # fmt: skip
# What differs from one answer to the next whatever happens: instants to the second, and what is random in a page.
FLEETING = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+[\d:+Z-]*|\d{8}T\d{6}Z|nonce=\"[^\"]+\"")


def everything_public(site: dict[str, Any]) -> dict[str, bytes]:
    """Each public address with its status, headers and body, as a visitor without a cookie gets them."""
    names = {
        "programme": site["programme"].slug, "film": site["films"][0].slug, "call": site["call"].slug,
        "talent": site["talent"].public_id, "edition": site["call"].edition.slug,
    }  # fmt: skip
    shown = f"{settings.BASE_URL.rstrip('/')}/zh-hans/films/{names['film']}/"
    addresses = [f"/{language}/{page.format(**names)}" for language in LANGUAGES for page in PAGES]
    return {address: read(address) for address in [*addresses, "/sitemap.xml", "/robots.txt", f"/oembed?url={shown}"]}


def read(address: str) -> bytes:
    answer = Client().get(address)
    headers = sorted(f"{name}: {value}" for name, value in answer.headers.items() if name.startswith("Content-L"))
    return FLEETING.sub(b"", f"{answer.status_code} {headers}\n".encode() + answer.content)


def test_decision_under_embargo_changes_nothing_anybody_can_read(site: dict[str, Any]) -> None:
    call, editor = site["call"], site["editor"]
    entry = make_entry(call)
    Entry.objects.filter(pk=entry.pk).update(film=site["films"][0].film)
    entry.refresh_from_db()
    before = everything_public(site)

    award = call.current.awards.get()
    decision = record_decision(entry, Outcome.WINNER, award=award, by=editor, at=now())
    later = now() + timedelta(days=1)
    release = plan_release(call, name="Tomorrow", decisions=[decision], planned_for=later, by=editor, at=now())
    under_embargo = everything_public(site)
    publish_release(release, by=editor, at=now())
    released = everything_public(site)

    assert [address for address in before if before[address] != under_embargo[address]] == []
    film = f"films/{site['films'][0].slug}/"
    assert {f"/{language}/{film}" for language in LANGUAGES} <= {a for a in before if before[a] != released[a]}


def test_prepared_film_changes_nothing_anybody_can_read_until_its_time(site: dict[str, Any]) -> None:
    """Also where editors have put it already: into a collection, into a row of the home page."""
    film = make_film(99)
    film.titles.update(text="Unseen Lamp")
    make_airing(film=film)
    prepared = {"by": site["editor"], "at": now(), "programme": site["programme"]}
    with time_machine.travel(now(), tick=False) as clock:
        before = everything_public(site)
        page = prepare_film(film, **prepared)
        page.title, page.hero = "Unseen Lamp", make_picture("Unseen Lamp")
        page.go_live_at = now() + timedelta(minutes=1)
        page.save_revision().publish()
        put_everywhere(site, page)
        under_embargo = everything_public(site) | {f"ours {n}": read(address) for n, address in enumerate(own(page))}
        clock.shift(timedelta(seconds=59))
        keep_page_times()
        a_second_before = everything_public(site)
        clock.shift(timedelta(seconds=2))
        keep_page_times()
        after = everything_public(site)
        pages = [Client().get(f"/{language}/films/{page.slug}/").status_code for language in LANGUAGES]

    hidden = {address: read for address, read in under_embargo.items() if "q=Unseen" not in address}
    assert [address for address, answer in hidden.items() if b"Unseen" in answer and "ours" not in address] == []
    assert not [n for n, answer in hidden.items() if n.startswith("ours") and not answer.startswith(b"404")]
    assert [address for address in before if before[address] != under_embargo[address]] == []
    assert [address for address in before if before[address] != a_second_before[address]] == []
    assert pages == [200] * 3
    shown = {a for a in after if b"Unseen" in after[a]}
    assert shown >= {f"/{language}/{page}" for language in LANGUAGES for page in ("", "films/", "feed.xml")}
    assert shown >= {f"/{language}/collections/rivers-0/" for language in LANGUAGES}


def put_everywhere(site: dict[str, Any], page: FilmPage) -> None:
    """In a running order, and in a row of the home page."""
    CollectionFilm.objects.bulk_create(
        CollectionFilm(page=collection, film=page, sort_order=99)
        for collection in CollectionPage.objects.filter(slug="rivers-0")
    )
    for home in HomePage.objects.all():
        rows = list(home.rows.raw_data)
        for row in rows:
            if row["type"] == "films":
                row["value"]["films"].append(block("item", page.pk))
        home.rows = json.dumps(rows)
        home.save()


def own(page: FilmPage) -> list[str]:
    """The film's own addresses, and those that take its address."""
    shown = f"{settings.BASE_URL.rstrip('/')}/zh-hans/films/{page.slug}/"
    pages = [f"/{language}/films/{page.slug}/{part}" for language in LANGUAGES for part in ("", "embed/")]
    return [*pages, f"/oembed?url={shown}"]


def test_film_nobody_has_published_is_nowhere(site: dict[str, Any]) -> None:
    before = everything_public(site)
    film = make_film(99)
    film.titles.update(text="Unseen Lamp")
    for index in FilmIndexPage.objects.all():
        index.add_child(
            instance=FilmPage(title="Unseen Lamp", slug="unseen", film=film, live=False, locale=index.locale)
        )

    after = everything_public(site)

    assert [address for address in before if before[address] != after[address]] == []
    assert [Client().get(f"/{language}/films/unseen/").status_code for language in LANGUAGES] == [404, 404, 404]
    assert not [address for address, answer in after.items() if b"Unseen" in answer and "q=Unseen" not in address]
