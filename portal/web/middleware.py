"""Headers that every answer carries, whoever made it: page, file, redirect or error."""

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.datastructures import MultiValueDictKeyError
from django.views.defaults import bad_request

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
UNREADABLE = (MultiValueDictKeyError, OverflowError)
logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class HeadersMiddleware:
    """A view that needs another value sets it itself; nothing that a signed-in person sees may be kept by a cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if is_personal(request) and "no-store" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "private, no-store"
        return response


def is_personal(request: HttpRequest) -> bool:
    """Whether the answer was made for somebody signed in. Does not touch a session that the view left alone."""
    session = getattr(request, "session", None)
    return bool(session is not None and session.accessed and request.user.is_authenticated)


class InvalidFormMiddleware:
    """Forms that are not ours: answers 422 where django-allauth, Wagtail or Django show a refused one with 200."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: SimpleTemplateResponse
    ) -> SimpleTemplateResponse:
        context = response.context_data or {}
        admin_form = getattr(context.get("adminform"), "form", None)
        forms = (context.get("form"), context.get("verify_form"), admin_form)
        if request.method == "POST" and response.status_code == 200 and any(is_refused(form) for form in forms):
            response.status_code = 422
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """400 for what no page of ours sends: a number no column holds, or not what a library's own script writes."""
        if not is_unreadable(exception):
            return None
        logger.warning("unreadable request", exc_info=exception)
        return bad_request(request, exception)


def is_unreadable(exception: Exception) -> bool:
    """Whether what was sent is no id, no number of a column, or lacks what a library's script always sends.

    A chooser looks for the row it shows again before anybody has said that its id is none.
    """
    is_no_id = isinstance(exception, ValueError) and "expected a number but got" in str(exception)
    return is_no_id or isinstance(exception, UNREADABLE)


def is_refused(form: Any) -> bool:
    """Whether `form` was sent and holds a mistake, in itself or in a row below it."""
    return bool(getattr(form, "is_bound", False) and not form.is_valid())
