"""SRT or WebVTT in, WebVTT of our own writing out: every cue is checked, every mark-up escaped."""

import re
from html import escape

from django.utils.translation import gettext as _

from portal.errors import DomainError

MAX_CUES = 20_000
MAX_CUE_CHARS = 2_000
_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
_CUE = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?", re.ASCII)
_TAG = re.compile(r"</?(?:[biu]|c|v|ruby|rt|lang|font)(?:[.\s][^<>]{0,200})?>", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u202a-\u202e\ufffe\uffff]")


class CaptionError(DomainError):
    """The captions cannot be used; the message says where they go wrong."""

    status = 422


def to_webvtt(raw: bytes) -> str:
    """The captions in `raw` as WebVTT. Raises CaptionError."""
    lines = decode(raw).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues = _cues(lines)
    if not cues:
        raise CaptionError(_("There is no caption in this file."))
    return "WEBVTT\n\n" + "\n".join(cues)


def decode(raw: bytes) -> str:
    """Text from UTF-8, UTF-16 (by its mark) or GB 18030, in which most Chinese SRT files still come."""
    encodings = ["utf-16"] if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CaptionError(_("The text of this file is in a character set we do not know. Save it as UTF-8."))


def _cues(lines: list[str]) -> list[str]:
    cues: list[str] = []
    number = 0
    while number < len(lines):
        if "-->" not in lines[number]:
            number += 1
            continue
        times = _times(lines[number], number + 1)
        number += 1
        text: list[str] = []
        while number < len(lines) and lines[number].strip() and "-->" not in lines[number]:
            text.append(lines[number])
            number += 1
        if len(cues) >= MAX_CUES:
            raise CaptionError(_("There are more than %(limit)d captions in this file.") % {"limit": MAX_CUES})
        if body := _text(text, number):
            cues.append(f"{times}\n{body}\n")
    return cues


def _times(line: str, number: int) -> str:
    match = _CUE.fullmatch(line)
    if not match:
        raise CaptionError(_("Line %(number)d: we cannot read the times of this caption.") % {"number": number})
    start, end = _ms(match.groups()[:4]), _ms(match.groups()[4:8])
    if end <= start:
        raise CaptionError(_("Line %(number)d: this caption ends before it begins.") % {"number": number})
    return f"{_stamp(start)} --> {_stamp(end)}"


def _ms(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = parts
    return (int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)) * 1000 + int(
        (rest or "").ljust(3, "0")
    )


def _stamp(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _text(lines: list[str], number: int) -> str:
    text = "\n".join(_CONTROLS.sub("", _TAG.sub("", line)).strip() for line in lines).strip()
    if len(text) > MAX_CUE_CHARS:
        raise CaptionError(
            _("Line %(number)d: a caption may have %(limit)d characters.") % {"number": number, "limit": MAX_CUE_CHARS}
        )
    return escape(text, quote=False)
