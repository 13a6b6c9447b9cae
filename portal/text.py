"""The one gate through which text from people enters: what we store, what we refuse, how we count."""

import re
import secrets
import unicodedata
from collections.abc import Iterable

import regex
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_PUBLIC_ID_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_BIDI_OVERRIDES = "\u202a\u202b\u202d\u202e\u202c"
_ISOLATES = "\u2066\u2067\u2068"
_POP_ISOLATE = "\u2069"
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
    for position, char in enumerate(text, 1):
        if _is_refused(char, multiline=multiline, is_name=is_name):
            raise ValidationError(
                _("%(label)s contains a character we cannot store (character %(position)d)."),
                code="bad_character",
                params={"label": label, "position": position},
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


def _is_refused(char: str, *, multiline: bool, is_name: bool) -> bool:
    code = ord(char)
    if char in "\n\t":
        return not multiline
    if code < 0x20 or 0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF:
        return True
    if char in "\u2028\u2029\ufeff" or char in _BIDI_OVERRIDES:
        return True
    if is_name and (char in _ISOLATES or char == _POP_ISOLATE):
        return True
    # Interlinear annotation, tag characters, and the noncharacters of every plane.
    return 0xFFF9 <= code <= 0xFFFB or 0xE0000 <= code <= 0xE007F or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def _isolates_balance(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char in _ISOLATES) - (char == _POP_ISOLATE)
        if depth < 0:
            return False
    return depth == 0
