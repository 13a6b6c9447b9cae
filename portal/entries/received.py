"""When a request reached us: stamped before anything else, so that queueing and slow code never make anybody late."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.clock import now

HEADER = "X-Request-Start"  # nginx: proxy_set_header X-Request-Start "t=${msec}";
LONGEST_QUEUE = timedelta(seconds=120)


class ReceivedMiddleware:
    """Puts `received_at` on the request. The stamp of a proxy that is said to set one wins, up to two minutes back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        here = now()
        request.received_at = _proxy_stamp(request, here) or here  # type: ignore[attr-defined]
        return self.get_response(request)


def received_at(request: HttpRequest) -> datetime:
    """The instant that decides about gates."""
    stamp = getattr(request, "received_at", None)
    return stamp if isinstance(stamp, datetime) else now()


def _proxy_stamp(request: HttpRequest, here: datetime) -> datetime | None:
    """What the proxy says, if we know of one that writes it and what it says can be true.

    Most proxies pass the header on as the visitor sent it, so that there is one is not enough.
    """
    if not (settings.TRUSTED_PROXY_HOPS and settings.PROXY_STAMPS_REQUESTS):
        return None
    try:
        stamp = datetime.fromtimestamp(float(request.headers.get(HEADER, "").removeprefix("t=")), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return stamp if here - LONGEST_QUEUE <= stamp <= here else None
