"""The editor's walk, in Chromium: from a call to a collection, into the public catalogue and out of it again."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import APIRequestContext, Page, expect

from cms.models import CollectionIndexPage, CollectionPage, FilmPage
from portal.accounts.models import User
from portal.calls.models import Call
from portal.clock import now
from portal.entries.models import Entry
from portal.films.actions import touch
from portal.films.models import CreditRole
from portal.jury.models import Decision
from portal.media.models import ReadState
from portal.talent.actions import give_listing_consent
from portal.talent.models import Talent
from tests.axe import findings
from tests.factories.calls import EditionFactory
from tests.factories.entries import EntryFactory, hand_in
from tests.factories.films import FilmFactory
from tests.factories.media import make_film, make_original
from tests.factories.talent import TalentFactory
from tests.journeys.people import letter, make_person, path_of, sign_in_by_hand, signed_in, within

SOON_S = 5.0
LETTERS = "abcdefghijklmnop"
# Inside Wagtail's own furniture, not ours to mend.
FURNITURE = ["#wagtail-sidebar", "header", ".w-slim-header", ".footer", ".messages", "h2[role=alert]"]


def a_word() -> str:
    """A word that nothing else in the catalogue has."""
    return "Zq" + "".join(LETTERS[int(digit, 16)] for digit in f"{time.time_ns():x}"[-10:])


class Public:
    """What anybody sees, without a cookie. Asked over HTTP, as often as needed."""

    def __init__(self, request: APIRequestContext) -> None:
        self.request = request

    def status(self, url: str) -> int:
        return int(self.request.get(url, max_redirects=3).status)

    def text(self, url: str) -> str:
        return str(self.request.get(url).text())

    def finds(self, word: str, url: str) -> bool:
        """Whether the catalogue has a hit for `word` that leads to `url`."""
        return f'href="{url}"' in self.text(f"{path_of('catalogue')}?q={word}")


@pytest.fixture
def public(open_page: Callable[..., Page]) -> Public:
    return Public(open_page().request)


@pytest.fixture
def editor() -> User:
    return make_person("editor", language="en")


@pytest.fixture
def desk(open_page: Callable[..., Page], editor: User) -> Page:
    """The editor's browser, signed in through the forms."""
    page = open_page(locale="en-GB")
    sign_in_by_hand(page, editor)
    return page


@pytest.fixture
def flaws() -> Iterator[list[str]]:
    """What axe finds on the screens that are ours."""
    found: list[str] = []
    yield found
    assert found == [], "\n".join(found)


def look(page: Page, flaws: list[str]) -> None:
    """Let axe look at a desk screen."""
    flaws += [f"{page.url} {rule} {where}" for rule, where in findings(page, besides=FURNITURE)]


def make_talent(word: str) -> Talent:
    creator = make_person(language="en")
    talent: Talent = TalentFactory(user=creator, name=f"Lu {word}", items=1)
    give_listing_consent(talent, by=creator, at=now())
    return talent


def make_entry(call: Call, talent: Talent, title: str) -> Entry:
    """A handed-in entry with a real file, which the worker has read."""
    creator = talent.user
    film = FilmFactory(complete=True, owner=creator, title=title, original=make_original(make_film(1.5), owner=creator))
    film.credits.create(role=CreditRole.DIRECTOR, talent=talent)
    original = film.original
    within(20, lambda: type(original).objects.filter(pk=original.pk, state=ReadState.READABLE).exists())
    within(20, lambda: original.renditions.filter(kind="preview").exists())
    film.refresh_from_db()
    entry: Entry = EntryFactory(call=call, owner=creator, film=film)
    hand_in(entry)
    return entry


def set_up_call(page: Page, slug: str, flaws: list[str]) -> Call:
    """A call with two gates, from nothing to open."""
    edition = EditionFactory(slug=f"edition-{slug}", programme__slug=f"home-{slug}", programme__name="The Lantern")
    page.goto("/admin/calls/new/")
    page.locator("[name=edition]").select_option(str(edition.pk))
    page.locator("[name=slug]").fill(slug)
    page.get_by_role("button", name="Create").click()
    page.wait_for_url("**/admin/calls/*/")
    page.locator("[name=title_2]").fill("One Lamp a Night")
    page.locator("[name=consent_2]").fill("We own it and grant one screening.")
    page.get_by_role("tab", name="Gates").click()
    for number, (key, kind, wall) in enumerate(
        [("opens", "opens", "2026-01-01T09:00"), ("closes", "entry", "2096-05-01T18:00")]
    ):
        page.get_by_role("button", name="Add a gate").click()
        page.locator(f"[name=gates-{number}-key]").fill(key)
        page.locator(f"[name=gates-{number}-kind]").select_option(kind)
        page.locator(f"[name=gates-{number}-wall]").fill(wall)
        assert page.locator(f"[name=gates-{number}-zone]").input_value() == "Asia/Shanghai"
    page.get_by_role("button", name="Save and see what changes").click()
    expect(page.get_by_text("This is the first version")).to_be_visible()
    look(page, flaws)
    page.get_by_role("button", name="Publish the call").click()
    expect(page.get_by_text("The call says so in public now.")).to_be_visible()
    look(page, flaws)
    return Call.objects.get(slug=slug)


def decide_and_release(page: Page, entry: Entry, flaws: list[str]) -> None:
    """Found on the desk, decided, released."""
    title = entry.title("en")
    page.goto(f"/admin/entries/?q={title.rpartition(' ')[2]}")
    look(page, flaws)
    page.get_by_role("link", name=title).click()
    page.wait_for_url("**/admin/entries/*/")
    look(page, flaws)
    page.get_by_role("link", name="Record a decision").click()
    page.get_by_label("selected", exact=True).check()
    page.get_by_role("button", name="Show the letters first").click()
    expect(page.get_by_text("They leave when the decision is released, not now.")).to_be_visible()
    look(page, flaws)
    page.locator("button[name=record]").click()
    expect(page.get_by_text("nobody learns of it before its release")).to_be_visible()
    page.get_by_role("link", name="Plan a release").click()
    page.locator("[name=name_2]").fill("Selection")
    look(page, flaws)
    page.get_by_role("button", name="Save and look at the letters").click()
    expect(page.get_by_role("button", name="Release now")).to_be_visible()
    look(page, flaws)
    page.get_by_role("button", name="Release now").click()
    expect(page.get_by_text("1 decision is known now.")).to_be_visible()
    assert Decision.objects.get(entry=entry).is_released()


def add_film(page: Page, word: str) -> None:
    """One more line of the running order, chosen by searching."""
    page.locator("#id_films-ADD").click()
    line = page.locator("[data-inline-panel-child]:visible").last
    line.get_by_role("button", name="Choose a page").click()
    modal = page.locator(".modal-content")
    modal.locator("[name=q]").fill(word)
    modal.locator("a.choose-page", has_text=word).first.click()
    expect(line.get_by_text(word).first).to_be_visible()


def publish_page(page: Page) -> None:
    page.get_by_role("button", name="More actions").click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_url(lambda url: not url.endswith("/edit/") or "/add/" not in url)
    expect(page.locator(".messages .success")).to_be_visible()


def order_of(public: Public, collection: CollectionPage, words: list[str]) -> list[str]:
    text = public.text(collection.url)
    text = text[text.index('id="running-order"') :]
    return sorted((word for word in words if word in text), key=text.index)


def test_from_a_call_to_a_collection_and_out_again(open_page, desk, public, flaws) -> None:
    took: dict[str, float] = {}
    word, other_word, maker = a_word(), a_word(), a_word()
    page, talent = desk, make_talent(maker)
    creator = talent.user
    talent_url = path_of("talent", talent.public_id)

    # A call and its gates; an entry found, decided and released.
    call = set_up_call(page, f"lamps-{word.lower()}", flaws)
    assert "18:00" in public.text(path_of("call", call.slug))
    entry, other = make_entry(call, talent, f"Lamps of {word}"), make_entry(call, talent, f"Boats of {other_word}")
    took["talent listed"] = within(SOON_S, lambda: public.finds(maker, talent_url))
    for one in (entry, other):
        decide_and_release(page, one, flaws)
    assert "Lamps" in letter("decision", creator.email, about=f"entry:{entry.public_id}").text

    # From the frozen entry to a page, in the catalogue within five seconds; the record's other facts beside it.
    for one in (other, entry):
        page.goto(path_of("desk-entries:inspect", one.pk))
        page.get_by_role("button", name="Publish as showcase film").click()
        page.wait_for_url("**/admin/pages/*/edit/")
    shown = FilmPage.objects.get(film=entry.film, locale__language_code="zh-hans")
    in_english = FilmPage.objects.get(film=entry.film, locale__language_code="en").url
    took["published"] = within(SOON_S, lambda: public.finds(word, in_english))
    assert public.status(in_english) == 200
    page.goto(path_of("desk-films:facts", entry.film.pk))
    look(page, flaws)
    page.goto(f"/admin/find/?q={word}")
    expect(page.get_by_role("link", name=f"Lamps of {word}").first).to_be_visible()
    look(page, flaws)

    # Into a collection, and reordered by keyboard.
    index = CollectionIndexPage.objects.get(locale__language_code="zh-hans")
    page.goto(f"/admin/pages/add/cms/collectionpage/{index.pk}/")
    page.locator("[name=title]").fill(f"Nights of {word}")
    add_film(page, word)
    add_film(page, other_word)
    publish_page(page)
    collection = CollectionPage.objects.get(title=f"Nights of {word}", locale__language_code="zh-hans")
    took["collection"] = within(SOON_S, lambda: order_of(public, collection, [word, other_word]) == [word, other_word])
    page.goto(f"/admin/pages/{collection.pk}/edit/")
    page.locator("[data-inline-panel-child] [data-inline-panel-child-move-up]:visible").last.focus()
    page.keyboard.press("Enter")
    publish_page(page)
    took["reordered"] = within(SOON_S, lambda: order_of(public, collection, [word, other_word]) == [other_word, word])

    # What the creator changes later reaches no page without an editor.
    entry.film.titles.update(text=f"Candles of {word}")
    touch(entry.film, at=now())
    time.sleep(1)
    assert "Candles" not in public.text(in_english)
    assert "Candles" not in public.text(f"{path_of('catalogue')}?q={word}")

    # Unpublished: page, hit and file are gone. Published again: the file has another address.
    film_file = shown_file(shown)
    assert public.status(film_file) == 200
    page.goto(f"/admin/pages/{shown.pk}/unpublish/")
    page.get_by_role("button", name="Yes, unpublish").or_(page.locator("form [type=submit]")).last.click()
    page.wait_for_url(lambda url: "/unpublish/" not in url)
    took["unpublished"] = within(SOON_S, lambda: is_gone(public, in_english, word, film_file))
    page.goto(path_of("desk-film-copy", shown.pk))
    look(page, flaws)
    page.get_by_role("button", name="Approve the record and publish").click()
    page.wait_for_url("**/edit/")
    took["published again"] = within(SOON_S, lambda: public.finds(word, in_english))
    assert "Candles" in public.text(in_english)
    film_file = shown_file(shown)
    assert public.status(film_file) == 200

    # Consent is taken back by the talent.
    mine = signed_in(open_page, creator)
    mine.goto(path_of("talent-listing"))
    mine.get_by_role("button", name="Take it back").click()
    expect(mine.get_by_role("button", name="List me")).to_be_visible()
    took["consent revoked"] = within(
        SOON_S, lambda: public.status(talent_url) == 404 and not public.finds(maker, talent_url)
    )

    # A takedown is asked for, accepted and answered.
    mine.goto(path_of("entry-takedown", entry.public_id))
    mine.locator("[name=reason]").fill("My grandmother asked me to.")
    with mine.expect_navigation():
        mine.get_by_role("button", name="Send the request").click()
    page.goto("/admin/takedowns/")
    page.get_by_role("link", name=f"Candles of {word}").click()
    page.locator("[name=answer]").fill("It is off the site. We are sorry to see it go.")
    look(page, flaws)
    page.get_by_role("button", name="Accept and take it down").click()
    took["taken down"] = within(SOON_S, lambda: is_gone(public, in_english, word, film_file))
    assert order_of(public, collection, [word, other_word]) == [other_word]
    assert "sorry to see it go" in letter("takedown", creator.email).text
    assert max(took.values()) < SOON_S, took


def shown_file(shown: FilmPage) -> str:
    shown.refresh_from_db()
    return str(shown.frozen["video"]["url"])


def is_gone(public: Public, url: str, word: str, film_file: str) -> bool:
    return public.status(url) == 410 and not public.finds(word, url) and public.status(film_file) in (403, 404)
