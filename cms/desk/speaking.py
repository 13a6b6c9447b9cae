"""The admin speaks the language, and keeps the clock, of whoever works in it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from portal.web.csp import ADMIN_PREFIXES
from portal.zones import name_or_utc

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class AdminLanguageMiddleware:
    """The admin's addresses carry no language: what counts there is what a person chose for their account.

    Wagtail asks a profile of its own, which most people never make, and keeps UTC without one. For the time of a
    request the account's choice stands in that profile, unsaved: there is one place where a person chooses.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ADMIN_PREFIXES) or not request.user.is_authenticated:
            return self.get_response(request)
        user: Any = request.user
        language = user.language if user.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        profile = getattr(user, "wagtail_userprofile", None) or UserProfile(user=user)
        profile.preferred_language = language
        profile.current_time_zone = name_or_utc(user.time_zone)
        user.wagtail_userprofile = profile
        with translation.override(language), timezone.override(profile.current_time_zone):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response
