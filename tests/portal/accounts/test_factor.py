"""The channel's people get nowhere without a second factor given in this session."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.actions import enrol_totp, grant_role
from portal.accounts.adapters import MFAAdapter
from portal.accounts.models import Role, User
from portal.accounts.permissions import FREE
from portal.clock import now
from portal.mail.models import OutgoingMail
from tests.cast import PASSWORD, SECRET, make_user, sign_in
from tests.portal.accounts.codes import code_at

pytestmark = pytest.mark.django_db
STAFF = ["administrator", "editor", "curator", "chair", "juror"]
PLACES = [
    "/admin/",
    "/admin/pages/",
    "/django-admin/",
    "/en/accounts/",
    "/en/entries/",
    "/en/profile/",
    "/documents/1/x",
]


@pytest.mark.parametrize("role", STAFF)
def test_person_without_a_factor_only_reaches_the_enrolment(client, role):
    sign_in(client, make_user(role, factor=False), factor=False)

    went = {place: client.get(place).get("Location", "").partition("/accounts")[2] for place in PLACES}

    assert went == dict.fromkeys(PLACES, "/2fa/")
    assert client.get(reverse("mfa_index")).status_code == 200


@pytest.mark.parametrize("role", STAFF)
def test_being_enrolled_is_not_enough(client, role):
    sign_in(client, make_user(role), factor=False)

    for place in PLACES:
        assert "/accounts/2fa/reauthenticate/?next=" in client.get(place)["Location"], place
    for route in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"):
        assert "/accounts/2fa/reauthenticate/?next=" in client.get(reverse(route))["Location"], route


def test_nothing_can_be_sent_either(client):
    user = make_user("editor")
    sign_in(client, user, factor=False)

    answer = client.post(reverse("account"), {"name": "Somebody", "language": "en", "time_zone": "UTC"})

    user.refresh_from_db()
    assert (answer.status_code, user.name) == (302, "Editor")


def test_code_opens_the_session(client):
    user = make_user("juror")
    sign_in(client, user, factor=False)
    there = client.get(reverse("account"))["Location"]

    answer = client.post(there, {"code": code_at(SECRET)})

    assert answer["Location"] == reverse("account")
    assert client.get(reverse("account")).status_code == 200


def test_creators_need_none(client):
    sign_in(client, make_user(), factor=False)

    assert client.get(reverse("account")).status_code == 200


def test_creators_are_looked_up_at_sign_in_alone(client):
    sign_in(client, make_user(), factor=False)

    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("entry-list")).status_code == 200

    assert not [query for query in queries if "rolegrant" in query["sql"]]


@pytest.mark.parametrize("role", [Role.JUROR, Role.EDITOR])
def test_role_given_during_a_session_ends_it_and_asks_for_the_factor(client, role):
    user = make_user()
    sign_in(client, user, factor=False)
    client.get(reverse("account"))
    grant_role(user, role, by=None, at=now())

    ended = client.get(reverse("account"))["Location"]
    sign_in(client, user, factor=False)

    assert "/login/" in ended
    assert client.get(reverse("account"))["Location"].endswith("/2fa/")


def test_answer_of_an_earlier_epoch_is_not_believed(client):
    user = make_user("juror")
    sign_in(client, user, factor=False)
    session = client.session
    session[FREE] = f"{user.pk}:{user.session_epoch - 1}"
    session.save()

    assert "/2fa/" in client.get(reverse("account"))["Location"]


@pytest.mark.django_db(transaction=True)
def test_enrolling_opens_this_session_and_ends_the_others(client):
    user = make_user("editor", factor=False)
    other = sign_in(Client(), user, factor=False)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]

    answer = client.post(reverse("mfa_activate_totp"), {"code": code_at(secret)})

    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    went = [(answer.status_code, answer.get("Location", "")) for answer in (c.get("/admin/") for c in (client, other))]
    assert went[0] == (200, "")
    assert went[1][0] == 302 and "/accounts/login/" in went[1][1]


def test_last_factor_of_an_editor_stays(client):
    user = make_user("editor")
    sign_in(client, user)

    password = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    shown = client.post(reverse("mfa_reauthenticate"), {"code": code_at(SECRET)})
    answer = client.post(reverse("mfa_deactivate_totp"))

    assert "/2fa/" in password["Location"]
    assert (password.status_code, shown.status_code, answer.status_code) == (302, 302, 422)
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_secret_is_not_in_the_database():
    user = make_user("editor")

    stored = Authenticator.objects.get(user=user).data["secret"]

    assert SECRET not in stored
    assert MFAAdapter().decrypt(stored) == SECRET


def test_stored_secret_survives_a_new_key(settings):
    stored = MFAAdapter().encrypt(SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "k" * 50

    assert MFAAdapter().decrypt(stored) == SECRET


def test_demo_code_is_the_current_one(settings, capsys):
    settings.DEBUG = True
    user = User.objects.create_user("editor@demo.invalid")
    enrol_totp(user, SECRET)

    call_command("demo_code", "Editor@demo.invalid")

    assert capsys.readouterr().out.strip() in {code_at(SECRET), code_at(SECRET, steps=-1)}


@pytest.mark.parametrize(
    ("debug", "email", "told"),
    [
        (False, "editor@demo.invalid", "on a server"),
        (True, "editor@example.org", "no demo account"),
        (True, "nobody@demo.invalid", "no authenticator"),
    ],
)
def test_demo_code_refuses(settings, debug, email, told):
    settings.DEBUG = debug
    enrol_totp(User.objects.create_user("editor@demo.invalid"), SECRET)
    enrol_totp(User.objects.create_user("editor@example.org"), SECRET)

    with pytest.raises(CommandError, match=told):
        call_command("demo_code", email)


def test_no_setting_turns_the_factor_off(settings):
    from pathlib import Path

    from portal.accounts import middleware

    assert "settings." not in Path(middleware.__file__).read_text().replace("settings.SESSION_COOKIE_NAME", "")
    assert "portal.accounts.middleware.SecondFactorMiddleware" in settings.MIDDLEWARE


@pytest.mark.django_db(transaction=True)
def test_factor_change_is_told_by_mail(client):
    user = make_user()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": code_at(client.session["mfa.totp.secret"])})

    assert "authenticator app" in OutgoingMail.objects.get(name="account-changed").text
    assert client.get(reverse("account")).status_code == 200
