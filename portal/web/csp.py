"""Content-Security-Policy: the strict one of the settings, and a looser one for the two admins."""

from dataclasses import replace
from typing import Any

from csp.constants import NONE, SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

ADMIN_PREFIXES = ("/admin/", "/django-admin/")
# Wagtail's and Django's admin carry inline scripts without nonces; one nonce here would cancel 'unsafe-inline'.
ADMIN_POLICY: dict[str, Any] = {
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:", *settings.FILE_ORIGINS],
    "media-src": [SELF, "blob:", *settings.FILE_ORIGINS],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],  # the preview panel shows our own pages
}


class PolicyMiddleware(CSPMiddleware):
    """django-csp, which writes the admins' policy below the admins' addresses."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts: PolicyParts = super().get_policy_parts(request, response, report_only)
        if report_only or not request.path_info.startswith(ADMIN_PREFIXES):
            return parts
        return replace(parts, config=ADMIN_POLICY, nonce=None)
