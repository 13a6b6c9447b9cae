"""Where a request came from, believed only as far as our own proxies vouch for it."""

from ipaddress import IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """The visitor's address: the entry that the outermost of our TRUSTED_PROXY_HOPS proxies wrote.

    What a visitor puts into X-Forwarded-For stands left of it and is ignored. With no proxy, or with a header that is
    shorter than our chain (somebody went around it), the connection's own address counts.
    """
    own = request.META.get("REMOTE_ADDR", "")
    hops = settings.TRUSTED_PROXY_HOPS
    entries = [entry.strip() for entry in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    claimed = entries[-hops] if hops and len(entries) >= hops else own
    return _valid(claimed) or _valid(own) or "0.0.0.0"  # noqa: S104 - nobody, not an address to listen on


def network_of(ip: str) -> str:
    """What one household or machine can vary freely counts as one: an IPv6 address is cut to its /64."""
    address = ip_address(ip)
    return str(IPv6Network((address, 64), strict=False).network_address) if address.version == 6 else ip


def _valid(text: str) -> str:
    try:
        return str(ip_address(text.strip("[]")))
    except ValueError:
        return ""
