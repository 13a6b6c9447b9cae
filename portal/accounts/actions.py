"""What is done to accounts: roles, sessions, second factor."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from portal.accounts.models import Role, RoleGrant, User
from portal.accounts.signals import roles_changed
from portal.errors import NotAllowed

# The roles that work in the admin, and the group each one puts a person into. Jurors and chairs never enter it.
GROUPS = {Role.ADMINISTRATOR: "Administrators", Role.EDITOR: "Editors", Role.CURATOR: "Curators"}


@transaction.atomic
def grant_role(user: User, role: Role | str, programme: str = "", *, by: User | None, at: datetime) -> RoleGrant:
    """Give `user` a role for a programme (its slug) or for all; a second time changes nothing.

    `by` is None where the system itself grants (seeding, the first administrator). Raises NotAllowed.
    """
    _check(by)
    grant, is_new = RoleGrant.objects.get_or_create(
        user=user, role=Role(role), programme=programme, defaults={"granted_by": by, "granted_at": at}
    )
    if is_new:
        _follow(user)
    return grant


@transaction.atomic
def revoke_role(grant: RoleGrant, *, by: User | None, at: datetime) -> None:
    """Take a role away; the person's sessions end at once. Raises NotAllowed."""
    _check(by)
    if by is not None and grant.user == by and grant.role == Role.ADMINISTRATOR and not grant.programme:
        raise NotAllowed(_("You cannot take your own administrator role away; another administrator can."))
    user = grant.user
    grant.delete()
    _follow(user)


def _check(by: User | None) -> None:
    if by is not None and not by.has_role(Role.ADMINISTRATOR):
        raise NotAllowed(_("Only administrators may change roles."))


def _follow(user: User) -> None:
    sync_groups(user)
    end_sessions(user)
    roles_changed.send(sender=User, user=user)


def sync_groups(user: User) -> None:
    """Make groups and `is_staff` say what the grants say. Groups of other names are left alone."""
    held = set(user.grants.values_list("role", flat=True))
    for role, name in GROUPS.items():
        group, _is_new = Group.objects.get_or_create(name=name)
        if role in held:
            user.groups.add(group)
        else:
            user.groups.remove(group)
    user.is_staff = user.is_superuser or bool(held & set(GROUPS))
    user.save(update_fields=["is_staff"])


def end_sessions(user: User) -> None:
    """Sign `user` out everywhere."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


def enrol_totp(user: User, secret: str) -> Authenticator:
    """Give `user` an authenticator with a known secret (base32), in place of the one before. For seeding and tests."""
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    return TOTP.activate(user, secret).instance


def confirm_email(user: User) -> None:
    """Count the address as verified without a letter. For seeding and tests."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
