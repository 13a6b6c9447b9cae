"""Readers of the same second share one answer, and nobody else's."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import reverse

from portal.web import moments
from portal.web.moments import MomentMiddleware
from tests.cast import make_user, sign_in
from tests.factories.calls import CallFactory


class Clock:
    """`time.monotonic` under control."""

    def __init__(self) -> None:
        self.at = 100.0

    def monotonic(self) -> float:
        return self.at


@pytest.fixture
def clock(monkeypatch, settings) -> Clock:
    settings.PAGE_MOMENT_S = 1.0
    clock = Clock()
    monkeypatch.setattr(moments, "time", clock)
    return clock


def counter(**headers):
    """A view that says how often it was asked."""
    asked = []

    def view(_request):
        asked.append(1)
        return HttpResponse(str(len(asked)), headers=headers)

    return MomentMiddleware(view)


def read(middleware, path="/en/", **more) -> str:
    return middleware(RequestFactory().get(path, **more)).content.decode()


def test_page_is_made_once_a_second(clock):
    middleware = counter()

    said = [read(middleware), read(middleware)]
    clock.at += 0.999
    said.append(read(middleware))
    clock.at += 0.001
    said.append(read(middleware))

    assert said == ["1", "1", "1", "2"]


def test_last_answer_serves_while_the_next_is_made(clock):
    said = []

    def view(_request):
        clock.at += 0.4  # it takes its time, and meanwhile somebody else asks
        if said:
            said.append(read(middleware))
        return HttpResponse(str(len(said)))

    middleware = MomentMiddleware(view)
    said.append(read(middleware))
    clock.at += 1.0
    read(middleware)

    assert said == ["0", "0"] and not middleware.made_anew


def test_last_answer_does_not_serve_forever(clock):
    middleware = counter()
    first = read(middleware)
    middleware.made_anew.update(middleware.kept)
    clock.at += 1.999
    kept = read(middleware)
    clock.at += 0.002

    assert (first, kept, read(middleware)) == ("1", "1", "2")


def test_failure_is_not_in_the_way_of_the_next(clock):
    def view(_request):
        raise ValueError

    middleware = MomentMiddleware(view)
    with pytest.raises(ValueError):
        read(middleware)

    assert not middleware.made_anew


def test_other_addresses_and_hosts_are_other_pages(clock):
    middleware = counter()

    said = [read(middleware), read(middleware, "/en/?a"), read(middleware, headers={"host": "other"}), read(middleware)]

    assert said == ["1", "2", "3", "1"]


@pytest.mark.parametrize("name", moments.OWN)
def test_request_of_its_own_is_not_shared(clock, name):
    middleware = counter()

    assert [read(middleware), read(middleware, headers={name: "x"}), read(middleware)] == ["1", "2", "1"]


@pytest.mark.parametrize(
    "headers",
    [{"Vary": "Accept-Language"}, {"Cache-Control": "private, no-store"}, {"Cache-Control": "no-cache"}],
    ids=["language", "private", "no-cache"],
)
def test_answer_for_one_reader_is_not_shared(clock, headers):
    middleware = counter(**headers)

    assert [read(middleware), read(middleware)] == ["1", "2"]


def test_answer_with_a_cookie_is_not_shared(clock):
    def view(_request):
        response = HttpResponse("x")
        response.set_cookie("a", "b")
        return response

    middleware = MomentMiddleware(view)
    read(middleware)

    assert not middleware.kept


@pytest.mark.parametrize("status", [301, 302, 404, 410, 500])
def test_only_pages_that_are_there_are_shared(clock, status):
    middleware = MomentMiddleware(lambda _request: HttpResponse("x", status=status))
    read(middleware)

    assert not middleware.kept


def test_oldest_pages_leave(clock):
    middleware = counter()
    for number in range(moments.ENTRIES + 5):
        read(middleware, f"/{number}")

    paths = [path for _scheme, _host, path in middleware.kept]
    assert paths == [f"/{number}" for number in range(5, moments.ENTRIES + 5)]


def test_nothing_is_kept_where_it_is_switched_off(clock, settings):
    settings.PAGE_MOMENT_S = 0.0
    middleware = counter()

    assert [read(middleware), read(middleware)] == ["1", "2"] and not middleware.kept


@pytest.mark.django_db
@override_settings(PAGE_MOMENT_S=60.0)
def test_shared_page_costs_no_query_and_carries_every_header(client, django_assert_num_queries):
    address = reverse("call", args=[CallFactory().slug])
    first = client.get(address)

    with django_assert_num_queries(0):
        second = client.get(address)

    assert second.content == first.content
    assert {name: sorted(value.split()) for name, value in second.items()} == {
        name: sorted(value.split()) for name, value in first.items()
    }


@pytest.mark.django_db
@override_settings(PAGE_MOMENT_S=60.0)
def test_somebody_signed_in_shares_nothing(client):
    CallFactory()
    anybodys = client.get(reverse("calls"))

    theirs = sign_in(client, make_user()).get(reverse("entry-list"))

    assert "Cache-Control" not in anybodys and theirs["Cache-Control"] == "private, no-store"
    assert client.get(reverse("entry-list"))["Cache-Control"] == "private, no-store"
    client.logout()
    assert client.get(reverse("entry-list")).status_code == 302
