"""The one gate through which text from people enters: what we store, what we refuse, how we count."""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache

import regex
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_PUBLIC_ID_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_ISOLATES = "\u2066\u2067\u2068"
_POP_ISOLATE = "\u2069"
_MARKS = re.compile(f"[{_ISOLATES}{_POP_ISOLATE}]")
# Controls, surrogates, line separators, direction overrides, byte order mark, interlinear annotation, noncharacters;
_NEVER = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"
# tag characters and the noncharacters of the other planes: looked at after the first class, which is the faster one.
_NEVER_ABOVE = "\U000e0000-\U000e007f" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
)
_INVISIBLE = re.compile(
    r"[\s\u200b-\u200f\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\u00ad\u3164\U000e0100-\U000e01ef]"
)


def new_public_id(length: int = 10) -> str:
    """A random id for addresses: lower case, without characters that look alike; 10 of them hold 49 bits."""
    return "".join(secrets.choice(_PUBLIC_ID_ALPHABET) for _i in range(length))


def in_a_row(words: Iterable[object]) -> str:
    """Words one after another as the reader's language sets them: a comma and a space, 、 in Chinese."""
    return gettext(", ").join(str(word) for word in words)


def count_graphemes(text: str) -> int:
    """How many characters a person would count in `text`."""
    return sum(1 for _match in regex.finditer(r"\X", text))


def clean_text(text: str, *, label: str, max_graphemes: int, multiline: bool = False, is_name: bool = False) -> str:
    """`text` as we store it: NFC, trimmed, or a ValidationError that says what is wrong and where.

    `multiline` allows line breaks (stored as `\\n`) and tabs. `is_name` refuses direction controls altogether: in
    names and titles they only ever deceive. A text that shows nothing counts as empty. Lengths are graphemes.
    """
    if multiline:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _refused(multiline, is_name).search(text):
        raise ValidationError(
            _("%(label)s contains a character we cannot store (character %(position)d)."),
            code="bad_character",
            params={"label": label, "position": found.start() + 1},
        )
    if not is_name and not _isolates_balance(text):
        raise ValidationError(
            _("%(label)s contains unbalanced text-direction marks."), code="bad_character", params={"label": label}
        )
    text = unicodedata.normalize("NFC", text).strip()
    if not _INVISIBLE.sub("", text):
        return ""
    # Counting by code points first keeps a megabyte of marks cheap; one grapheme may still hold many of them.
    length = count_graphemes(text) if len(text) <= max_graphemes * 40 else len(text)
    if length > max_graphemes or len(text) > max_graphemes * 40:
        raise ValidationError(
            _("%(label)s is %(length)d characters long; the limit is %(limit)d."),
            code="too_long",
            params={"label": label, "length": length, "limit": max_graphemes},
        )
    return text


@cache
def _refused(multiline: bool, is_name: bool) -> re.Pattern[str]:
    """What is never stored; a compiled class, because a form may hold many texts of a megabyte."""
    breaks, isolates = "" if multiline else "\t\n", _ISOLATES + _POP_ISOLATE if is_name else ""
    return re.compile(f"[{_NEVER}{breaks}{isolates}]|[\U00010000-\U0010ffff](?<=[{_NEVER_ABOVE}])")


def _isolates_balance(text: str) -> bool:
    depth = 0
    for mark in _MARKS.findall(text):
        depth += 1 if mark in _ISOLATES else -1
        if depth < 0:
            return False
    return depth == 0
