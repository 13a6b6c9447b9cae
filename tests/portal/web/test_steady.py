"""A Redis that is not there: nothing listens at its address, or something that never answers."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from portal.settings.services import cache_from
from portal.web import steady
from portal.web.ratelimit import seconds_to_wait


@pytest.fixture(params=["refuses", "hangs"])
def away(request: pytest.FixtureRequest, settings: Any, tmp_path: Any) -> Iterator[Any]:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if request.param == "hangs":
            silent.listen(8)
        settings.CACHES = {"default": cache_from(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", tmp_path)}
        steady.SteadyRedisCache.away_until = 0.0
        yield caches["default"]
    steady.SteadyRedisCache.away_until = 0.0


def test_values_are_kept_meanwhile(away: Any) -> None:
    away.set("a", 1)
    away.set_many({"b": 2, "c": 3})
    away.delete("c")

    assert away.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    assert (away.has_key("c"), away.get("c", 0), away.add("a", 5)) == (False, 0, False)


@pytest.mark.usefixtures("away")
def test_attempts_are_counted_meanwhile() -> None:
    assert [bool(seconds_to_wait("login", "ip:192.0.2.1", "2/d")) for _ in range(3)] == [False, False, True]


def test_only_one_request_waits(away: Any) -> None:
    away.get("a")

    begun = time.monotonic()
    for _ in range(20):
        away.get("a")

    assert time.monotonic() - begun < 1


@pytest.mark.usefixtures("away")
def test_pages_answer(db: None, client: Client) -> None:
    assert client.get("/en/accounts/login/").status_code == 200
    assert client.get("/en/catalogue/").status_code == 200
