"""A file's name as people see it. It never becomes part of a path."""

import re
import unicodedata

from .limits import MAX_NAME

_REFUSED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)


def display_name(raw: str) -> str:
    """`raw` without folders, controls and direction tricks, MAX_NAME characters at most; never empty."""
    text = _REFUSED.sub("", unicodedata.normalize("NFC", raw)).replace("\\", "/")
    text = text.rpartition("/")[2].strip()
    if not text.strip(". "):
        return "file"
    if len(text) <= MAX_NAME:
        return text
    stem, dot, ending = text.rpartition(".")
    ending = f".{ending}" if dot and stem and len(ending) <= 8 else ""
    return text[: MAX_NAME - len(ending) - 1] + "…" + ending
