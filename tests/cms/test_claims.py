"""Numbers on the pages: worded for the reader, with what they are, whose they are and how sure they are."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from i18nfield.strings import LazyI18nString

from cms.present.claims import claims, worded
from portal.authorities.models import Authority, AuthorityName
from portal.calls.models import Measure, Statistic
from portal.clock import now
from tests.factories.cms import make_site
from tests.factories.desk import make_entry

LANGUAGES = ("zh-hans", "zh-hant", "en")


@pytest.fixture
def site(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_site()


@pytest.fixture
def edition(site):
    edition = site["call"].edition
    edition.statistics.all().delete()
    return edition


def state(edition, **fields):
    row = {
        "key": "people", "value": Decimal(400), "qualifier": "about", "as_of": date(2024, 2, 18),
        "unit": LazyI18nString({"zh-hans": "人", "zh-hant": "人", "en": "people"}), "source": "A report",
    }  # fmt: skip
    return Statistic.objects.create(edition=edition, **row | fields)


def count(edition, measure):
    return Statistic.objects.create(edition=edition, key=measure, status="computed", measure=measure)


def read(client, site, language, page="calls/{call}/"):
    """The page's claims as text, each in one line."""
    address = page.format(call=site["call"].slug, programme=site["programme"].slug)
    html = client.get(f"/{language}/{address}").content.decode()
    found = re.findall(r'<div class="claim">(.*?)</div>', html, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", one)).split()) for one in found]


@pytest.mark.parametrize("page", ["calls/{call}/", "programmes/{programme}/"])
def test_forecast_and_what_came_of_it_stand_apart(client, site, edition, page):
    state(edition, kind="forecast", value=100, qualifier="over", as_of=date(2024, 1, 21), source="The call")
    state(edition, position=1)

    assert read(client, site, "en", page) == [
        "Forecast people over 100 as reported · as of 21 January 2024 · The call",
        "What came people about 400 as reported · as of 18 February 2024 · A report",
    ]


def test_goal_stands_beside_what_is_counted_of_it(client, site, edition):
    state(edition, key="artists", kind="goal", value=100_000, qualifier="exact")
    Statistic.objects.create(edition=edition, key="artists", status="computed", measure=Measure.PEOPLE, position=1)
    make_entry(site["call"])

    goal, came = read(client, site, "en")

    assert goal.startswith("Goal people 100,000 as reported")
    assert came.startswith("What came person taking part 1 ")


def test_budget_of_nothing_is_printed_and_disputed(client, site, edition):
    state(
        edition, key="budget", value=0, qualifier="exact", status="disputed", source="An article",
        unit=LazyI18nString({"en": "dollars of budget"}), other_source="Trade press",
        other_says=LazyI18nString({"en": "crowdfunded"}),
    )  # fmt: skip

    assert read(client, site, "en") == [
        "dollars of budget 0 disputed · as of 18 February 2024 · An article Second source · Trade press: crowdfunded"
    ]


def test_disputed_number_shows_its_second_source(client, site, edition):
    state(
        edition, key="entries", value=700, qualifier="over", status="disputed", source="Press release",
        unit=LazyI18nString({"zh-hans": "部影片", "zh-hant": "部影片", "en": "films"}),
        other_source="Its English text", other_url="https://paper.example/en",
        other_says=LazyI18nString({"zh-hans": "逾七百名影人", "zh-hant": "逾七百名影人", "en": "over 700 film-makers"}),
    )  # fmt: skip

    found = {language: read(client, site, language)[0] for language in LANGUAGES}

    assert found["en"].startswith("films over 700 disputed · as of 18 February 2024 · Press release Second source")
    assert found["en"].endswith("Its English text : over 700 film-makers")
    for language in ("zh-hans", "zh-hant"):
        assert "逾700" in found[language]
        assert found[language].endswith("Its English text : 逾七百名影人")


def test_statement_in_words_has_no_number(client, site, edition):
    state(
        edition, key="first", kind="statement", value=None, qualifier="exact",
        unit=LazyI18nString({"en": "The first feature film made wholly with AI"}),
    )  # fmt: skip

    assert read(client, site, "en") == [
        "The first feature film made wholly with AI as reported · as of 18 February 2024 · A report"
    ]


@pytest.mark.parametrize("page", ["calls/{call}/", "programmes/{programme}/"])
def test_withdrawn_claim_is_shown_nowhere(client, site, edition, page):
    state(edition).withdraw(by=site["editor"], at=now())

    assert read(client, site, "en", page) == []


def test_counted_number_follows_the_entries_and_names_its_moment(client, site, edition):
    count(edition, Measure.ENTRIES)
    count(edition, Measure.ORIGINS)
    hong_kong = Authority.objects.create(kind="place", slug="hong-kong")
    AuthorityName.objects.create(authority=hong_kong, text="Hong Kong", language="en")
    before = read(client, site, "en")
    make_entry(site["call"]).film.countries.add(hong_kong)
    entries, origins = read(client, site, "en")

    assert before[0].startswith("entries 0 ")
    assert re.fullmatch(r"entry 1 .* counted here · \d+ \w+ \d{4}, \d\d:\d\d UTC", entries)
    assert origins.endswith("How many from where Hong Kong 1")


@pytest.mark.parametrize(
    ("qualifier", "texts"),
    [
        ("over", ("逾1,200", "逾1,200", "over 1,200")),
        ("about", ("约1,200", "約1,200", "about 1,200")),
        ("under", ("不到1,200", "不到1,200", "under 1,200")),
        ("exact", ("1,200", "1,200", "1,200")),
    ],
)
def test_number_is_worded_in_each_language(qualifier, texts):
    for language, text in zip(LANGUAGES, texts, strict=True):
        with translation.override(language):
            assert worded(Decimal("1200.00"), qualifier) == text


@pytest.mark.parametrize("entries", [1, 3, 12])
def test_counted_page_asks_as_often_for_many_entries(client, site, edition, entries):
    for measure in Measure.values:
        count(edition, measure)
    for _number in range(entries):
        make_entry(site["call"])
    rows = list(edition.statistics.standing())

    with CaptureQueriesContext(connection) as captured:
        shown = claims(rows, now())

    assert shown[0].value == str(entries)
    assert len(captured) <= 8
