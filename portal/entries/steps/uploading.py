"""What `components/upload.html` needs to take a file."""

from typing import Any

from django.urls import reverse

from portal.media.limits import max_bytes
from portal.media.models import Kind

ACCEPT = {
    Kind.FILM: "video/*,.mp4,.mov,.mkv,.mxf,.ts",
    Kind.PICTURE: "image/jpeg,image/png,image/webp,image/avif",
    Kind.DOCUMENT: "application/pdf,.pdf",
}


def upload_box(kind: Kind, **own: Any) -> dict[str, Any]:
    """What every file of a kind has, and `own`: name, label, resume_key, status_url, original and the like."""
    return {
        "purpose": kind.value,
        "endpoint": reverse("uploads"),
        "accept": ACCEPT[kind],
        "max_bytes": max_bytes(kind),
        **own,
    }
