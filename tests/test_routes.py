"""Every route × every role, from the URL configuration. A route without a row in `tests/routes.py` fails."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from tests.cast import sign_in
from tests.routes import PREFIXES, ROLES, ROWS, SIGN_IN, Row, World

pytestmark = pytest.mark.django_db
Route = tuple[str, str, str]  # name with namespaces, address with <converters>, module of the view


def routes(patterns: list[Any] | None = None, space: str = "", prefix: str = "") -> Iterator[Route]:
    """Every pattern of the URL configuration, as (name, address, module of the view)."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, inner, address)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", pattern.callback)
            yield space + (pattern.name or ""), address, getattr(view, "__module__", "")


def without_language(address: str) -> str:
    return re.sub(r"^\^?(zh-hans|zh-hant|en)/", "", address)


def prefix_of(address: str) -> str:
    found = [prefix for prefix in PREFIXES if without_language(address).startswith(prefix)]
    return max(found, key=len, default="")


def kind_of(route: Route) -> str:
    """ "ours", or how its prefix is checked."""
    name, address, module = route
    if name == "wagtail_serve":
        return "third"  # every page of the site, by a pattern without names
    kind = PREFIXES.get(prefix_of(address), "")
    if module.startswith(("portal.", "search.")) or (module.startswith("cms.") and kind != "admin"):
        return "ours"
    if not kind and module.startswith("wagtail."):
        return "third"  # the catch-all that serves pages
    return kind or "ours"


ALL = list(routes())
OURS = sorted({name for name, _address, _module in (route for route in ALL if kind_of(route) == "ours")})
ADMIN = sorted({route[:2] for route in ALL if kind_of(route) == "admin"})


@pytest.fixture
def world() -> World:
    return World()


def client_of(world: World, role: str) -> Client:
    client = Client()
    return client if role == "anonymous" else sign_in(client, getattr(world, role))


def ask(client: Client, method: str, address: str, row: Row) -> int:
    with override("en"):
        data = {"data": row.data} if row.data and method == "POST" else {}
        return int(getattr(client, method.lower())(address, headers=row.headers, **data).status_code)


def address_of(name: str, world: World) -> str:
    with override("en"):
        return reverse(name, kwargs=ROWS[name].kwargs(world)) + ROWS[name].query


def is_there_for_its_user(row: Row) -> bool:
    """A route that answers 404 to whoever it is tried by has no methods to refuse."""
    return row.expected(row.tried_by) != 404


def test_every_route_of_ours_has_a_row() -> None:
    assert [name for name in OURS if name not in ROWS] == [], "add a row to tests/routes.py; its docstring says how"
    assert sorted(set(ROWS) - set(OURS)) == [], "rows without a route"


@pytest.mark.parametrize("name", [name for name in OURS if name in ROWS])
def test_route_answers_each_role_as_its_row_says(name: str, world: World) -> None:
    row = ROWS[name]
    address = address_of(name, world)

    got = {role: ask(client_of(world, role), row.methods[0], address, row) for role in ROLES}

    assert got == {role: row.expected(role) for role in ROLES}, address
    if row.expected("anonymous") == SIGN_IN and row.methods[0] == "GET":
        assert "/accounts/login/" in Client().get(address)["Location"]


@pytest.mark.parametrize("name", [name for name in OURS if name in ROWS and is_there_for_its_user(ROWS[name])])
def test_route_refuses_other_methods(name: str, world: World) -> None:
    row = ROWS[name]
    client, address = client_of(world, row.tried_by), address_of(name, world)

    others = [method for method in ("GET", "POST", "PUT", "PATCH", "DELETE") if method not in row.methods]

    assert {method: ask(client, method, address, row) for method in others} == dict.fromkeys(others, 405)


def exempt(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[str]:
    """Addresses whose view says that it needs no token against forged requests."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = without_language(prefix + str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from exempt(pattern.url_patterns, address)
        elif getattr(pattern.callback, "csrf_exempt", False):
            yield address


def test_only_these_need_no_token(world: World) -> None:
    """A form without a session, which asks the browser whose page sent it, and an API that asks for a token itself."""
    api = "admin/api/main/"
    client = Client(enforce_csrf_checks=True)
    sign_in(client, world.editor)

    assert {address for address in exempt() if not address.startswith(api)} == {"partners/<str:slug>/"}
    refused = client.post(f"/{api}pages/1/action/unpublish/", {})
    assert (refused.status_code, "CSRF" in refused.content.decode()) == (403, True)


def reversible() -> list[str]:
    """Addresses of the two admins; numbers and words are filled in, nothing of that name exists."""
    addresses = []
    for _name, address in ADMIN:
        path = re.sub(r"<(?:[a-z_]+:)?\w+>", "1", address).replace("^", "").replace("$", "").replace("\\Z", "")
        if not re.search(r"[()\[\]?+*|\\]", path):
            addresses.append(f"/{path}")
    return addresses


@pytest.mark.parametrize("role", ["anonymous", "creator", "juror"])
def test_admin_is_closed_to_everybody_without_a_role_there(role: str, world: World) -> None:
    client = client_of(world, role)
    addresses = reversible()
    assert len(addresses) > 150
    addresses = addresses if role == "anonymous" else addresses[::5]  # the quick gate has no time for all

    answers = {address: client.get(address).status_code for address in addresses}

    public = {"/admin/jsi18n/", "/admin/sprite/", "/django-admin/jsi18n/"}  # words and icons, nobody's data
    assert {a for a, status in answers.items() if status not in {301, 302, 403, 404, 405}} <= public


@pytest.mark.parametrize("door", ["/admin/login/", "/django-admin/login/", "/en/_util/login/"])
def test_every_door_leads_to_the_sign_in(door: str, client: Client) -> None:
    assert "/accounts/login/?next=/x/" in client.get(f"{door}?next=/x/")["Location"]


def test_another_persons_object_and_none_look_the_same(world: World) -> None:
    """The 404 of somebody else's thing is, byte for byte, that of a thing that does not exist."""
    client = client_of(world, "creator")
    for name, row in ROWS.items():
        if row.expected("owner") == 200 and row.expected("creator") == 404:
            kwargs = row.kwargs(world)
            key = next((key for key in kwargs if key in {"public_id", "slug", "pk"}), None)
            if key is None or row.methods[0] != "GET":
                continue
            nobodys = dict(kwargs) | {key: "zzzzzzzzzz" if isinstance(kwargs[key], str) else 999999}
            with override("en"):
                addresses = [reverse(name, kwargs=arguments) for arguments in (kwargs, nobodys)]
            pages = [client.get(address) for address in addresses]
            words = [
                page.content.replace(address.removeprefix("/en").encode(), b"")
                for page, address in zip(pages, addresses, strict=True)
            ]
            assert (pages[0].status_code, words[0]) == (pages[1].status_code, words[1]), name
