"""Who needs a second factor, and whether this session was opened with one."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from portal.accounts.models import User, Viewer

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
FREE = "needs_no_factor"  # in the session: for whom, and for which of their sessions, this was found out


def needs_factor(user: Viewer) -> bool:
    """Everybody who works for the channel, jurors included."""
    if not isinstance(user, User):
        return False
    if user.is_staff or user.is_superuser:
        return True
    return user.grants.exists()


def session_needs_factor(session: SessionBase, user: Viewer) -> bool:
    """`needs_factor` of the session's person; a "no" is kept there, so that not every request asks the database.

    It holds for one `session_epoch`, which every change of roles counts up: see `accounts.actions`.
    """
    if not isinstance(user, User) or user.is_staff or user.is_superuser:
        return needs_factor(user)
    whose = f"{user.pk}:{user.session_epoch}"
    if session.get(FREE) == whose:
        return False
    if needs_factor(user):
        return True
    session[FREE] = whose
    return False


def has_factor(user: User) -> bool:
    """Whether an authenticator app or a key is set up; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def session_has_factor(request: HttpRequest) -> bool:
    """Whether the second factor was given in this very session. Being enrolled is not enough."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)
