"""Which files each kind takes: the one table behind file choosers, the sentences beside them and refusals."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .limits import MAX_PICTURE_PIXELS, max_bytes

MIB = 1024**2
GIB = 1024**3


@dataclass(frozen=True)
class Accepted:
    """Types and endings by which a browser knows such files, and the sentence about them. What a file really is,
    reading tells.
    """

    types: tuple[str, ...]
    endings: tuple[str, ...]
    sentence: str | Promise


ACCEPTED: dict[str, Accepted] = {
    "film": Accepted(
        ("video/mp4", "video/quicktime", "video/x-matroska", "video/webm", "video/x-msvideo", "video/mp2t"),
        (".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".ts", ".mts", ".m2ts"),
        _("A film as MP4, MOV, MKV, WebM, AVI or MPEG-TS, up to %(size)s."),
    ),
    "picture": Accepted(
        ("image/jpeg", "image/png", "image/webp", "image/avif"),
        (".jpg", ".jpeg", ".png", ".webp", ".avif"),
        _("A picture as JPEG, PNG, WebP or AVIF, up to %(size)s and %(megapixels)d megapixels."),
    ),
    "subtitle": Accepted(
        ("text/vtt", "application/x-subrip"), (".srt", ".vtt"), _("Subtitles as SRT or WebVTT, up to %(size)s.")
    ),
    "document": Accepted(("application/pdf",), (".pdf",), _("A document as PDF, up to %(size)s.")),
}


def in_order(kinds: Iterable[str]) -> list[str]:
    """These kinds, always in the order of the table."""
    wanted = {str(kind) for kind in kinds}
    return [kind for kind in ACCEPTED if kind in wanted]


def accept(kinds: Iterable[str]) -> str:
    """The `accept` of a file chooser that offers just these kinds."""
    rows = [ACCEPTED[kind] for kind in in_order(kinds)]
    return ",".join(part for row in rows for part in (*row.types, *row.endings))


def offers(kinds: Iterable[str]) -> list[dict[str, Any]]:
    """The same as data for a script: what each kind is sent as, how one knows its files, and how big they may be."""
    return [
        {
            "purpose": kind,
            "types": list(ACCEPTED[kind].types),
            "endings": list(ACCEPTED[kind].endings),
            "max_bytes": max_bytes(kind),
        }
        for kind in in_order(kinds)
    ]


def sentences(kinds: Iterable[str]) -> list[str]:
    """One sentence for each kind: formats and limits, in the active language."""
    return [str(ACCEPTED[kind].sentence) % _limits(kind) for kind in in_order(kinds)]


def _limits(kind: str) -> dict[str, Any]:
    return {"size": size_words(max_bytes(kind)), "megapixels": MAX_PICTURE_PIXELS // 10**6}


def size_words(size: int) -> str:
    """A limit as people say it: 30 MB, 50 GB."""
    number, unit = (size / GIB, "GB") if size >= GIB else (size / MIB, "MB")
    return f"{number:.3g} {unit}"
