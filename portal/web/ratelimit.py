"""How often somebody may do something. Counts lie in the cache, which all processes share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from portal.clock import now
from portal.web.address import client_ip, network_of

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def rate_limited(
    name: str, *, per_ip: str = "", per_user: str = "", methods: tuple[str, ...] = ()
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Answer 429 with Retry-After beyond e.g. per_ip="60/m" or per_user="1000/h"; `methods` limits only those.

    `per_user` reads the session, so a public view must not have it.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not methods or request.method in methods:
                wait = 0
                if per_ip:
                    wait = seconds_to_wait(name, f"ip:{network_of(client_ip(request))}", per_ip)
                if per_user and not wait and request.user.is_authenticated:
                    wait = seconds_to_wait(name, f"user:{request.user.pk}", per_user)
                if wait:
                    return too_many(request, wait)
            return view(request, *args, **kwargs)

        return limited

    return decorate


def seconds_to_wait(name: str, who: str, rate: str) -> int:
    """Count one more; 0 while `rate` ("60/m") allows it, else seconds until the window ends."""
    amount, unit = rate.split("/")
    length = SECONDS[unit]
    at = int(now().timestamp())
    key = f"rate:{name}:{who}:{unit}:{at // length}"
    cache.add(key, 0, timeout=length + 5)
    try:
        count = cache.incr(key)
    except ValueError:  # it was evicted in between
        return 0
    return length - at % length if count > int(amount) else 0


def too_many(request: HttpRequest, wait_seconds: int) -> HttpResponse:
    """The 429 page."""
    answer = render(request, "429.html", status=429)
    answer["Retry-After"] = str(wait_seconds)
    return answer
