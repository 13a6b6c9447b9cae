"""What a file is by its first bytes. Its name and what the browser called it are hearsay."""

from dataclasses import dataclass
from typing import BinaryIO

_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})


@dataclass(frozen=True)
class Format:
    """A content type, and the one FFmpeg demuxer that may open such a file."""

    content_type: str
    demuxer: str = ""


MP4 = Format("video/mp4", "mov,mp4,m4a,3gp,3g2,mj2")
QUICKTIME = Format("video/quicktime", MP4.demuxer)
MATROSKA = Format("video/x-matroska", "matroska,webm")
AVI = Format("video/x-msvideo", "avi")
MPEGTS = Format("video/mp2t", "mpegts")
PDF = Format("application/pdf")
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif"}


def sniff_film(file: BinaryIO) -> Format | None:
    """The container of a film; None for playlists, pages, programs and everything else."""
    head = file.read(4096)
    if head[4:8] in _BOXES:
        return QUICKTIME if head[4:8] != b"ftyp" or head[8:12] == b"qt  " else MP4
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return MATROSKA
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return AVI
    if any(len(head) > step * 4 and all(head[at] == 0x47 for at in range(0, step * 4, step)) for step in (188,)):
        return MPEGTS
    if len(head) > 772 and all(head[at] == 0x47 for at in range(4, 772, 192)):
        return MPEGTS
    return None


def sniff_document(file: BinaryIO) -> Format | None:
    """Only PDFs."""
    return PDF if file.read(1024).startswith(b"%PDF-") else None
