"""The public roster: nobody before the release, nobody who has not agreed, everybody gone as soon as they say no."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.actions import publish_film
from cms.models import FilmPage
from cms.views.talents import cohorts
from portal.calls.models import Edition
from portal.clock import now
from portal.cohorts.models import Answer
from portal.entries.models import Entry
from portal.entries.workflow import Status
from portal.talent.models import Talent
from tests.factories.cms import make_authority, make_film, make_listed_talent, make_picture
from tests.factories.cohorts import agree, choose, hand_in_talent, plan_cohort, release
from tests.factories.desk import make_call
from tests.factories.many import more_members

LANGUAGES = ("zh-hans", "zh-hant", "en")
NAME = "Wei Yiming"


def people_call(site: dict[str, Any]) -> Any:
    return make_call("people", kind="talent", programme=site["programme"].slug)


@pytest.fixture
def talent(site: dict[str, Any]) -> Talent:
    """Somebody who is not listed."""
    return make_listed_talent(NAME, is_listed=False)


@pytest.fixture
def edition(site: dict[str, Any], talent: Talent) -> Edition:
    """The cohort of one who has not answered."""
    return choose(talent, call=people_call(site)).call.edition


def address(edition: Edition, language: str = "en") -> str:
    return f"/{language}/cohorts/{edition.slug}/"


def read(edition: Edition) -> str:
    answer = Client().get(address(edition))
    assert answer.status_code == 200 and not answer.cookies
    return answer.content.decode()


def everywhere(site: dict[str, Any], talent: Talent, edition: Edition) -> list[str]:
    """The public addresses where the person's name stands."""
    own = [
        "", "feed.xml", "catalogue/?q=Wei", "catalogue/suggest/?q=Wei",
        f"cohorts/{edition.slug}/", f"programmes/{site['programme'].slug}/", f"talents/{talent.public_id}/",
        "calls/", "calls/people/",
    ]  # fmt: skip
    pages = [*(f"/{language}/{page}" for language in LANGUAGES for page in own), "/sitemap.xml"]
    answers = {page: Client().get(page) for page in pages}
    shown = re.compile(rf"(?<!value=\"){NAME}(?!\")|{talent.public_id}")
    return [page for page, one in answers.items() if one.status_code == 200 and shown.search(one.content.decode())]


def test_page_is_there_from_the_release_on(site: dict[str, Any], talent: Talent) -> None:
    entry = hand_in_talent(talent, people_call(site))
    edition, programme = entry.call.edition, f"/en/programmes/{site['programme'].slug}/"
    planned = plan_cohort(entry)
    before = [Client().get(address(edition, language)).status_code for language in LANGUAGES]
    told = [address(edition) in Client().get(page).content.decode() for page in (programme, "/en/calls/people/")]
    mapped = edition.slug in Client().get("/sitemap.xml").content.decode()
    release(planned)

    assert (before, told, mapped) == ([404, 404, 404], [False, False], False)
    assert [Client().get(address(edition, language)).status_code for language in LANGUAGES] == [200, 200, 200]
    assert all(address(edition) in Client().get(page).content.decode() for page in (programme, "/en/calls/people/"))
    assert address(edition) in Client().get("/sitemap.xml").content.decode()


def test_name_stands_nowhere_without_a_yes_and_after_a_no(
    site: dict[str, Any], talent: Talent, edition: Edition
) -> None:
    before = everywhere(site, talent, edition)
    agree(talent, edition)
    agreed = everywhere(site, talent, edition)
    agree(talent, edition, Answer.NO)

    assert before == [] and agreed == [address(edition, language) for language in LANGUAGES]
    assert everywhere(site, talent, edition) == []


@pytest.mark.parametrize("answers", [(), ("yes",), ("yes", "yes", "no")])
def test_page_counts_all_and_names_who_agreed(site: dict[str, Any], answers: tuple[str, ...]) -> None:
    people = [make_listed_talent(f"Person {n}", is_listed=False) for n in range(4)]
    edition = choose(*people, call=people_call(site)).call.edition
    for person, answer in zip(people, answers, strict=False):
        agree(person, edition, answer)
    text = read(edition)

    named = answers.count("yes")
    assert "4 people were chosen" in text and sum(f"Person {n}" in text for n in range(4)) == named
    assert (f"{named} are named here" in text) == (named > 1)


def test_profile_is_linked_only_if_it_is_listed_too(site: dict[str, Any], talent: Talent, edition: Edition) -> None:
    agree(talent, edition)
    unlisted = read(edition)
    talent.consents.create(given_at=now())
    listed = read(edition)

    profile = f"/en/talents/{talent.public_id}/"
    assert profile not in unlisted and listed.count(profile) == 2  # the link, and the structured data


def test_profile_names_the_cohort_by_the_consent_to_the_roster(
    site: dict[str, Any], talent: Talent, edition: Edition
) -> None:
    talent.consents.create(given_at=now())
    page = f"/en/talents/{talent.public_id}/"
    listed_only = cohorts(talent), address(edition) in Client().get(page).content.decode()
    agree(talent, edition)
    agreed = len(cohorts(talent)), address(edition) in Client().get(page).content.decode()
    agree(talent, edition, Answer.NO)

    assert listed_only == ([], False) and agreed == (1, True)
    assert cohorts(talent) == [] and address(edition) not in Client().get(page).content.decode()


def test_disqualified_leaves_the_page_and_the_last_one_takes_it_along(
    site: dict[str, Any], talent: Talent, edition: Edition
) -> None:
    agree(talent, edition)
    Entry.objects.filter(talent=talent).update(status=Status.DISQUALIFIED)

    assert Client().get(address(edition)).status_code == 404


def test_films_since_then_are_named_and_older_ones_not(site: dict[str, Any], talent: Talent) -> None:
    publish_film(make_film(70, talent=talent), by=site["editor"], at=now(), programme=None, hero=make_picture())
    edition = choose(talent, call=people_call(site)).call.edition
    publish_film(make_film(71, talent=talent), by=site["editor"], at=now(), programme=None, hero=make_picture())
    agree(talent, edition)
    text = read(edition)

    assert "No Lamp 71" in text and "No Lamp 70" not in text


@pytest.mark.parametrize("first", LANGUAGES)
def test_film_is_shown_since_the_same_day_in_every_language(site: dict[str, Any], talent: Talent, first: str) -> None:
    publish_film(make_film(70, talent=talent), by=site["editor"], at=now(), programme=None, hero=make_picture())
    edition = choose(talent, call=people_call(site)).call.edition
    agree(talent, edition)
    FilmPage.objects.exclude(locale__language_code=first).update(first_published_at=now())
    titles = dict(zip(LANGUAGES, ("无灯之江70", "無燈之江70", "No Lamp 70"), strict=True))
    pages = {language: Client().get(address(edition, language)).content.decode() for language in LANGUAGES}

    assert [language for language, title in titles.items() if title in pages[language]] == []


def test_structured_data_names_whom_the_page_names(site: dict[str, Any], talent: Talent, edition: Edition) -> None:
    agree(talent, edition)
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', read(edition), re.S)
    (data,) = (json.loads(block) for block in blocks)

    assert (data["@type"], data["numberOfItems"]) == ("ItemList", 1)
    assert data["itemListElement"][0]["item"] == {
        "@type": "Person", "name": NAME, "description": "Animates with ink.",
    }  # fmt: skip


def test_programme_that_is_off_the_site_shows_no_cohort(site: dict[str, Any], talent: Talent, edition: Edition) -> None:
    agree(talent, edition)
    site["programme_page"].unpublish()

    assert Client().get(address(edition)).status_code == 404
    assert [link.url for link in cohorts(talent)] == [""]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_queries_do_not_grow_with_the_cohort(site: dict[str, Any], count: int) -> None:
    talent = make_listed_talent(NAME)
    talent.region = make_authority("place", "harbour", ("Harbour", "en", "preferred"))
    talent.save()
    edition = choose(talent, call=people_call(site)).call.edition
    agree(talent, edition)
    publish_film(make_film(71, talent=talent), by=site["editor"], at=now(), programme=None, hero=make_picture())
    more_members(talent, count - 1)
    read(edition)

    with CaptureQueriesContext(connection) as captured:
        text = read(edition)

    assert text.count('class="roster-person ') == count and len(captured) == 10
