"""Seeding for real, with films of one second: it can be repeated, every page answers, nothing is out too early."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from wagtail.models import Page

from cms.demo.seed.all import is_there, seed
from cms.desk.calls.config import read_file, write_file
from cms.desk.calls.presets import preset
from cms.models import FilmPage, HomePage
from portal.calls.gates import Schedule
from portal.calls.models import Call, Edition
from portal.clock import now
from portal.cohorts.models import RosterConsent
from portal.films.models import Film
from portal.jury.models import Decision

MADE = 2
ROOMS = (
    "accounts", "authorities", "calls", "cms", "cohorts", "entries", "events", "films", "jury", "media", "sponsors",
    "talent",
)  # fmt: skip


def counts() -> dict[str, int]:
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return {model.__name__: model._default_manager.count() for model in [*models, Page]}


@pytest.fixture(scope="module")
def said(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[list[str]]:
    """The demo, seeded once for this file and rolled back after it."""
    lines: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        seed(lines.append, longest=1, most=MADE)
        yield lines
        transaction.set_rollback(True)


@pytest.fixture
def demo(said: list[str], db: None) -> list[str]:
    return said


def test_seeding_tells_how_far_it_is(demo: list[str]) -> None:
    assert any(f"film {3 * MADE} of {3 * MADE}" in line for line in demo)


def test_seeding_twice_changes_nothing(demo: list[str]) -> None:
    before = counts()
    seed(lambda _line: None, longest=1, most=MADE)
    assert counts() == before


def test_if_empty_does_nothing_where_the_demo_is(demo: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert is_there()
    call_command("seed_demo", if_empty=True)
    assert not capsys.readouterr().out


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_page_answers(demo: list[str], client: Client, language: str) -> None:
    pages = Page.objects.live().filter(locale__language_code=language, depth__gt=1)
    addresses = [page.get_url() for page in pages]
    addresses += [f"/{language}/calls/", *(f"/{language}/calls/{call.slug}/" for call in Call.objects.public())]
    assert len(addresses) > 15
    answers = {address: client.get(address).status_code for address in addresses}
    assert {address: status for address, status in answers.items() if status != 200} == {}


def test_home_is_a_translation_in_every_language(demo: list[str]) -> None:
    homes = HomePage.objects.live()
    assert homes.count() == 3
    assert all(home.alias_of_id is None and len(home.rows) >= 3 for home in homes)


def test_stand_ins_say_so_and_declare_nothing(demo: list[str]) -> None:
    pilots = FilmPage.objects.filter(film__origin="pilot")
    assert pilots.live().count() == 18
    assert all(page.is_stand_in and page.frozen["ai"]["declaration"] == "not_declared" for page in pilots)
    assert pilots.exclude(frozen__video=None).count() == MADE * 3


def test_ordinal_comes_from_the_chain(demo: list[str]) -> None:
    assert Edition.objects.get(slug="mit-space-i-call-home").number() == 2


@pytest.mark.parametrize(
    ("slug", "name", "own"),
    [
        ("space-i-call-home", "r0-hackathon", set()),
        ("ai-imaging-call", "r1-talent", {"gates"}),
        ("hkust-ai-films-2025", "r2-festival", set()),
    ],
)
def test_real_calls_say_what_their_presets_say(demo: list[str], slug: str, name: str, own: set[str]) -> None:
    version = Call.objects.get(slug=slug).current
    assert version
    said, meant = read_file(write_file(version).encode()).wording, preset(name).wording
    assert said.rules == meant.rules
    assert {part for part, rows in said.rows.items() if rows != meant.rows[part]} == own


def test_real_calls_take_no_entries(demo: list[str]) -> None:
    real = Call.objects.public().filter(edition__programme__is_invented=False)
    assert {call.slug for call in real if Schedule.of(call).is_open(now())} == set()


def test_real_programmes_have_no_results(demo: list[str]) -> None:
    assert not Decision.objects.exclude(entry__call__edition__programme__is_invented=True).exists()


def test_what_is_being_judged_is_seen_by_nobody(demo: list[str], client: Client) -> None:
    call = Call.objects.get(slug="sixty-seconds")
    assert call.entries.filter(status="submitted").count() == MADE
    titles = [film.title("zh-hans") for film in Film.objects.filter(entries__call=call)]
    for page in (f"/zh-hans/calls/{call.slug}/", "/zh-hans/", "/zh-hans/programmes/cloudfield-new-lenses/"):
        text = client.get(page).content.decode()
        assert not [title for title in titles if title in text]
    assert not Decision.objects.filter(entry__call=call).exists()


def test_released_results_stand_on_film_and_talent(demo: list[str], client: Client) -> None:
    assert "云顶奖" in client.get("/zh-hans/films/seventeenth/").content.decode()
    assert Decision.objects.released().filter(outcome="cohort").count() == 4


def test_cohort_names_those_who_agreed_alone(demo: list[str], client: Client) -> None:
    text = client.get("/zh-hans/cohorts/cloudfield-first/").content.decode()
    standing = RosterConsent.objects.standing().values_list("talent__public_id", "answer")

    assert dict(standing) == {"yun-xiaoman": "yes", "shi-sangeng": "yes", "liu-xufei": "no"}
    assert [name in text for name in ("云小满", "石三更", "柳絮飞", "墨未干")] == [True, True, False, False]


def test_only_those_who_agreed_are_shown(demo: list[str], client: Client) -> None:
    assert client.get("/en/talents/yun-xiaoman/").status_code == 200
    assert client.get("/en/talents/xia-zhiliang/").status_code == 404
