"""What follows when somebody's way in changes."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import email_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from portal.accounts.actions import end_sessions
from portal.accounts.models import User
from portal.accounts.permissions import FACTORS, session_needs_factor


@receiver(user_logged_in)
def find_out_once(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """A session that is written anyway keeps whether its person needs a factor; later requests need not ask."""
    session_needs_factor(request.session, user)


@receiver(authenticator_added)
def count_enrolment_as_shown(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Whoever has just proved a new factor need not be asked for it again; every other session ends."""
    if authenticator.type in FACTORS:
        keep_only_this_session(request, user)
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(authenticator_removed)
def end_other_sessions(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    keep_only_this_session(request, user)


@receiver(email_changed)
def end_sessions_of_old_address(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    if request.user.is_authenticated and request.user.pk == user.pk:
        keep_only_this_session(request, user)


def keep_only_this_session(request: HttpRequest, user: User) -> None:
    """End the person's sessions but the one that asks; that one gets a new key."""
    end_sessions(user)
    request.user.session_epoch = user.session_epoch  # type: ignore[union-attr]
    update_session_auth_hash(request, user)
