"""What machines ask any site for."""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.clock import now

GOOD_FOR = timedelta(days=180)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where weaknesses are reported (RFC 9116). Counted from midnight UTC, so that a day's answers are the same."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = datetime.combine(now().astimezone(UTC), time(), UTC) + GOOD_FOR
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: zh, en",
        f"Canonical: {urljoin(settings.BASE_URL, reverse('security-txt'))}",
    ]
    response = HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response
