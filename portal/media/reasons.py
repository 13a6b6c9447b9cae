"""Why a file could not be read: a code is stored, the sentence is for the person's language."""

from django.utils.translation import gettext_lazy as _

_AGAIN = _("Export it as MP4 with H.264 picture and AAC sound, and try again.")

REASONS = {
    "not_film": _("This is not an MP4, MOV, MKV, WebM, AVI or MPEG-TS file, whatever its name says."),
    "container": _("The file starts like a film, but its structure is damaged or incomplete."),
    "truncated": _("The file ends before the film does: it was probably cut off while it was exported or copied."),
    "no_video": _("There is sound in this file but no moving picture."),
    "codec": _("The picture is stored in a way we cannot decode, or is encrypted."),
    "streams": _("The file holds more tracks than we can go through."),
    "too_large_picture": _("The picture has more pixels than we can show; at most 8192 × 8192."),
    "too_long": _("The film says it is longer than 24 hours."),
    "too_hard": _("Reading this file took more time or memory than a film needs."),
    "not_picture": _("This is not a JPEG, PNG, WebP or AVIF picture, whatever its name says."),
    "picture_pixels": _("The picture has more than 40 million pixels."),
    "picture_frames": _("The picture moves, and has more than 100 frames."),
    "picture_damaged": _("The picture is damaged or incomplete."),
    "picture_too_hard": _("Reading this picture took more time or memory than a picture needs."),
    "not_document": _("This is not a PDF, whatever its name says."),
    "document_damaged": _("The PDF is damaged or incomplete. Export it again and send it once more."),
    "document_too_hard": _("Reading this PDF took more time or memory than a document needs. Export it once more."),
    "not_subtitle": _("This is not a readable SRT or WebVTT file."),
    "lost": _("The file is no longer where it was stored; please upload it again."),
}

FILM_REASONS = frozenset({"not_film", "container", "truncated", "no_video", "codec", "streams", "too_hard"})


def sentence(code: str) -> str:
    """What the person reads about `code`, in the active language; empty for no code."""
    if not code:
        return ""
    text = str(REASONS.get(code, _("We could not read this file.")))
    return f"{text} {_AGAIN}" if code in FILM_REASONS else text
