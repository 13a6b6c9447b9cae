"""What we accept, in numbers. How big a film may be, and how much one person may keep, are settings."""

from django.conf import settings

MAX_OPEN_UPLOADS = 5
MAX_NAME = 120  # characters of a file's name, as display text
UPLOAD_LIVES_HOURS = 48
MAX_BYTES = {"picture": 30 * 1024**2, "subtitle": 2 * 1024**2, "document": 50 * 1024**2}

MAX_SIDE = 8192  # pixels of a film
MAX_RUNTIME_MS = 24 * 3600 * 1000
MAX_PICTURE_PIXELS = 40_000_000
MAX_PICTURE_FRAMES = 100


def max_bytes(kind: str) -> int:
    """The most bytes a file of `kind` may have."""
    return min(MAX_BYTES.get(kind, settings.UPLOAD_MAX_BYTES), settings.UPLOAD_MAX_BYTES)
