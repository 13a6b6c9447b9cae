"""From signing up to the admin, and what is the same for everybody on the way."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.actions import end_sessions, grant_role
from portal.accounts.adapters import AccountAdapter
from portal.accounts.models import Role, User
from portal.clock import now
from portal.mail.models import OutgoingMail
from tests.cast import PASSWORD, SECRET, make_user, sign_in
from tests.portal.accounts.codes import code_at
from tests.portal.accounts.hashers import CountingHasher

pytestmark = pytest.mark.django_db
NEW = {"name": "Lu Qingchi", "email": "Lu@Example.org", "password1": PASSWORD}


def log_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password} | more)


def test_creator_signs_up_verifies_and_is_in(client, mailed_code):
    asked = client.post("/zh-hant/accounts/signup/", NEW)
    user = User.objects.get()
    before = client.get(reverse("account")).status_code

    confirmed = client.post(reverse("account_email_verification_sent"), {"code": mailed_code()})

    assert (asked.status_code, before, confirmed.status_code) == (302, 302, 302)
    assert (user.email, user.name, user.language) == ("lu@example.org", "Lu Qingchi", "zh-hant")
    assert OutgoingMail.objects.get(name="account-code").language == "zh-hant"
    assert OutgoingMail.objects.get(name="account-code").is_secret
    assert client.get(reverse("account")).status_code == 200


def test_wrong_code_is_refused_and_three_end_it(client, mailed_code):
    client.post(reverse("account_signup"), NEW)

    answers = [client.post(reverse("account_email_verification_sent"), {"code": "XXXX-XXXX"}) for _n in range(3)]

    assert [answer.status_code for answer in answers] == [422, 422, 302]
    client.post(reverse("account_email_verification_sent"), {"code": mailed_code()})
    assert client.get(reverse("account")).status_code == 302


def test_editor_gives_password_and_code_and_reaches_the_admin(client):
    user = make_user("editor")
    first = log_in(client, user.email, next="/admin/")
    between = client.get("/admin/").status_code

    second = client.post(reverse("mfa_authenticate"), {"code": code_at(SECRET)})

    assert first["Location"].endswith("/accounts/2fa/authenticate/")
    assert (between, second.status_code, second["Location"]) == (302, 302, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_same_code_serves_only_once(client):
    user = make_user("editor")
    code = code_at(SECRET)
    log_in(client, user.email)
    client.post(reverse("mfa_authenticate"), {"code": code})
    other = Client()
    log_in(other, user.email)

    again = other.post(reverse("mfa_authenticate"), {"code": code})

    assert again.status_code == 422
    assert other.get("/admin/").status_code == 302


@pytest.mark.parametrize("code", ["1234567", "", "١٢٣٤٥٦", "a\0b", "🎬", "x" * 5000])
def test_no_other_code_is_taken(client, code):
    user = make_user("editor")
    log_in(client, user.email)

    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 422


def test_session_gets_a_new_key_at_sign_in(client):
    user = make_user()
    client.get(reverse("account_login"))
    client.session["planted"] = True
    planted = client.session
    planted["planted"] = True
    planted.save()
    client.cookies["session"] = planted.session_key

    log_in(client, user.email)

    assert client.cookies["session"].value != planted.session_key


def scrub(page: Any, *addresses: str) -> str:
    text = page.content.decode()
    for address in addresses:
        text = text.replace(address, "ADDRESS")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    return re.sub(r'nonce="[^"]*"', "", text)


@pytest.mark.parametrize(
    ("route", "data"),
    [
        ("account_login", {"password": "wrong wrong wrong"}),
        ("account_signup", {"name": "N", "password1": PASSWORD}),
        ("account_reset_password", {}),
    ],
)
def test_known_and_unknown_addresses_look_the_same(route, data):
    make_user(email="known@example.org")
    pages = []
    for address in ("known@example.org", "strange@example.org"):
        field = "login" if route == "account_login" else "email"
        client = Client()
        answer = client.post(reverse(route), data | {field: address})
        shown = client.get(answer["Location"]) if answer.status_code == 302 else answer
        pages.append((answer.status_code, answer.headers.get("Location"), shown.status_code, scrub(shown, address)))

    assert pages[0] == pages[1]
    if route != "account_login":
        assert OutgoingMail.objects.values("to").distinct().count() == 2


@pytest.mark.parametrize(
    ("route", "field", "data"),
    [("account_login", "login", {"password": "wrong one"}), ("account_signup", "email", NEW)],
)
def test_known_and_unknown_addresses_cost_the_same(settings, route, field, data):
    """What takes time is the hash of the password: with one for strangers alone, a clock tells who has an account."""
    settings.PASSWORD_HASHERS = ["tests.portal.accounts.hashers.CountingHasher"]
    make_user(email="known@example.org")
    counts = []
    for address in ("known@example.org", "strange@example.org"):
        CountingHasher.calls = 0
        Client().post(reverse(route), {"password": "x" * 12, **data, field: address})
        counts.append(CountingHasher.calls)

    assert counts[0] == counts[1] > 0


def test_reset_takes_a_code_ends_all_sessions_and_asks_for_the_factor_still(client, mailed_code):
    user = make_user("editor")
    old = sign_in(Client(), user)
    client.post(reverse("account_reset_password"), {"email": user.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": mailed_code()})

    done = client.post(
        reverse("account_complete_password_reset"), {"password1": PASSWORD + "!", "password2": PASSWORD + "!"}
    )

    assert done.status_code == 302
    assert (client.get("/admin/").status_code, old.get("/admin/").status_code) == (302, 302)
    assert log_in(client, user.email, PASSWORD + "!")["Location"].endswith("/accounts/2fa/authenticate/")


def test_password_change_ends_other_sessions(client):
    user = make_user()
    other = sign_in(Client(), user)
    log_in(client, user.email)

    changed = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": PASSWORD + "!", "password2": PASSWORD + "!"},
    )

    assert changed.status_code == 302
    assert [c.get(reverse("account")).status_code for c in (client, other)] == [200, 302]


def test_ended_sessions_are_over(client):
    user = make_user()
    sign_in(client, user)

    end_sessions(user)

    assert client.get(reverse("account")).status_code == 302


def test_closed_account_has_no_session(client):
    user = make_user()
    sign_in(client, user)
    User.objects.filter(pk=user.pk).update(is_active=False)

    other = Client()
    log_in(other, user.email)

    assert [each.get(reverse("account")).status_code for each in (client, other)] == [302, 302]


def test_role_change_ends_sessions(client):
    user = make_user()
    sign_in(client, user)

    grant_role(user, Role.JUROR, by=None, at=now())

    assert client.get(reverse("account")).status_code == 302


def test_honeypot_is_answered_like_anybody_and_makes_nothing(client):
    answer = client.post(reverse("account_signup"), NEW | {"website": "http://spam.example"})

    assert answer.status_code == 302
    assert (User.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_eleventh_failure_is_refused_whatever_the_header_says(client, settings):
    user = make_user()
    for _number in range(10):
        log_in(client, user.email, "wrong wrong wrong")

    late = client.post(
        reverse("account_login"),
        {"login": user.email, "password": PASSWORD},
        headers={"X-Forwarded-For": "203.0.113.7"},
    )

    assert late.status_code in {422, 429}
    assert client.get(reverse("account")).status_code == 302


@pytest.mark.parametrize("host", ["evil.example", "testserver@evil.example", "a b"])
def test_foreign_host_is_refused(client, host):
    assert client.get(reverse("account_login"), headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    ("template", "letter", "most"),
    [
        ("account_already_exists", "account-exists", 2),
        ("unknown_account", "account-unknown", 2),
        ("password_reset_code", "account-code", 10),
    ],
)
def test_strangers_cannot_fill_somebodys_mailbox(template, letter, most):
    for email in ("victim@example.org", "Victim@example.org", "other@example.org"):
        for _n in range(most + 1):
            AccountAdapter().send_mail(f"account/email/{template}", email, {"code": "ABC-DEF"})

    letters = OutgoingMail.objects.filter(name=letter)
    assert letters.filter(to="victim@example.org").count() == letters.filter(to="other@example.org").count() == most
