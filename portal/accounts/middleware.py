"""Keeps the channel's people out until their session has shown a second factor. No setting turns it off."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.accounts.permissions import has_factor, session_has_factor, session_needs_factor

ALWAYS_OPEN = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_email_verification_sent",
    "account_reset_password",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_password_reset_completed",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn",
}
ENROLLING = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn"}
SAFE = {"GET", "HEAD", "OPTIONS"}
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SecondFactorMiddleware:
    """Asks before a view that could change something or belongs to an admin; after it where it only reads.

    A public page never looks at the session, and must not be made to: its answer is the same for everybody. So a GET is
    answered first, and the answer thrown away if making it took notice of a person who has to show a factor.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method in SAFE and request.session.accessed and (refusal := self.refuse(request)):
            return refusal  # not close() the other: that tells Django that the whole request is over
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if request.method not in SAFE and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        is_admin = request.path_info.startswith(("/admin/", "/django-admin/", "/documents/"))
        return self.refuse(request) if is_admin or request.method not in SAFE else None

    def refuse(self, request: HttpRequest) -> HttpResponse | None:
        """The way to the second factor, or None for everybody who may go on."""
        if not request.user.is_authenticated or request.resolver_match is None:
            return None
        allowed = request.resolver_match.url_name in ALWAYS_OPEN and not request.resolver_match.namespaces
        if allowed or session_has_factor(request) or not session_needs_factor(request.session, request.user):
            return None
        if has_factor(request.user):
            key = "mfa_reauthenticate"
            if request.method in SAFE:
                return redirect(f"{reverse(key)}?{urlencode({'next': request.get_full_path()})}")
            response: HttpResponse = suspend_request(request, reverse(key))
            return response
        if request.resolver_match.url_name in ENROLLING and not request.resolver_match.namespaces:
            return None
        words = _("Your role needs a second factor. Set it up before you go on.")
        messages.warning(request, words)
        return redirect("mfa_index")
