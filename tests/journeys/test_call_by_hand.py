"""An editor enters a call that resembles none of the presets, by hand, in the admin; the public reads it at once."""

import re

from playwright.sync_api import Page, expect

from portal.calls.models import Call
from portal.entries.models import Entry
from tests.factories.calls import EditionFactory
from tests.journeys.people import make_person, path_of, signed_in
from tests.journeys.test_editor import look

TITLE = {"zh_hans": "珠江口的声音", "zh_hant": "珠江口的聲音", "en": "Sounds of the Pearl River Mouth"}
ORDER = ("zh_hans", "zh_hant", "en")


def write(page: Page, name: str, texts: dict[str, str]) -> None:
    """A text in three languages."""
    for number, language in enumerate(ORDER):
        page.locator(f"[name={name}_{number}]").fill(texts[language])


def everywhere(words: str) -> dict[str, str]:
    return dict.fromkeys(ORDER, words)


def add(page: Page, words: str, part: str, number: int, **values: str) -> None:
    """One more row of a part, filled in; what is one of several is chosen."""
    page.get_by_role("button", name=words).click()
    for name, value in values.items():
        field = page.locator(f"[name={part}-{number}-{name}]")
        field.wait_for()
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def tick(page: Page, kind: str, **values: str) -> None:
    """A rule that is to hold, with its values."""
    page.locator(f"[name=rule-{kind}-is_set]").check()
    for name, value in values.items():
        page.locator(f"[name=rule-{kind}-{name}]").fill(value)


def enter_the_call(page: Page) -> None:
    write(page, "title", TITLE)
    write(page, "summary", everywhere("Six weeks, two microphones, one delta."))
    write(page, "consent", everywhere("The recordings stay yours; we may play them on air once."))
    for frame in ("call-preview", "form-preview"):
        expect(page.frame_locator(f"[name={frame}]").locator("h1")).to_contain_text(TITLE["en"])

    page.get_by_role("tab", name="Gates").click()
    gates = [
        ("opens", "opens", "2026-01-05T10:00", "Asia/Macau"),
        ("closes", "entry", "2096-03-01T23:59", "Asia/Macau"),
    ]
    gates.append(("night", "event", "2096-06-20T20:00", "Europe/Lisbon"))
    for number, (key, kind, wall, zone) in enumerate(gates):
        add(page, "Add a gate", "gates", number, key=key, kind=kind, wall=wall, zone=zone)
    expect(page.locator("[data-typed=timeline] li")).to_have_count(3)

    page.get_by_role("tab", name="Rules").click()
    tick(page, "portfolio", minimum="1")
    tick(page, "entries_per_person", maximum="2")

    page.get_by_role("tab", name="Questions", exact=True).click()
    add(page, "Add a question", "questions", 0, key="gear", kind="long_text")
    write(page, "questions-0-label", everywhere("Which microphones do you work with?"))

    page.get_by_role("tab", name="Tracks and awards").click()
    add(page, "Add a track", "tracks", 0, key="water")
    write(page, "tracks-0-name", everywhere("Water"))
    add(page, "Add an award", "awards", 0, key="ear", track="water", decider="audience")
    write(page, "awards-0-name", everywhere("The Listening Ear"))


def test_call_that_no_preset_resembles(open_page, processes) -> None:
    edition = EditionFactory(programme__name="The Delta")
    page, flaws = signed_in(open_page, make_person("editor", language="en")), []
    page.goto("/admin/calls/new/")
    page.locator("[name=edition]").select_option(str(edition.pk))
    page.locator("[name=slug]").fill("pearl-river-mouth")
    page.locator("[name=kind]").select_option("talent")
    page.get_by_role("button", name="Create").click()
    page.wait_for_url(re.compile(r"/admin/calls/\d+/$"))
    enter_the_call(page)
    look(page, flaws)
    page.get_by_role("button", name="Save and see what changes").click()
    expect(page.get_by_text("This is the first version")).to_be_visible()
    page.get_by_role("button", name="Publish the call").click()
    expect(page.get_by_text("The call says so in public now.")).to_be_visible()
    assert flaws == []

    call = Call.objects.get(slug="pearl-river-mouth")
    reader = open_page(locale="en-GB", timezone_id="Asia/Tokyo")
    for code, language in zip(("zh-hans", "zh-hant", "en"), ORDER, strict=True):
        reader.goto(f"/{code}/calls/{call.slug}/")
        expect(reader.locator("h1")).to_contain_text(TITLE[language])
        expect(reader.locator(".gate-timeline__item")).to_have_count(3)
        for words in ("2", "Water", "The Listening Ear", "Which microphones do you work with?", "15:59 UTC"):
            expect(reader.locator("main")).to_contain_text(words)

    creator = make_person(language="en")
    hers = signed_in(open_page, creator)
    hers.goto(path_of("entry-start", call.slug))
    hers.get_by_role("button", name="Start an entry").click()
    expect(hers.locator("main")).to_contain_text(TITLE["en"])
    assert Entry.objects.get(owner=creator).call == call
