"""Events and airings on the site: page, calendar file and structured data say the same, and no more than is known."""

import json
import re
from datetime import UTC, date, datetime

import pytest
from django.db.models import F

from cms.models import FilmPage, ProgrammePage
from portal.events.models import Airing, Event
from tests.factories.cms import make_airing, make_film, make_programme


def structured(client, address):
    html = client.get(address).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1])


def calendar(client, airing, language="en"):
    answer = client.get(f"/{language}/airings/{airing.public_id}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    return dict(line.split(":", 1) for line in lines if ":" in line)


def event_address(site, language="en"):
    return f"/{language}/events/{site['event'].slug}/"


def film_address(site):
    return f"/en/films/{site['films'][0].slug}/"


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_airing_without_an_hour_shows_its_day_alone(site, client, language):
    html = client.get(event_address(site, language)).content.decode()

    assert '<time datetime="2096-06-01">' in html
    assert re.search("(The hour has not been announced|具体时刻|具體時刻|钟点|鐘點|时间尚未|時間尚未)", html)


def test_day_alone_is_a_whole_day_and_a_date(site, client):
    airing = site["event"].airings.get(film=None)
    event, broadcast, *_rest = structured(client, event_address(site))
    file = calendar(client, airing)

    assert file["DTSTART;VALUE=DATE"] == "20960601" and file["STATUS"] == "TENTATIVE"
    assert broadcast["@type"] == "BroadcastEvent" and broadcast["startDate"] == "2096-06-01"
    assert broadcast["eventStatus"] == "https://schema.org/EventScheduled" and broadcast["description"]
    assert broadcast["publishedOn"]["@type"] == "BroadcastService"
    assert broadcast["broadcastOfEvent"]["@id"] == event["@id"]


def test_hour_is_written_with_its_offset_everywhere(site, client):
    at = datetime(2096, 6, 1, 12, tzinfo=UTC)
    airing = site["event"].airings.get(film=None)
    Airing.objects.filter(pk=airing.pk).update(at=at, status="confirmed")

    html = client.get(event_address(site)).content.decode()
    broadcast = next(
        row for row in structured(client, event_address(site)) if "T" in row["startDate"] and "publishedOn" in row
    )

    assert "1 June 2096, 20:00" in html and "1 June 2096, 12:00 UTC" in html and "data-moment" in html
    assert broadcast["startDate"] == "2096-06-01T20:00:00+08:00" and "description" not in broadcast
    assert calendar(client, airing)["DTSTART"] == "20960601T120000Z"


def test_calendar_keeps_its_name_and_counts_up(site, client):
    airing = site["event"].airings.get(film=None)
    before = calendar(client, airing, "zh-hans")
    Airing.objects.filter(pk=airing.pk).update(sequence=F("sequence") + 1)
    after = calendar(client, airing)

    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1


def test_event_has_one_name_and_the_others_beside_it(site, client):
    site["event"].aliases = ["Honours Night", "荣誉之夜"]
    site["event"].save()

    event = structured(client, event_address(site))[0]
    html = client.get(event_address(site)).content.decode()

    assert event["name"] == "Gala 1" and event["alternateName"] == ["Honours Night", "荣誉之夜"]
    assert '<span lang="zh">荣誉之夜</span>' in html


def test_film_lists_its_airings(site, client):
    html = client.get(film_address(site)).content.decode()
    movie = structured(client, film_address(site))
    channel = site["films"][0].film.airings.get().channel

    assert "airing-list" in html and event_address(site) in html
    assert [row["publishedOn"]["name"] for row in movie["publication"]] == [channel.name("en")]


def test_event_of_a_programme_that_is_off_the_site_is_not_named(site, client):
    ProgrammePage.objects.update(live=False)
    alone = site["event"].airings.get(film=None)
    both = site["event"].airings.exclude(film=None).first()

    assert client.get(event_address(site)).status_code == 404
    assert client.get(f"/en/airings/{alone.public_id}.ics").status_code == 404
    assert "Gala" not in calendar(client, both)["SUMMARY"]
    assert event_address(site) not in client.get(film_address(site)).content.decode()
    assert "/events/" not in client.get("/sitemap.xml").content.decode()


def test_part_and_whole_of_a_programme_that_is_off_the_site_are_not_named(site, client):
    hidden = make_programme(9).editions.get()
    told = {"edition": hidden, "starts_at": datetime(2096, 6, 1, 12, tzinfo=UTC), "zone": "Asia/Shanghai"}
    whole = Event.objects.create(slug="summit", name={"en": "Summit"}, **told)
    Event.objects.create(slug="salon", name={"en": "Salon"}, parent=site["event"], **told)
    Event.objects.filter(pk=site["event"].pk).update(parent=whole)

    html = client.get(event_address(site)).content.decode()

    assert [name in html for name in ("Salon", "salon", "Summit", "summit")] == [False] * 4


def test_part_and_whole_that_are_on_the_site_are_named(site, client):
    told = {"edition": site["event"].edition, "starts_at": datetime(2096, 6, 1, 12, tzinfo=UTC), "zone": "UTC"}
    whole = Event.objects.create(slug="summit", name={"en": "Summit"}, **told)
    Event.objects.create(slug="salon", name={"en": "Salon"}, parent=site["event"], **told)
    Event.objects.filter(pk=site["event"].pk).update(parent=whole)

    html = client.get(event_address(site)).content.decode()

    assert [f'href="/en/events/{slug}/"' in html for slug in ("salon", "summit")] == [True, True]


def test_film_that_no_page_shows_is_not_named(site, client):
    airing = make_airing(film=make_film(77), day=date(2096, 7, 1))
    FilmPage.objects.update(live=False)

    assert client.get(f"/en/airings/{airing.public_id}.ics").status_code == 404
    assert (
        "/films/" not in re.search(r'airing-list">.*?</ul>', client.get(event_address(site)).content.decode(), re.S)[0]
    )


def test_cancelled_airing_says_so(site, client):
    airing = site["event"].airings.get(film=None)
    Airing.objects.filter(pk=airing.pk).update(status="cancelled")

    html = client.get(event_address(site)).content.decode()
    broadcast = next(row for row in structured(client, event_address(site)) if "publishedOn" in row)

    assert "Not on air as announced" in html
    assert broadcast["eventStatus"] == "https://schema.org/EventCancelled"
    assert calendar(client, airing)["STATUS"] == "CANCELLED"
