"""Every screen a creator meets, with content of real length: axe finds nothing, and nothing is wider than the screen.

With SHOTS=folder each screen is also kept as a picture, at 390, 820 and 1440 px, in the dark or in the light.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from i18nfield.strings import LazyI18nString
from playwright.sync_api import Page

from portal.accounts.models import User
from portal.authorities.models import Authority
from portal.calls.models import Call
from portal.clock import now
from portal.entries.models import Entry, TeamMember
from portal.entries.submitting import consent_hash, submit_entry
from portal.films.models import AIShare, AIUse, CreditRole, Film
from portal.talent.models import Talent
from tests.axe import findings
from tests.cast import PASSWORD
from tests.factories.calls import CallFactory
from tests.factories.entries import EntryFactory, attach_file
from tests.factories.films import FilmFactory
from tests.factories.talent import TalentFactory
from tests.journeys.people import address_of, fresh_code, letter, make_person, path_in, path_of, signed_in

# On a telephone at night and a desk by day, or the other way round; pictures are kept of more pairs.
VIEWS = {"zh-hans": [(390, "dark"), (1440, "light")], "en": [(390, "light"), (1440, "dark")]}
SHOTS = os.environ.get("SHOTS", "")
KEPT = {
    "zh-hans": [(390, "dark"), (820, "light"), (1440, "dark"), (1440, "light")],
    "en": [(390, "light"), (820, "dark"), (1440, "light"), (390, "dark")],
}

TITLE = {
    "zh-hans": "江上无灯：一条不肯靠岸的船和替它守夜的十一个人",
    "en": "No Lamp on the River, or the Eleven Who Kept Watch for a Boat That Would Not Land",
}
LOGLINE = {
    "zh-hans": "停电的夜里，摆渡人的女儿要在天亮之前把一船不认识的人送到对岸。",
    "en": "On the night the power fails, a ferryman's daughter has until dawn to bring a boat of strangers across.",
}
SYNOPSIS = {
    "zh-hans": "灯灭的时候，船正在江心。没有人说话，只听见水。她数了数，船上有十一个人，多出来的那一个一直坐在船尾，"
    "背对着所有人。\n\n天亮以前她问了三次同一个问题，每一次得到的回答都不一样。等到岸上的狗开始叫，她才明白，"
    "要过江的从来不是船上的人。",
    "en": "When the lamp goes out the boat is in the middle of the river. Nobody speaks; there is only the water. "
    "She counts eleven people, and the one too many has been sitting in the stern all along, with their back to "
    "everybody.\n\nThree times before dawn she asks the same question, and three times the answer is another one. "
    "When the dogs on the bank begin to bark she understands that those on board were never the ones who had to cross.",
}
NAME = {"zh-hans": "上官澄夜", "en": "Alexandrina Featherstonehaugh-Okonkwo"}
STATEMENT = {
    "zh-hans": "用水墨和延时摄影做动画，白天在渡口修船，晚上一帧一帧地画江水。",
    "en": "Animates with ink and time-lapse; mends boats by day and draws the river by night, frame by frame.",
}
ANSWER = {
    "zh-hans": "晾在屋檐下的衣服先知道的那一阵风，比天气预报早一个下午。",
    "en": "The one that the washing under the eaves knows of first, an afternoon before the forecast does.",
}


@dataclass
class Looker:
    """Looks at the screen a page shows, in every view."""

    language: str
    flaws: list[str] = field(default_factory=list)

    def look(self, page: Page, name: str) -> None:
        page.wait_for_load_state("load")
        for width, scheme in VIEWS[self.language]:
            self._show(page, width, scheme)
            self.flaws += [f"{name} {scheme} {rule} {where}" for rule, where in findings(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                self.flaws.append(f"{name} is wider than {width} px")
        if SHOTS:
            self._keep(page, name)

    def _show(self, page: Page, width: int, scheme: str) -> None:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})

    def _keep(self, page: Page, name: str) -> None:
        for width, scheme in KEPT[self.language]:
            self._show(page, width, scheme)
            page.screenshot(path=Path(SHOTS, f"{name}-{self.language}-{scheme}-{width}.png"), full_page=True)


@pytest.fixture(params=["zh-hans", "en"])
def looker(request) -> Iterator[Looker]:
    looker = Looker(request.param)
    yield looker
    assert looker.flaws == [], "\n".join(looker.flaws)


@pytest.fixture
def visit(looker: Looker) -> Callable[..., None]:
    """Goes to the route and looks at it."""

    def visited(page: Page, name: str, route: str, *args: object) -> None:
        page.goto(path_of(route, *args, language=looker.language))
        looker.look(page, name)

    return visited


def make_creator(language: str) -> User:
    creator = make_person(language=language)
    creator.name = NAME[language]
    creator.save(update_fields=["name"])
    return creator


def make_film(creator: User) -> Film:
    film = FilmFactory(owner=creator, complete=True, title=TITLE["en"])
    film.titles.create(text=TITLE["zh-hans"], language="zh-Hans")
    film.logline, film.synopsis, film.spoken_languages = (
        LazyI18nString(LOGLINE),
        LazyI18nString(SYNOPSIS),
        "普通话, English",
    )
    film.save()
    for role, name in zip(CreditRole, (*NAME.values(), "陆青池", "Zhou Man", "河图声音工作室"), strict=False):
        film.credits.create(role=role, name=name)
    AIUse.objects.filter(film=film, stage__in=["script", "edit"]).update(share=AIShare.NONE)
    film.ai_uses.get(stage="video").tools.set(Authority.objects.filter(kind="tool")[:3])
    return film


def make_entry(creator: User, language: str) -> Entry:
    """A draft for the demo's film call, with everything in it."""
    call = Call.objects.get(slug="wind-under-eaves")
    film = make_film(creator)
    entry: Entry = EntryFactory(call=call, owner=creator, film=film, answers={"which-wind": ANSWER[language]})
    attach_file(film, codec="h264")
    film.original.name = "江上无灯_final_v11_色彩校正_国际版_字幕另附_2026-04-17.mp4"
    film.original.bytes = 1_734_000_000
    film.original.save()
    TeamMember.objects.create(entry=entry, user=make_creator("en"))
    return entry


def make_profile(creator: User) -> Talent:
    talent: Talent = TalentFactory(user=creator, name=NAME["en"], items=0)
    talent.names.create(text=NAME["zh-hans"], language="zh-Hans")
    talent.statement = LazyI18nString(STATEMENT)
    talent.save()
    for position, title in enumerate((TITLE["zh-hans"], "雨", TITLE["en"])):
        talent.portfolio.create(
            title=title, year=2020 + position, part="导演、剪辑 / director, editor", position=position
        )
    return talent


def submit(form_of: Page) -> None:
    form_of.locator("form.account-form button[type=submit]").first.click()


def test_coming_in(open_page, looker, visit) -> None:
    page, email = open_page(), address_of("newcomer")
    for name, route in (("login", "account_login"), ("reset", "account_reset_password"), ("signup", "account_signup")):
        visit(page, f"in-{name}", route)
    submit(page)
    looker.look(page, "in-signup-refused")
    for field_name, value in (("name", NAME[looker.language]), ("email", email), ("password1", PASSWORD)):
        page.locator(f"[name={field_name}]").fill(value)
    submit(page)
    page.locator("[name=code]").wait_for()
    looker.look(page, "in-code")
    page.locator("[name=code]").fill("ABCDEF")
    submit(page)
    looker.look(page, "in-code-refused")


def test_the_second_factor(open_page, looker, visit) -> None:
    page, creator = open_page(), make_creator(looker.language)
    page.goto(path_of("account_login", language=looker.language))
    page.locator("[name=login]").fill(creator.email)
    page.locator("[name=password]").fill("not this one")
    submit(page)
    looker.look(page, "in-login-refused")
    page.locator("[name=login]").fill(creator.email)
    page.locator("[name=password]").fill(PASSWORD)
    submit(page)
    page.wait_for_url(lambda url: "/login/" not in url)
    for name, route in (
        ("factor", "mfa_index"),
        ("account", "account"),
        ("email", "account_email"),
        ("password", "account_change_password"),
        ("sessions", "usersessions_list"),
    ):
        visit(page, f"account-{name}", route)
    page.goto(path_of("mfa_activate_totp", language=looker.language))
    looker.look(page, "account-once-more")
    page.locator("[name=password]").fill(PASSWORD)
    submit(page)
    page.locator("#authenticator_secret").wait_for()
    looker.look(page, "account-factor-app")
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("[name=code]").fill(fresh_code(secret))
    submit(page)
    page.wait_for_url("**/recovery-codes/")
    looker.look(page, "account-recovery-codes")
    visit(page, "account-factor-on", "mfa_index")
    visit(page, "account-logout", "account_logout")


def test_the_door_of_somebody_with_a_factor(open_page, looker) -> None:
    page, editor = open_page(), make_person("editor", language=looker.language)
    page.goto(path_of("account_login", language=looker.language))
    page.locator("[name=login]").fill(editor.email)
    page.locator("[name=password]").fill(PASSWORD)
    submit(page)
    page.wait_for_url("**/2fa/authenticate/**")
    looker.look(page, "in-factor")


def test_profile_and_portfolio(open_page, looker, visit) -> None:
    creator = make_creator(looker.language)
    page = signed_in(open_page, creator)
    visit(page, "profile-empty", "talent-profile")
    visit(page, "portfolio-empty", "talent-portfolio")
    creator.talent.delete()
    talent = make_profile(creator)
    visit(page, "profile", "talent-profile")
    visit(page, "portfolio", "talent-portfolio")
    visit(page, "work", "talent-item", talent.portfolio.first().pk)
    visit(page, "listing", "talent-listing")
    page.locator("[name=agree]").check()
    page.locator("button[value=give]").click()
    page.locator("button[value=revoke]").wait_for()
    looker.look(page, "listing-agreed")


def test_a_draft(open_page, looker, visit) -> None:
    creator = make_creator(looker.language)
    page = signed_in(open_page, creator)
    visit(page, "start", "entry-start", "wind-under-eaves")
    page.locator("main form .button--main").click()
    page.wait_for_url("**/steps/film/")
    draft = Entry.objects.get(owner=creator)
    for step in ("film", "people", "file", "ai", "questions"):
        visit(page, f"draft-{step}", "entry-step", draft.public_id, step)
    visit(page, "draft-review", "entry-submit", draft.public_id)
    visit(page, "draft-delete", "entry-delete", draft.public_id)
    page.goto(path_of("entry-step", draft.public_id, "film", language=looker.language))
    page.locator("[name=year]").fill("next year")
    page.locator("button.button--main[value=next]").click()
    page.locator(".form-errors").wait_for()
    looker.look(page, "draft-film-refused")


def test_a_full_entry_and_its_end(open_page, looker, visit) -> None:
    creator = make_creator(looker.language)
    entry = make_entry(creator, looker.language)
    page = signed_in(open_page, creator)
    mate = make_creator("en" if looker.language == "zh-hans" else "zh-hans")
    page.goto(path_of("entry-step", entry.public_id, "people", language=looker.language))
    page.locator("[name=email]").fill(mate.email)
    page.locator(".team__invite button").click()
    page.locator(".notice--success").wait_for()
    for step in ("film", "people", "file", "ai", "questions"):
        visit(page, f"entry-{step}", "entry-step", entry.public_id, step)
    visit(page, "entry-review", "entry-submit", entry.public_id)

    link = path_in(letter("invitation", mate.email), "/invitations/")
    page.goto(link)
    looker.look(page, "invitation-of-another")
    guest = signed_in(open_page, mate)
    guest.goto(link)
    looker.look(guest, "invitation")
    visit(guest, "entries-invited", "entry-list")
    guest.goto(link)
    guest.locator("main form .button--main").click()
    guest.wait_for_url(lambda url: "/invitations/" not in url)
    looker.look(guest, "invitation-accepted")
    guest.goto(link)
    looker.look(guest, "invitation-gone")

    at = now()
    for hours in (2, 1):
        hash_now = consent_hash(entry.answered_version(), looker.language)
        submit_entry(
            Entry.objects.get(pk=entry.pk),
            by=creator,
            at=at - timedelta(hours=hours),
            key=f"press-{hours}",
            accepted_hash=hash_now,
            language=looker.language,
        )
    EntryFactory(call=Call.objects.get(slug="wind-under-eaves"), owner=creator, withdrawn=True)
    visit(page, "receipt", "entry-receipt", entry.public_id)
    visit(page, "entries", "entry-list")
    visit(page, "withdraw", "entry-withdraw", entry.public_id)
    visit(page, "takedown", "entry-takedown", entry.public_id)


def test_a_talent_entry(open_page, looker, visit) -> None:
    creator = make_creator(looker.language)
    talent = make_profile(creator)
    entry = EntryFactory(call=Call.objects.get(slug="new-faces"), owner=creator, film=None, talent=talent)
    page = signed_in(open_page, creator)
    for step in ("profile", "portfolio", "questions"):
        visit(page, f"talent-{step}", "entry-step", entry.public_id, step)
    visit(page, "talent-review", "entry-submit", entry.public_id)


def test_how_one_takes_part_without_a_film(open_page, looker, visit) -> None:
    creator = make_creator(looker.language)
    words = {
        "remote": ("远程参加，作品截止", "Taking part remotely: works due"),
        "on-site": ("现场参加，作品截止", "Taking part on site: works due"),
    }
    ways = tuple(
        {
            "key": mode,
            "mode": mode,
            "kind": "entry",
            "wall": f"2096-05-01T{hour}:00",
            "zone": "Asia/Shanghai",
            "label": {"zh-hans": words[mode][0], "en": words[mode][1]},
        }
        for mode, hour in (("remote", "16"), ("on-site", "18"))
    )
    call = CallFactory(talent=True, version__gates=ways, version__closes=None)
    entry = EntryFactory(call=call, owner=creator, film=None, talent=make_profile(creator))
    page = signed_in(open_page, creator)
    visit(page, "mode", "entry-step", entry.public_id, "mode")
    page.locator("[name=mode][value=remote]").check()
    page.locator("button.button--main[value=next]").click()
    page.wait_for_url("**/submit/**")
    looker.look(page, "mode-review")
    hash_now = consent_hash(entry.answered_version(), looker.language)
    submit_entry(
        Entry.objects.get(pk=entry.pk),
        by=creator,
        at=now(),
        key="press",
        accepted_hash=hash_now,
        language=looker.language,
    )
    visit(page, "mode-kept", "entry-step", entry.public_id, "mode")
    assert page.locator("[name=mode]").count() == 0
