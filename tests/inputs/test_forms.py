"""Every form of the site survives everything that people and programs send, on whichever database runs the tests."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import get_resolver
from django.utils.translation import override

from tests.cast import make_user, sign_in
from tests.inputs.hostile import WORDS, Intruders, hostile_places, injected, make_hostile
from tests.inputs.rows import FORMS, OTHERS
from tests.inputs.sweep import Sweep
from tests.inputs.values import NOT_OFFERED
from tests.inputs.world import World
from tests.routes import ROWS


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    """Made once for the file, rolled back after it."""
    places = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("public"))
    with places, override("en"), django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def sweep(request, world: World, db: None) -> Iterator[Sweep]:
    logging.disable(logging.CRITICAL)  # thousands of refusals are thousands of lines
    yield Sweep(request.param, FORMS[request.param], world)
    logging.disable(logging.NOTSET)


# What is hidden there is written by Wagtail's own script, which Wagtail trusts: places, crops, where to go on.
SCRIPTED = ("/admin/pages/", "/admin/images/", "/admin/documents/")


def accepts_post(view: Any) -> bool:
    """Whether a class-based view has something to do with a POST."""
    cls = getattr(view, "view_class", None)
    while cls is None and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
        cls = getattr(view, "view_class", None)
    return cls is not None and hasattr(cls, "post") and "post" in cls.http_method_names


def taking_posts(patterns: Any = None, space: str = "") -> Iterator[str]:
    """The name of every route that takes a POST; functions of ours say so in tests/routes.py."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            yield from taking_posts(
                pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )
        elif pattern.name and (
            accepts_post(pattern.callback) or "POST" in getattr(ROWS.get(pattern.name), "methods", ())
        ):
            yield space + pattern.name


def test_every_form_has_a_row() -> None:
    known = {key.partition("#")[0] for key in FORMS}
    unknown = {name for name in taking_posts() if name not in known and not name.startswith(tuple(OTHERS))}

    assert sorted(unknown) == [], "add a row to tests/inputs/rows.py; its docstring says how"


def page_and_target(key: str, world: World) -> tuple[str, str]:
    """Where the form stands, and where it is sent to."""
    row = FORMS[key]
    with override("en"):
        page = row.page(world)
        return page, row.to(world) if row.to else page


# What everybody with that role has of their own or begins anew, and the library, which is everybody's.
OWN = ("account", "usersessions", "talent-profile", "talent-portfolio", "talent-listing", "talent-order", "entry-start")
SHARED = ("desk-calls:add", "desk-editions:add", "desk-events:add", "wagtailadmin_pages:add", "wagtailimages:",
          "wagtaildocs:")  # fmt: skip


@pytest.mark.parametrize(("role", "theirs"), [("owner", OWN), ("superuser", SHARED)])
def test_form_of_others_is_not_there(world: World, db: None, role: str, theirs: tuple[str, ...]) -> None:
    """For a creator the forms of another, for an editor those of another programme: whether read or sent."""
    stranger = make_user("creator") if role == "owner" else make_user("editor", programme="another")
    client = sign_in(Client(), stranger)
    keys = [key for key, row in FORMS.items() if row.role == role and not row.is_foreign and not key.startswith(theirs)]
    open_doors = {}
    for key in keys:
        page, to = page_and_target(key, world)
        answers = client.get(page), client.post(to, dict(FORMS[key].fill), headers=FORMS[key].headers)
        if not all(is_closed(answer) for answer in answers):
            open_doors[key] = [answer.status_code for answer in answers]

    assert len(keys) > 25
    assert open_doors == {}


@pytest.mark.parametrize(
    ("key", "field"),
    [("desk-calls:add", "edition"), ("desk-editions:add", "programme"), ("desk-events:add", "edition")],
)
def test_choice_of_another_programme_is_no_choice(world: World, db: None, key: str, field: str) -> None:
    """A number that others could choose: refused like one that nobody has, and nothing of it is told."""
    programme = world.call.programme
    thing = programme if field == "programme" else world.call.edition
    client = sign_in(Client(), make_user("editor", programme="another", language="en"))
    page, to = page_and_target(key, world)

    answer = client.post(to, {**FORMS[key].fill, field: str(thing.pk)})

    assert answer.status_code == 422
    assert "Select a valid choice" in answer.content.decode()
    assert str(programme) not in answer.content.decode() + client.get(page).content.decode()


def is_closed(answer: Any) -> bool:
    """Nothing there, or the admin's way of saying no."""
    return answer.status_code in {404, 405, 410} or answer.get("Location") == "/admin/"


def test_hostile_words_are_words_on_every_page(world: World, db: None) -> None:
    """What creators, editors and enquirers wrote, on pages of others: no tag, no attribute, no template of theirs."""
    make_hostile()
    clients = {role: Client() for role in ("anonymous", "owner", "superuser")}
    for role in ("owner", "superuser"):
        sign_in(clients[role], getattr(world, role))
    with override("en"):
        places = hostile_places(world)

    found = {address: injected(clients[role].get(address)) for role, address in places}

    assert Intruders(f'<a title="{WORDS}">').found  # they would be seen
    assert {address: problems for address, problems in found.items() if problems} == {}


every_form = pytest.mark.parametrize(
    "sweep",
    [pytest.param(key, marks=pytest.mark.large_form if row.is_large else ()) for key, row in FORMS.items()],
    indirect=True,
)


@every_form
def test_form_survives_every_text(sweep: Sweep) -> None:
    sweep.all_texts()

    assert sweep.problems == []


@every_form
def test_form_survives_what_it_did_not_offer(sweep: Sweep) -> None:
    sweep.all_choices(NOT_OFFERED)
    if not sweep.row.is_foreign and not sweep.page.startswith(SCRIPTED):
        sweep.all_hidden(NOT_OFFERED)

    assert sweep.problems == []


@every_form
def test_form_refuses_what_is_no_number_date_or_address(sweep: Sweep) -> None:
    sweep.all_kinds()

    assert sweep.problems == []


@every_form
def test_form_survives_bodies_that_no_browser_sends(sweep: Sweep) -> None:
    if not sweep.row.is_foreign:
        sweep.all_bodies()

    assert sweep.problems == []
