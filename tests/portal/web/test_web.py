"""Headers on every class of answer, addresses behind proxies, and limits."""

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override

from portal.web.address import client_ip, network_of
from portal.web.middleware import ALWAYS
from portal.web.ratelimit import rate_limited, seconds_to_wait
from tests.cast import make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    cache.clear()
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/en/accounts/login/", 200),
        ("/en/nothing/", 404),
        ("/admin/", 302),
        ("/admin/jsi18n/", 200),
        ("/django-admin/", 302),
        ("/files/none/original", 404),
        ("/uploads/", 405),
    ],
)
def test_every_answer_carries_the_headers(client, address, status):
    answer = client.get(address)

    assert answer.status_code == status
    assert set(ALWAYS) <= set(answer.headers)
    assert "object-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}


def test_errors_carry_them_too(client, settings):
    bad_host = client.get("/en/accounts/login/", headers={"Host": "evil.example"})
    no_token = Client(enforce_csrf_checks=True).post("/en/accounts/login/", {})
    client.raise_request_exception = False

    for answer, status in ((bad_host, 400), (no_token, 403)):
        assert answer.status_code == status
        assert {*ALWAYS, "Content-Security-Policy"} <= set(answer.headers), status


def test_public_pages_want_a_nonce_and_the_admins_do_not(client):
    sign_in(client, make_user("administrator"))

    public, admin = client.get("/en/calls/"), client.get("/admin/")

    assert "unsafe-inline" not in public["Content-Security-Policy"].partition("script-src")[2].partition(";")[0]
    assert "script-src 'self' 'unsafe-inline'" in admin["Content-Security-Policy"]
    assert "nonce" not in admin["Content-Security-Policy"]


@pytest.mark.parametrize("route", ["calls", "catalogue"])
def test_public_page_is_the_same_for_everybody(client, route):
    visitor = Client().get(reverse(route))
    person = sign_in(client, make_user("editor")).get(reverse(route))

    for answer in (visitor, person):
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert "no-store" not in answer.headers.get("Cache-Control", "")


def test_what_a_person_sees_is_kept_by_nobody(client):
    sign_in(client, make_user())

    assert client.get(reverse("account"))["Cache-Control"] == "private, no-store"
    assert client.get(reverse("entry-list"))["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("hops", "forwarded", "found"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 2.2.2.2, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 10.0.0.5", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "not an address", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "[2001:db8::1]", "2001:db8::1"),
    ],
)
def test_client_ip_believes_only_our_proxies(settings, hops, forwarded, found):
    settings.TRUSTED_PROXY_HOPS = hops
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)

    assert client_ip(request) == found


def test_network_of_ipv6_is_its_64():
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::9") == "2001:db8:1:2::"
    assert network_of("203.0.113.9") == "203.0.113.9"


def test_limit_counts_and_says_how_long_to_wait():
    assert [bool(seconds_to_wait("t", "ip:1", "3/d")) for _n in range(5)] == [False, False, False, True, True]
    assert not seconds_to_wait("t", "ip:2", "3/d")


def test_limited_view_answers_429_with_retry_after(rf):
    view = rate_limited("test", per_ip="2/d", methods=("POST",))(lambda request: HttpResponse("ok"))
    posts = [view(rf.post("/", REMOTE_ADDR="203.0.113.9")) for _n in range(3)]

    assert [answer.status_code for answer in posts] == [200, 200, 429]
    assert 0 < int(posts[2]["Retry-After"]) <= 86400
    assert view(rf.get("/", REMOTE_ADDR="203.0.113.9")).status_code == 200
    assert view(rf.post("/", REMOTE_ADDR="203.0.113.10")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "heading"),
    [("zh-hans", "这个页面已过期"), ("zh-hant", "這個頁面已過期"), ("en", "This page had grown old")],
)
def test_form_without_its_token_is_told_how_to_keep_what_was_typed(language, heading):
    answer = Client(enforce_csrf_checks=True).post(f"/{language}/accounts/login/", {"login": "a@example.org"})

    assert (answer.status_code, heading in answer.content.decode()) == (403, True)
