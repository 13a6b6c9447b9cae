"""The people of the tests, and how they sign in.

`make_user("editor")` makes somebody with a role (also "juror", "chair", "curator", "administrator"; "creator" is
anybody without one). `sign_in(client, user)` opens a session with the second factor where the person needs one;
`factor=False` opens one with the password alone.
"""

from typing import Any

from allauth.account.internal.flows import login as flow
from django.test import Client

from portal.accounts.actions import confirm_email, enrol_totp, grant_role
from portal.accounts.models import Role, User
from portal.accounts.permissions import has_factor, needs_factor
from portal.clock import now

PASSWORD = "a long enough passphrase"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_user(
    role: str = "creator", *, email: str = "", programme: str = "", factor: bool = True, **fields: Any
) -> User:
    """Somebody with a verified address and, where their role needs it, an authenticator app."""
    number = User.objects.count()
    user = User.objects.create_user(email or f"{role}{number}@example.org", PASSWORD, name=role.title(), **fields)
    confirm_email(user)
    if role != "creator":
        grant_role(user, Role(role), programme, by=None, at=now())
        if factor:
            enrol_totp(user, SECRET)
    return user


def sign_in(client: Client, user: User, *, factor: bool | None = None) -> Client:
    """The client, with a session of `user`."""
    client.force_login(user)
    if needs_factor(user) if factor is None else factor:
        if not has_factor(user):
            enrol_totp(user, SECRET)
        session = client.session
        session[flow.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": now().timestamp(), "type": "totp"}]
        session[flow._AUTHENTICATION_METHODS_USER_SESSION_KEY] = flow.user_id_to_str(user)
        session.save()
    return client
