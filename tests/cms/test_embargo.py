"""Before its release a decision changes nothing that anybody can read, and a film nobody published is nowhere."""

import re
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client

from cms.models import FilmIndexPage, FilmPage
from portal.clock import now
from portal.entries.models import Entry
from portal.jury.actions import plan_release, publish_release, record_decision
from portal.jury.models import Outcome
from tests.factories.cms import make_film
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
