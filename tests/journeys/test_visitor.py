"""The visitor's walk through the demo: no account, no cookie, three languages, with and without JavaScript."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Response, expect

from cms.models import FilmPage
from search.queries import PAGE_SIZE
from tests.axe import findings
from tests.journeys.people import path_of, within

LANGUAGES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
PILOT, TRANSLATED, UNTRANSLATED = "jade", "tianwen", "crease"
MAKER = "卡兹克工作室"
PATHS = (
    "",
    "programmes/",
    "programmes/ai-talent/",
    f"films/{TRANSLATED}/",
    f"films/{PILOT}/",
    "collections/jingchu/",
    "catalogue/",
    "talents/yun-xiaoman/",
    "calls/",
    "calls/wind-under-eaves/",
)
Open = Callable[..., Page]


@pytest.fixture
def visit(open_page: Open) -> Iterator[Open]:
    """Like open_page; at the end nothing may have set a cookie."""
    pages: list[Page] = []
    answers: list[Response] = []

    def opened(**options: object) -> Page:
        page = open_page(**options)
        page.on("response", lambda answer: noted(answer, answers))
        pages.append(page)
        return page

    yield opened
    assert answers and cookies(pages, answers) == []


def noted(answer: Response, answers: list[Response]) -> None:
    """Playwright calls nothing that is built in, such as the `append` of a list."""
    answers.append(answer)


def cookies(pages: list[Page], answers: list[Response]) -> list[str]:
    """What the browsers keep, and which of the documents they were sent wanted to set something."""
    kept = [str(cookie.get("name")) for page in pages for cookie in page.context.cookies()]
    documents = [answer for answer in answers if answer.request.resource_type == "document"]
    return kept + [answer.url for answer in documents if answer.header_value("set-cookie")]


def faults(page: Page) -> list[tuple[str, str, str]]:
    """What axe finds on the page, and whether it is wider than the window."""
    found = [(page.url, rule, where) for rule, where in findings(page)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append((page.url, "too wide", ""))
    return found


def search(page: Page, words: str) -> list[str]:
    """Type into the catalogue's field; the titles of the hits."""
    page.goto("/zh-hans/catalogue/")
    page.fill("#catalogue-q", words)
    page.press("#catalogue-q", "Enter")
    expect(page).to_have_url(re.compile(r"\?q="))
    page.wait_for_load_state()  # the address changes before the list is there
    return page.locator(".result-line__title").all_inner_texts()


def test_visitor_walks_from_home_to_collection(visit):
    page = visit()
    page.goto("/zh-hans/")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    page.locator(".site-header__nav a[href='/zh-hans/programmes/']").click()
    page.locator("main a[href='/zh-hans/programmes/ai-talent/']").first.click()
    page.locator(f"main a[href='/zh-hans/films/{PILOT}/']").first.click()
    expect(page.locator("h1")).to_have_text("玉覆荆楚")

    tracks = page.locator("video track").evaluate_all("tracks => tracks.map(track => track.srclang)")
    assert tracks[0] == "zh-Hans" and sorted(tracks) == ["en", "zh-Hans", "zh-Hant"]
    page.locator("media-play-button").click()
    within(30, lambda: page.locator("video").evaluate("video => video.currentTime > 0.2"))
    within(30, lambda: page.locator("video").evaluate("video => video.textTracks[0].cues?.length > 0"))
    shape = page.locator("video").evaluate("video => video.clientWidth / video.clientHeight")
    assert shape == pytest.approx(320 / 134, abs=0.03)
    assert MAKER in page.locator(".credit-roll").inner_text()
    assert page.locator(".ai-strip__stage--undeclared").count() == 5

    page.locator("a[href='/zh-hans/collections/jingchu/']").first.click()
    titles = page.locator(".cue-sheet__title")
    expect(titles).to_have_count(6)
    assert titles.first.inner_text() == "玉覆荆楚"


@pytest.mark.parametrize(
    "words",
    [
        *("玉覆荆楚", "玉覆荊楚", "yufujingchu", "Jade over Jingchu", MAKER, "六公主"),
        *("越王州句铜剑", "越王州句劍", "越王州勾剑", "Bronze sword of Zhougou"),
    ],
    ids=["simplified", "traditional", "pinyin", "english", "maker", "nickname", "sword", "hant", "alias", "translated"],
)
def test_catalogue_finds_a_film(visit, words):
    assert "玉覆荆楚" in search(visit(), words)


def test_facets_count_what_they_lead_to(visit):
    page = visit()
    search(page, "六公主")
    values = page.locator(".facets__value").evaluate_all("links => links.map(link => [link.href, link.innerText])")
    texts = page.locator(".facets__count").all_text_contents()
    counts = {address: int(count) for (address, _words), count in zip(values, texts, strict=True)}
    # A list longer than a page would be cut off: these are short enough.
    assert len(counts) > 10 and max(counts.values()) <= PAGE_SIZE
    found = {address: page.request.get(address).text().count('class="result-line__title"') for address in counts}

    assert found == counts
    films = next(count for address, count in counts.items() if "kind=film" in address)
    pilots = FilmPage.objects.live().filter(programme__slug="ai-talent", locale__language_code="zh-hans")
    assert films == pilots.count() == 6


def test_sword_of_another_king_is_not_found(visit):
    assert search(visit(), "越王勾践剑") == []


def test_catalogue_leads_to_a_talent(visit):
    page = visit()
    for words in ("云小满", "雲小滿", "yunxiaoman", "Yun Xiaoman"):
        assert "云小满" in search(page, words)
    kind = page.locator(".facets__value[href*='kind=talent']")
    assert int(kind.locator(".facets__count").inner_text()) >= 1
    kind.click()
    expect(page).to_have_url(re.compile(r"kind=talent"))
    page.locator(".result-line__title a", has_text="云小满").click()

    expect(page.locator("h1")).to_have_text("云小满")
    assert "雨的草稿" in page.locator(".filmography").first.inner_text()
    page.locator(".talent-head .chip").first.click()
    expect(page.locator(".result-line__title", has_text="云小满")).to_be_visible()


def test_call_without_javascript_shows_its_own_zone_and_utc(visit):
    page = visit(java_script_enabled=False, timezone_id="America/New_York")
    page.goto("/zh-hans/calls/")
    page.locator("main a[href='/zh-hans/calls/wind-under-eaves/']").first.click()
    gates = page.locator(".gate-timeline__item")

    expect(gates).to_have_count(3)
    words = gates.nth(1).inner_text()
    assert "23:59" in words and "15:59 UTC" in words and "New_York" not in words
    assert page.locator("a[href='/zh-hans/entries/start/wind-under-eaves/']").is_visible()


def test_call_with_javascript_adds_the_viewers_zone(visit):
    page = visit(timezone_id="America/New_York")
    page.goto("/en/calls/wind-under-eaves/")
    words = page.locator(".gate-timeline__item").nth(1).inner_text()

    assert "23:59" in words and "15:59 UTC" in words and "(America/New_York)" in words


def test_pages_speak_three_languages(visit):
    page = visit()
    for code, lang in LANGUAGES.items():
        for path in PATHS:
            assert page.goto(f"/{code}/{path}").status == 200, page.url
            assert page.locator("html").get_attribute("lang") == lang
            here = page.locator(f"head link[hreflang='{lang}']")
            assert here.count() == 1 or path in ("catalogue/", f"films/{PILOT}/"), page.url


def test_film_without_translation_says_so(visit):
    page = visit(locale="en-GB")
    assert page.goto(f"/en/films/{UNTRANSLATED}/").status == 200

    expect(page.locator("h1")).to_have_text("Crease")
    assert page.locator(".film-head__other").first.get_attribute("lang") == "zh-Hans"
    expect(page.locator(".language-notice")).to_be_visible()
    assert page.locator(".language-notice + .prose").get_attribute("lang") == "zh-Hans"
    codes = page.locator("head link[hreflang]").evaluate_all("links => links.map(link => link.hreflang)")
    assert codes == ["zh-Hans"]
    canonical = page.locator("head link[rel=canonical]").get_attribute("href")
    assert canonical.endswith(f"/zh-hans/films/{UNTRANSLATED}/")


def test_cookie_would_have_been_seen(open_page):
    """What `visit` looks for is there as soon as somebody goes to sign in."""
    page, answers = open_page(), []
    page.on("response", lambda answer: noted(answer, answers))
    page.goto(path_of("account_login"))

    assert cookies([page], []) and cookies([], answers)


@pytest.mark.parametrize(
    ("width", "language", "scheme", "paths"),
    [
        (1440, "en", "light", PATHS),
        (390, "zh-hans", "dark", PATHS),
        (820, "en", "dark", PATHS[::2]),
        (1440, "zh-hans", "light", PATHS[1::2]),
    ],
    ids=["desk", "hand", "dark", "light"],
)
def test_pages_have_no_faults(visit, width, language, scheme, paths):
    page = visit(width=width, color_scheme=scheme)
    found = []
    for path in paths:
        page.goto(f"/{language}/{path}")
        found += faults(page)

    assert found == []
