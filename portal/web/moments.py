"""A public page is made once for everybody who asks in the same moment.

What an anonymous reader gets depends on its address alone, so a second's worth of readers may share one answer: the
hour before a deadline costs as much as a quiet one, and what was withdrawn is still gone within the second.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]
ENTRIES = 256  # of each process; the oldest leaves first
LARGEST_BYTES = 512 * 1024
# A request with one of these may be answered differently from the next: it is never shared. So is, by the same list,
# an answer that says it varies by anything else.
OWN = ("Cookie", "Authorization", "HX-Request", "Range", "If-None-Match", "If-Modified-Since")


@dataclass(frozen=True)
class Moment:
    """One answer and until when it holds, by `time.monotonic`."""

    until: float
    content: bytes
    headers: tuple[tuple[str, str], ...]
    policy: dict[str, object]  # what a view asked django-csp for; it is read from the answer further out

    def answer(self) -> HttpResponse:
        response = HttpResponse(self.content, headers=dict(self.headers))
        vars(response).update(self.policy)
        return response


class MomentMiddleware:
    """Outside of everything that asks who is there; inside of what every answer carries anew."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.kept: OrderedDict[tuple[str, ...], Moment] = OrderedDict()
        self.made_anew: set[tuple[str, ...]] = set()
        self.lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PAGE_MOMENT_S or request.method != "GET" or any(map(request.headers.get, OWN)):
            return self.get_response(request)
        # The address as it was sent, before anybody reads it: whether it is a host of ours is asked further in.
        key = (request.scheme or "", request.META.get("HTTP_HOST", ""), request.get_full_path())
        # From before the first query on: what changes while the page is made counts as after it.
        began = time.monotonic()
        if moment := self.shared(key, began):
            return moment.answer()
        try:
            response = self.get_response(request)
            if isinstance(response, HttpResponse) and is_everybodys(request, response):
                self.keep(key, response, began + settings.PAGE_MOMENT_S)
        finally:
            self.made_anew.discard(key)
        return response

    def shared(self, key: tuple[str, ...], at: float) -> Moment | None:
        """The answer to give; None to whoever is to make it. One makes it anew, the others have the last one meanwhile.

        For one more moment at most: an answer is never older than two.
        """
        with self.lock:
            moment = self.kept.get(key)
            late_s = at - moment.until if moment else settings.PAGE_MOMENT_S
            if late_s < 0 or (late_s < settings.PAGE_MOMENT_S and key in self.made_anew):
                return moment
            self.made_anew.add(key)
            return None

    def keep(self, key: tuple[str, ...], response: HttpResponse, until: float) -> None:
        policy = {name: value for name, value in vars(response).items() if name.startswith("_csp")}
        moment = Moment(until, response.content, tuple(response.items()), policy)
        with self.lock:
            self.kept[key] = moment
            self.kept.move_to_end(key)
            if len(self.kept) > ENTRIES:
                self.kept.popitem(last=False)


def is_everybodys(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the next anonymous reader of this address would get the very same."""
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()}
    caching = response.headers.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not getattr(request, "csp_nonce", None)
        and varies <= {name.lower() for name in OWN}
        and not any(word in caching for word in ("private", "no-store", "no-cache"))
        and len(response.content) <= LARGEST_BYTES
    )
