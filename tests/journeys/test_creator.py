"""The two walks of creators, in Chromium, from the first letter: one with a film, one with a portfolio."""

import hashlib
import re
import signal
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from portal.accounts.models import User
from portal.calls.models import Gate, GateKind
from portal.clock import now
from portal.entries.models import Entry, Submission
from portal.entries.workflow import Status
from portal.mail.models import OutgoingMail
from portal.media.models import Original
from tests.asleep import put_to_sleep
from tests.factories.authorities import AuthorityFactory
from tests.factories.calls import CallFactory, T
from tests.factories.media import make_film
from tests.journeys.people import (
    address_of,
    letter,
    make_person,
    path_in,
    path_of,
    register,
    sign_in_by_hand,
    within,
)

RULES = {
    "runtime": {"min_ms": 1000, "max_ms": 60_000},
    "team_size": {"minimum": 2, "maximum": 6},
    "portfolio": {"minimum": 2},
}
QUESTION = {"key": "why", "kind": "long_text", "label": {"en": "Why this film?"}, "is_required": True}
STAGES = ("script", "image", "video", "performance", "voice", "music", "edit")
BAI = re.compile("白墨衡|Bai Moheng")  # the second creator, in whichever script a page shows
PIECE = 16 * 1024**2


def saved(page: Page) -> None:
    expect(page.locator("[data-save-state]")).to_have_attribute("data-state", "saved")


def open_group(page: Page, field: str) -> None:
    page.locator(f"details.language-group:has([name={field}])").evaluate("box => box.open = true")


def newcomer(open_page, name: str) -> tuple[Page, User]:
    """Somebody who has just registered, on the page that registering leads to."""
    page, email = open_page(locale="en-GB"), address_of("creator")
    page.goto(path_of("account_signup"))
    register(page, name, email)
    return page, User.objects.get(email=email)


def fill_profile(page: Page, name: str, statement: str, field: str = "en") -> None:
    page.goto(path_of("talent-profile"))
    open_group(page, f"name_{field}")
    page.locator(f"[name=name_{field}]").fill(name)
    page.locator(f"[name=statement_{field}]").fill(statement)
    saved(page)
    page.locator("button.button--main[value=next]").click()
    expect(page.get_by_role("heading", name="Add a work")).to_be_visible()


def add_work(page: Page, title: str) -> None:
    page.locator("[name=title]").fill(title)
    page.locator("[name=url]").fill("https://example.org/film")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text(title).first).to_be_visible()


def send_over_a_broken_line(page: Page, film: Path) -> list[int]:
    """Sends the file; the line breaks after the first piece. From which byte each piece went out."""
    offsets: list[int] = []

    def carry(route: Route) -> None:
        if route.request.method != "PATCH":
            route.continue_()
            return
        offsets.append(int(route.request.headers["upload-offset"]))
        if len(offsets) == 2:
            page.context.set_offline(True)
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/uploads/**", carry)
    page.locator("[data-upload-file]").set_input_files(film)
    within(30, lambda: page.wait_for_timeout(100) or len(offsets) >= 2)
    page.wait_for_timeout(1500)
    assert len(offsets) == 2
    with page.expect_response(lambda answer: answer.url.endswith("/file/") and answer.request.method == "POST"):
        page.context.set_offline(False)
    page.unroute("**/uploads/**")
    return offsets


def hand_in(page: Page) -> None:
    page.locator("[name=accept]").check()
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/receipt/")


def close_gate(call, at) -> None:
    Gate.objects.filter(version__call=call, kind=GateKind.ENTRY).update(at=at)


def test_a_film_from_registration_to_withdrawal(open_page, processes, tmp_path) -> None:
    call = CallFactory(
        version__rules={name: RULES[name] for name in ("runtime", "team_size")}, version__questions=(QUESTION,)
    )
    film, second = tmp_path / "river.mp4", tmp_path / "cut.mp4"
    film.write_bytes(make_film(4, fps=25, size=(640, 360), is_noise=True))
    second.write_bytes(make_film(2))
    assert film.stat().st_size > 2 * PIECE
    page, creator = newcomer(open_page, "Lu Qingchi")
    fill_profile(page, "Lu Qingchi", "Draws rivers at night.")
    add_work(page, "Salt Road")

    # A saved draft from the first press.
    page.goto(path_of("entry-start", call.slug))
    page.get_by_role("button", name="Start an entry").click()
    expect(page.get_by_role("heading", name="About the film")).to_be_visible()
    entry = Entry.objects.get(owner=creator)

    # Typing saves; a second window overwrites nothing.
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label("English", exact=True).check()
    open_group(page, "title_en")
    page.locator("[name=title_en]").fill("No Lamp on the River")
    saved(page)
    if other.locator("[data-save-state]").get_attribute("data-state") != "conflict":
        other.locator("[name=year]").fill("1999")
    expect(other.locator("[data-save-state]")).to_have_attribute("data-state", "conflict")
    other.close()
    page.locator("[name=synopsis_en]").fill("A lamp goes out. Somebody rows on.")
    page.locator("[name=year]").fill("2026")
    page.locator("button.button--main[value=next]").click()
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    assert entry.film.titles.get().text == "No Lamp on the River"

    # A teammate is invited by letter, registers and joins.
    mate = address_of("mate")
    page.locator("[name=email]").fill(mate)
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text("invited").first).to_be_visible()
    guest = open_page(locale="en-GB")
    guest.goto(path_in(letter("invitation", mate), "/invitations/"))
    guest.locator("main a[href*=signup]").first.click()
    register(guest, "Zhou Man", mate)
    guest.get_by_role("button", name="Join the team").click()
    expect(guest.get_by_text("You are in the team now.")).to_be_visible()
    page.locator("[name=credit_0_role]").select_option("director")
    page.locator("[name=credit_0_name]").fill("Lu Qingchi")
    page.locator("button.button--main[value=next]").click()

    # The file goes up in pieces over a line that breaks; what is measured stands beside the rules.
    expect(page.get_by_role("heading", name="The film itself")).to_be_visible()
    offsets = send_over_a_broken_line(page, film)
    assert offsets[:2] == [0, PIECE] and offsets[2] == PIECE, offsets
    expect(page.get_by_text("Your film runs 4 seconds.")).to_be_visible()
    original = Original.objects.get(owner=creator)
    assert original.sha256 == hashlib.sha256(film.read_bytes()).hexdigest()
    page.reload()
    expect(page.get_by_text("640 × 360, 25 fps")).to_be_visible()
    expect(page.get_by_text("with sound")).to_be_visible()
    page.get_by_role("link", name="Go on").click()

    # AI, stage by stage; then the editors' question.
    page.get_by_label("Yes, in the stages below").check()
    for stage in STAGES:
        page.locator(f"[name=share_{stage}][value={'some' if stage == 'video' else 'none'}]").check()
    page.locator("button.button--main[value=next]").click()
    page.get_by_label("Why this film?").fill("Because the river is still there.")
    page.locator("button.button--main[value=next]").click()

    # All that will be frozen, the rights, the number and the time.
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    for words in ("A lamp goes out. Somebody rows on.", "Zhou Man", "river.mp4", "Because the river is still there."):
        expect(page.get_by_text(words).first).to_be_visible()
    expect(page.get_by_text("We own it and grant one screening.")).to_be_visible()
    hand_in(page)
    number = f"{call.slug.upper()}-00001"
    submission = Submission.objects.get(entry=entry)
    expect(page.get_by_text(number)).to_be_visible()
    expect(page.get_by_text(f"{submission.received_at:%Y-%m-%d %H:%M:%S.%f} UTC")).to_be_visible()
    expect(page.get_by_text(original.sha256)).to_be_visible()
    receipt = letter("receipt", creator.email)
    assert number in receipt.text and original.sha256 in receipt.text

    # Another cut before the gate: the receipt at once, the hash when the worker has read it.
    put_to_sleep(processes.processes["worker"])
    try:
        page.goto(path_of("entry-step", entry.public_id, "film"))
        page.locator("[name=title_en]").fill("One Lamp on the River")
        with page.expect_navigation():
            page.locator("button[value=stay]").click()
        page.goto(path_of("entry-step", entry.public_id, "file"))
        with page.expect_response(lambda answer: answer.url.endswith("/file/") and answer.request.method == "POST"):
            page.locator("[data-upload-file]").set_input_files(second)
        page.goto(path_of("entry-submit", entry.public_id))
        hand_in(page)
        expect(page.get_by_text("We are reading the file.")).to_be_visible()
        assert OutgoingMail.objects.filter(name="receipt", to=creator.email).count() == 2
    finally:
        processes.processes["worker"].send_signal(signal.SIGCONT)
    sha256 = hashlib.sha256(second.read_bytes()).hexdigest()
    assert sha256 in letter("receipt_hash", creator.email, seconds=60).text
    page.reload()
    expect(page.get_by_text(sha256)).to_be_visible()
    assert [copy.sequence for copy in Submission.objects.filter(entry=entry)] == [2, 1]

    # Behind the gate nothing can be changed; before it the entry can be withdrawn.
    close_gate(call, now())
    page.reload()
    expect(page.get_by_role("link", name="Change until the gate closes")).to_have_count(0)
    close_gate(call, T)
    page.reload()
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw").click()
    page.wait_for_url("**/entries/")
    entry.refresh_from_db()
    assert entry.status == Status.WITHDRAWN
    letter("withdrawn", creator.email)


def finds_in_public(page: Page, words: str) -> bool:
    page.goto(f"{path_of('catalogue')}?q={words}")
    return page.locator(".result-line__title", has_text=BAI).count() > 0


def finds_on_the_desk(page: Page, words: str) -> bool:
    page.goto(f"/admin/entries/?q={words}")
    return page.locator("main table").get_by_text(BAI).count() > 0


def test_a_portfolio_without_a_film(open_page) -> None:
    call = CallFactory(talent=True, version__rules={"portfolio": {"minimum": 2}})
    AuthorityFactory(skill=True, name="Lamp drawing")
    editor, visitor = open_page(locale="en-GB"), open_page(locale="en-GB")
    sign_in_by_hand(editor, make_person("editor", language="en"))
    page, creator = newcomer(open_page, "Bai Moheng")

    page.goto(path_of("entry-start", call.slug))
    page.get_by_role("button", name="Start an entry").click()
    open_group(page, "name_zh_hans")
    page.locator("[name=name_zh_hans]").fill("白墨衡")
    open_group(page, "statement_en")
    page.locator("[name=statement_en]").fill("Animates with ink.")
    page.get_by_label("Lamp drawing").check()
    saved(page)
    page.locator("button.button--main[value=next]").click()
    expect(page.get_by_role("heading", name="Portfolio", exact=True)).to_be_visible()
    for title in ("Rain", "Salt Road"):
        add_work(page, title)
    page.get_by_role("button", name="Move Salt Road up").click()
    expect(page.locator("[data-reorder-words]")).to_contain_text("Salt Road is now 1 of 2")
    page.get_by_role("link", name="Go on").click()
    for words in ("白墨衡", "Animates with ink.", "Lamp drawing", "Salt Road"):
        expect(page.locator(".review-section").get_by_text(words).first).to_be_visible()
    assert not finds_on_the_desk(editor, "baimoheng")

    hand_in(page)
    within(5, lambda: finds_on_the_desk(editor, "baimoheng"))
    submission = Submission.objects.get(entry__owner=creator)
    assert [item["title"] for item in submission.frozen["talent"]["portfolio"]] == ["Salt Road", "Rain"]
    assert not finds_in_public(visitor, "baimoheng")

    page.goto(path_of("talent-listing"))
    page.locator("[name=agree]").check()
    page.get_by_role("button", name="List me").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    within(5, lambda: finds_in_public(visitor, "baimoheng"))
    profile = visitor.locator(".result-line__title a", has_text=BAI).get_attribute("href")
    assert re.search(r"/talents/", profile)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("button", name="List me")).to_be_visible()
    within(5, lambda: not finds_in_public(visitor, "baimoheng"))
    assert visitor.goto(profile).status == 404
