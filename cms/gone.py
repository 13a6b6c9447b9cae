"""What was public and was taken off is gone, which says more than that nothing was ever there (RFC 9110 §15.5.11)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from cms.views.pages import was_shown

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class GoneMiddleware:
    """Outside of the editors' redirects: an address that leads elsewhere is not gone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        return _gone(request) if response.status_code == 404 and _is_gone(request) else response


def _is_gone(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name == "wagtail_serve" and was_shown(request, match.args[0])


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "410.html", status=410)
