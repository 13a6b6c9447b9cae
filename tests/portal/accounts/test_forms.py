"""Every field of signing in survives what people and programs send; nobody is sent to a strange place."""

import pytest
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse

from portal.accounts.adapters import is_safe_path
from portal.accounts.forms import LoginForm
from portal.accounts.models import User
from tests.bad_input import BAD_TEXTS, assert_survives, send
from tests.cast import PASSWORD, make_user, sign_in

pytestmark = pytest.mark.django_db
SIGN_UP = {"name": "Lu", "email": "lu@example.org", "password1": PASSWORD}
FIELDS = [
    ("account_signup", "email", SIGN_UP, True),
    ("account_signup", "password1", SIGN_UP, None),
    ("account_login", "login", {"password": PASSWORD}, True),
    ("account_login", "password", {"login": "lu@example.org"}, True),
    ("account_reset_password", "email", {}, True),
]


@pytest.mark.parametrize("bad", BAD_TEXTS, ids=lambda bad: bad.name)
def test_name_keeps_what_it_can_store_and_refuses_the_rest(client, bad):
    answer = assert_survives(client, reverse("account_signup"), "name", bad, SIGN_UP)

    if answer.status_code == 302 and "surrogate" not in bad.name:
        import unicodedata

        assert User.objects.get().name == unicodedata.normalize("NFC", bad.text)


@pytest.mark.parametrize(("route", "field", "data", "refused"), FIELDS, ids=lambda value: str(value)[:20])
def test_every_field_of_the_entrance_survives(route, field, data, refused):
    for bad in BAD_TEXTS:
        from django.core.cache import cache

        cache.clear()
        assert_survives(Client(), reverse(route), field, bad, data, refused=refused)


def test_account_page_survives_and_keeps_what_was_typed(client):
    user = make_user()
    sign_in(client, user)
    for bad in BAD_TEXTS:
        for field in ("name", "language", "time_zone"):
            data = {"name": "N", "language": "en", "time_zone": "UTC"}
            assert_survives(
                client,
                reverse("account"),
                field,
                bad,
                data,
                refused=... if field == "name" else True,  # type: ignore[arg-type]
            )

    page = client.post(reverse("account"), {"name": "Lu\u202e", "language": "en", "time_zone": "Asia/Shanghai"})

    assert page.status_code == 422
    assert 'value="Asia/Shanghai" selected' in page.content.decode()
    assert "Your name contains a character we cannot store (character 3)" in page.content.decode()


def test_signed_in_forms_survive(client):
    user = make_user()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    for bad in BAD_TEXTS:
        from django.core.cache import cache

        cache.clear()
        for route, field, data in [
            ("account_email", "email", {"action_add": ""}),
            ("account_reauthenticate", "password", {}),
            ("account_change_password", "oldpassword", {"password1": PASSWORD, "password2": PASSWORD}),
            ("mfa_activate_totp", "code", {}),
        ]:
            assert_survives(client, reverse(route), field, bad, data, refused=None)


@pytest.mark.parametrize(
    "email",
    [
        "a@b",
        "a@b.com\nBcc: x@y.org",
        "a..b@example.org",
        "a@[127.0.0.1]",
        "a" * 320 + "@example.org",
        "a@例子.中国",
        "a@\ud800.com",
        "a\0@example.org",
        "a@exa\u200bmple.org",
        "",
    ],
)
def test_impossible_address_is_refused_with_a_sentence(client, email):
    answer = send(client, reverse("account_signup"), SIGN_UP | {"email": email})

    assert answer.status_code == 422
    assert "form-errors" in answer.content.decode()
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("short77", False),
        ("password1234", False),
        ("correct horse battery 🐎", True),
        ("密码也可以是一整句中文", True),
        ("x y" * 1365 + "z", True),
        ("x" * 4097, False),
    ],
    ids=["7", "common", "emoji", "Chinese", "4096", "4097"],
)
def test_password_rules(client, password, is_taken):
    answer = client.post(reverse("account_signup"), SIGN_UP | {"password1": password})

    assert (answer.status_code == 302) is is_taken
    assert User.objects.filter(email="lu@example.org").exists() is is_taken


def test_surrogates_that_come_another_way_are_refused_by_the_form(rf):
    form = LoginForm({"login": "a@\ud800.com", "password": "\ud800"}, request=rf.post("/"))

    assert not form.is_valid()
    assert {"login", "password"} <= set(form.errors)


GOOD = ["/", "/en/entries/", "/en/entries/abc/?step=film#title", "/zh-hans/calls/%E7%81%AF/"]
EVIL = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/ok\r\nSet-Cookie: a=b",
    "/%0d%0aSet-Cookie:a=b",
    "/%09/evil.example",
    "/\t/evil.example",
    "/%5cevil.example",
    "/%2f/evil.example",
    "/%2Fevil.example",
    "/a\0b",
    "/a\u2028b",
    "/../evil",
    " /x",
    "evil.example",
    "",
    "http:///evil.example",
    "/\ufeff/evil.example",
    "http://testserver@evil.example/",
]


@pytest.mark.parametrize("path", GOOD)
def test_paths_of_ours_are_safe(path):
    assert is_safe_path(path)


@pytest.mark.parametrize("path", EVIL)
def test_nobody_is_sent_elsewhere(path):
    user = make_user()
    client = Client()

    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": path})

    assert not is_safe_path(path)
    assert answer["Location"] in {reverse("entry-list"), reverse("account")}


def test_account_export_is_ones_own(client):
    sign_in(client, make_user(email="me@example.org"))
    make_user(email="other@example.org")

    answer = client.get(reverse("account-export"))

    assert answer.json()["email"] == "me@example.org"
    assert b"other@" not in answer.content


def test_account_page_writes_nothing_but_its_fields(client):
    user = make_user()
    sign_in(client, user)

    def act_in_between(sender, **_kwargs):
        User.objects.filter(pk=user.pk).update(session_epoch=7, is_staff=True)

    pre_save.connect(act_in_between, sender=User)
    try:
        client.post(reverse("account"), {"name": "Lu", "language": "en", "time_zone": "UTC"})
    finally:
        pre_save.disconnect(act_in_between, sender=User)

    user.refresh_from_db()
    assert (user.name, user.session_epoch, user.is_staff) == ("Lu", 7, True)
