"""Where the sources contradict each other: both are entered on the desk, both are read on the site, neither is chosen.

In the order of the reference's table. What can be computed (an ordinal) is computed; what is a rule (a deadline, an
award) is one record with a public log; all else is a claim with who says so.
"""

import json
import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from portal.calls.models import Call, Decider, Programme
from portal.calls.zones import instant_of
from portal.events.models import Event
from portal.films.models import Credit
from search import catalogue
from search.facets import Index
from search.rebuild import rebuild
from tests.cast import sign_in
from tests.cms.desk.test_facts import edition_form
from tests.factories.calls import ET, EditionFactory, ProgrammeFactory
from tests.factories.cms import make_authority, make_film, make_news, make_programme_page, plant, show_film
from tests.factories.desk import make_editor
from tests.factories.entries import EntryFactory
from tests.presets.conftest import amend, open_preset, page_of, section, with_dates

pytestmark = pytest.mark.django_db
LANGUAGES = ("zh-hans", "zh-hant", "en")
ARTICLE = {"status": "reported", "source": "微信公众号 MITCSSA", "as_of": "2024-01-21"}


@pytest.fixture(scope="module")
def opened(kept):
    """The calls of R0, R2, R3 and R4, each of a programme with a page."""
    plant()
    found = {}
    for name in ("r0-hackathon", "r2-festival", "r3-fellowship", "r4-anthology"):
        programme = ProgrammeFactory(slug=f"contradicting-{name}", name={"zh-hans": "计划", "en": "A programme"})
        edition = EditionFactory(programme=programme, year=2024)
        found[name] = open_preset(name, with_dates if name > "r3" else None, edition=edition).pk
        make_programme_page(Programme.objects.get(pk=programme.pk))
    return found


@pytest.fixture
def call_of(opened, db):
    return lambda name: Call.objects.select_related("current", "edition__programme").get(pk=opened[name])


@pytest.fixture
def boss(opened, db):
    return make_editor()


@pytest.fixture
def desk(boss):
    return sign_in(Client(), boss)


def claim(key, value, unit, **more):
    """A row of the desk's form; `unit` in English."""
    row = {"key": key, "kind": "outcome", "qualifier": "exact", "value": value, "unit_2": unit}
    return row | ARTICLE | more


def state(desk, call, *rows):
    """Enter claims on the desk, as an editor does."""
    address = reverse("desk-editions:facts", args=[call.edition.pk])
    answer = desk.post(address, edition_form(desk, call.edition, rows))
    assert answer.status_code == 302, answer.content.decode()


def claims_of(page):
    """What a page says in numbers, each claim in one line."""
    found = re.findall(r'<div class="claim">(.*?)</div>', page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", one)).split()) for one in found]


def test_r0_headline_says_first_and_the_chain_of_editions_says_second(client, call_of):
    edition = call_of("r0-hackathon").edition
    edition.previous = EditionFactory(
        programme=edition.programme, year=2023, theme={"en": "Tell Me Your Dream"}, slug="dream"
    )
    edition.save()
    article = make_news(programme=edition.programme)
    article.title = "麻省理工首届AI电影黑客松"
    article.outlet = "微信公众号"
    article.save_revision().publish()

    programme = client.get(f"/zh-hans/programmes/{edition.programme.slug}/").content.decode()
    news = client.get(article.get_url()).content.decode()

    assert "第2届" in programme and "第1届" in programme
    assert "Tell Me Your Dream" in programme
    assert "麻省理工首届AI电影黑客松" in programme and "麻省理工首届AI电影黑客松" in news
    assert "微信公众号" in news


def test_r0_two_deadlines_are_one_record_in_every_language_with_a_public_log(client, call_of):
    call = call_of("r0-hackathon")
    english, chinese = (instant_of(f"2024-02-{day}T23:59", ET) for day in ("13", "14"))
    for day in ("13", "14"):
        wall, at = f"2024-02-{day}T23:59", english if day == "13" else chinese
        amend(call, lambda draft, wall=wall, at=at: draft.gates.filter(key="individual").update(wall=wall, at=at))
        call = call_of("r0-hackathon")

    for language in LANGUAGES:
        page = page_of(call, language)
        calendar = client.get(f"/{language}/calls/{call.slug}/gates.ics").content.decode()
        log = section(page, "amendments")
        assert chinese.isoformat() in page and english.isoformat() not in page
        assert "20240215T045900Z" in calendar and "20240214T045900Z" not in calendar
        assert "<del>2024-02-13 23:59 (America/New_York)</del> → <ins>2024-02-14 23:59 (America/New_York)</ins>" in log


def test_r0_what_was_expected_and_what_came_are_two_numbers(desk, call_of):
    call = call_of("r0-hackathon")
    came = {"source": "MIT Media Lab", "as_of": "2024-02-18"}
    state(
        desk,
        call,
        claim("people", "100", "people", kind="forecast", qualifier="over"),
        claim("people", "400", "people", qualifier="about", **came),
        claim("films", "66", "films", **came),
        claim("panelists", "40", "panelists", qualifier="about", **came),
    )

    said = claims_of(page_of(call))

    assert said[0].startswith("Forecast people over 100 as reported · as of 21 January 2024")
    assert said[1].startswith("What came people about 400 as reported · as of 18 February 2024 · MIT Media Lab")
    assert said[2].startswith("films 66 ") and said[3].startswith("panelists about 40 ")


def test_r2_awards_of_the_call_and_of_the_night_are_two_versions_and_each_says_who_decides(call_of):
    call = call_of("r2-festival")
    entry = EntryFactory(call=call)
    before = section(page_of(call), "awards")

    def rename(draft):
        draft.awards.filter(key="viewers").delete()
        draft.awards.create(
            key="narrative", name={"en": "Best Narrative", "zh-hant": "最佳敘事"}, decider=Decider.JURY, position=3
        )

    amend(call, rename, note={"en": "As announced in April"})
    page = page_of(call_of("r2-festival"))

    assert "Viewer" in before and "decided by the audience" in before
    assert "decided by the organising committee" in before.lower() or "organis" in before.lower()
    assert "Viewer" not in section(page, "awards") and "Best Narrative" in section(page, "awards")
    log = section(page, "amendments")
    assert "As announced in April" in log
    assert "<ins>Best Narrative</ins>" in log and re.search(r"<del>[^<]*Viewer[^<]*</del>", log)
    assert entry.call_version.awards.filter(key="viewers").exists()
    assert not entry.call_version.awards.filter(key="narrative").exists()


def test_r2_seven_hundred_films_and_seven_hundred_film_makers_stand_side_by_side(desk, call_of):
    call = call_of("r2-festival")
    state(
        desk,
        call,
        claim(
            "entries",
            "700",
            "films",
            qualifier="over",
            status="disputed",
            unit_1="部影片",
            definition_1="新聞稿：報名的影片，不是影人。",
            source="HKUST, 新聞稿",
            as_of="2025-04-15",
            other_source="HKUST, press release",
            other_url="https://hkust.example/en",
            other_says_2="over 700 film-makers",
            other_says_1="逾700名影人",
        ),
    )

    english, chinese = claims_of(page_of(call)), claims_of(page_of(call, "zh-hant"))

    (said,) = english
    assert said.startswith("films over 700 新聞稿：報名的影片，不是影人。 disputed · as of 15 April 2025 · HKUST")
    assert said.endswith("Second source · HKUST, press release : over 700 film-makers")
    for words in ("部影片", "逾700", "有爭議", "逾700名影人", "2025年4月15日"):
        assert words in chinese[0]


def test_r4_claims_of_the_makers_are_printed_with_what_trade_press_says_against_them(desk, call_of):
    call = call_of("r4-anthology")
    said = {"source": "夕小瑶科技说", "as_of": "2024-03-06", "status": "disputed", "other_source": "Trade press"}
    state(
        desk,
        call,
        claim("budget", "0", "dollars of budget", other_says_2="crowdfunded", **said),
        claim(
            "first",
            "",
            "The world’s first feature film made wholly with AI",
            kind="statement",
            other_says_2="almost entirely",
            **said,
        ),
        claim("sections", "50", "sections", source="Trade press", as_of="2024-03-06", definition_2="In two weeks."),
    )

    budget, first, sections = claims_of(page_of(call))

    assert budget == (
        "dollars of budget 0 disputed · as of 6 March 2024 · 夕小瑶科技说 Second source · Trade press: crowdfunded"
    )
    assert first.startswith("The world’s first feature film made wholly with AI disputed ")
    assert first.endswith("Second source · Trade press: almost entirely")
    assert sections.startswith("sections 50 In two weeks. as reported ")


def test_r3_partners_are_as_reported_and_the_primary_source_is_linked(desk, call_of):
    call = call_of("r3-fellowship")
    state(
        desk,
        call,
        claim(
            "partners",
            "2",
            "partners of the alliance",
            status="disputed",
            source="Not stated: a repost without author or date",
            as_of="2026-02-01",
            other_source="Sundance Institute",
            other_url="https://sundance.example/alliance",
            other_says_2="with the Creators Coalition on AI, too",
        ),
        claim("term", "3", "years", source="Sundance Institute", source_url="https://sundance.example/alliance"),
    )

    page = page_of(call)
    partners, term = claims_of(page)

    assert "2 disputed" in partners and "Creators Coalition on AI" in partners
    assert "years 3 as reported" in term
    assert page.count('<a href="https://sundance.example/alliance" rel="nofollow">Sundance Institute</a>') == 2


def test_r1_one_house_and_one_gala_go_by_all_their_names(client, call_of, boss, settings, tmp_path):
    house = make_authority(
        "organisation",
        "sensetime-ruying",
        ("商汤科技如影团队", "zh-Hans", "original"),
        ("商汤如影", "zh-Hans", "alias"),
        ("SenseTime", "en", "translated"),
    )
    film = make_film(7)
    Credit.objects.create(film=film, organisation=house, role="maker")
    page = show_film(film, by=boss)
    edition = call_of("r0-hackathon").edition
    names = ["电影频道M榜荣誉之夜", "2023-2024年度中国电影大数据暨电影频道M榜荣誉之夜"]
    Event.objects.create(
        edition=edition,
        slug="gala-of-two-names",
        name={"zh-hans": names[0]},
        aliases=names[1:],
        starts_at=instant_of("2024-04-12T19:30", "Asia/Shanghai"),
        zone="Asia/Shanghai",
    )
    settings.SEARCH_URL, settings.DATA_DIR = "", tmp_path
    catalogue._away_until[0] = 0.0
    rebuild(Index.PUBLIC)

    for name in ("商汤如影", "商汤科技如影团队", "SenseTime", "商湯如影"):
        hits = client.get("/zh-hans/catalogue/", {"q": name}).context["hits"]
        assert [hit.url.rstrip("/").rpartition("/")[2] for hit in hits] == [page.slug], name
    gala = client.get("/zh-hans/events/gala-of-two-names/").content.decode()
    (told, *_rest) = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', gala, re.DOTALL)[1])
    assert all(name in gala for name in names)
    assert (told["name"], told["alternateName"]) == (names[0], names[1:])
