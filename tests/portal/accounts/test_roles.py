"""Roles are granted by administrators; groups and sessions follow."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from portal.accounts.actions import grant_role, revoke_role
from portal.accounts.models import Role, RoleGrant
from portal.clock import now
from portal.errors import NotAllowed
from tests.cast import make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "group"),
    [
        (Role.ADMINISTRATOR, "Administrators"),
        (Role.EDITOR, "Editors"),
        (Role.CURATOR, "Curators"),
        (Role.CHAIR, None),
        (Role.JUROR, None),
    ],
)
def test_role_gives_its_group_and_takes_it_again(role, group):
    user = make_user()
    by = make_user("administrator")

    grant = grant_role(user, role, "lantern", by=by, at=now())
    held = (user.is_staff, set(user.groups.values_list("name", flat=True)))
    revoke_role(grant, by=by, at=now())

    assert held == (group is not None, {group} - {None})
    assert (user.is_staff, user.groups.count(), user.grants.count()) == (False, 0, 0)


def test_group_stays_while_another_programme_needs_it():
    user = make_user()
    first = grant_role(user, Role.EDITOR, "one", by=None, at=now())
    grant_role(user, Role.EDITOR, "two", by=None, at=now())

    revoke_role(first, by=None, at=now())

    assert (user.is_staff, user.groups.get().name) == (True, "Editors")


def test_granting_twice_changes_nothing():
    user = make_user()
    first = grant_role(user, Role.JUROR, by=None, at=now())
    epoch = user.session_epoch

    assert grant_role(user, Role.JUROR, by=None, at=now()) == first
    user.refresh_from_db()
    assert user.session_epoch == epoch


@pytest.mark.parametrize("role", ["creator", "juror", "editor", "curator", "chair"])
def test_only_administrators_grant(role):
    by = make_user(role)

    with pytest.raises(NotAllowed):
        grant_role(by, Role.ADMINISTRATOR, by=by, at=now())


def test_nobody_takes_their_own_administration_away():
    by = make_user("administrator")

    with pytest.raises(NotAllowed):
        revoke_role(by.grants.get(), by=by, at=now())


def test_groups_may_enter_the_admin():
    for name in ("Administrators", "Editors", "Curators"):
        assert Group.objects.get(name=name).permissions.filter(codename="access_admin").exists()


@pytest.mark.parametrize("role", ["administrator", "editor", "curator"])
def test_admin_lets_each_role_reach_the_library(client, role):
    sign_in(client, make_user(role))

    for address in ("/admin/pages/", "/admin/images/", "/admin/images/add/", "/admin/documents/"):
        assert client.get(address).status_code == 200, address


def test_administrator_grants_and_revokes_in_the_admin(client):
    user = make_user()
    sign_in(client, make_user("administrator"))

    given = client.post(reverse("role-grants:add"), {"user": user.pk, "role": "editor", "programme": "lantern"})
    grant = RoleGrant.objects.get(user=user)
    taken = client.post(reverse("role-grants:delete", args=[grant.pk]))

    assert (given.status_code, taken.status_code) == (302, 302)
    assert not user.grants.exists()


@pytest.mark.parametrize("route", ["role-grants:index", "role-grants:add", "wagtailusers_users:index"])
def test_editors_do_not_manage_people(client, route):
    sign_in(client, make_user("editor"))

    assert client.get(reverse(route)).status_code == 302


def test_administrator_adds_a_person_without_power(client):
    sign_in(client, make_user("administrator"))
    page = client.get(reverse("wagtailusers_users:add")).content.decode()

    answer = client.post(
        reverse("wagtailusers_users:add"),
        {
            "email": "New@Example.org",
            "name": "New",
            "language": "en",
            "time_zone": "UTC",
            "is_active": "on",
            "is_superuser": "on",
            "is_staff": "on",
            "groups": [str(Group.objects.get(name="Administrators").pk)],
        },
    )

    from portal.accounts.models import User

    made = User.objects.get(email="new@example.org")
    assert (answer.status_code, made.is_superuser, made.is_staff, made.groups.count()) == (302, False, False, 0)
    assert "is_superuser" not in page
    assert client.get(reverse("wagtailusers_users:edit", args=[made.pk])).status_code == 200
    assert client.get(reverse("wagtailusers_users:index") + "?q=new").status_code == 200
