"""What may be stored of a text, character by character."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from portal.text import clean_text

DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e"
ISOLATES = "\u2066\u2067\u2068\u2069"


def is_taken(text, **how):
    try:
        clean_text(text, label="Title", max_graphemes=100, **how)
    except ValidationError:
        return False
    return True


def wanted(char, *, multiline, is_name):
    """As the Unicode Character Database tells it: no controls, surrogates, noncharacters, separators of lines."""
    code = ord(char)
    if char in "\n\t\r":
        return multiline
    if char in ISOLATES:
        return False  # alone it balances nothing
    if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in DIRECTIONS + "\ufeff":
        return False
    if 0xFFF9 <= code <= 0xFFFB or 0xE0000 <= code <= 0xE007F:  # annotations, tags
        return False
    return not (0xFDD0 <= code <= 0xFDEF or code % 0x10000 >= 0xFFFE)


@pytest.mark.parametrize(("multiline", "is_name"), [(False, False), (True, False), (False, True)])
def test_every_character_is_taken_or_refused_by_its_kind(multiline, is_name):
    # Everything below the ideographs, the rest of the first plane by sixteens, the edges of every other one.
    codes = {*range(0x3100), *range(0x3100, 0x10000, 16), *range(0xD7F0, 0x10000)}
    codes |= {plane * 0x10000 + low for plane in range(1, 17) for low in (0, 1, 0x7F, 0x80, 0xFFFD, 0xFFFE, 0xFFFF)}
    wrong = [
        hex(code)
        for code in sorted(codes)
        if is_taken(f"a{chr(code)}b", multiline=multiline, is_name=is_name)
        is not wanted(chr(code), multiline=multiline, is_name=is_name)
    ]

    assert wrong == []


def test_refusal_says_where_the_character_stands():
    with override("en"), pytest.raises(ValidationError, match=r"Title contains .* \(character 3\)"):
        clean_text("ab\x00c\x00", label="Title", max_graphemes=10)


@pytest.mark.parametrize(
    ("text", "in_a_text", "in_a_name"),
    [("\u2066a\u2069b", True, False), ("\u2069a\u2066", False, False), ("\u2066\u2067a\u2069", False, False)],
)
def test_isolates_balance_in_texts_and_are_never_in_names(text, in_a_text, in_a_name):
    assert is_taken(text) is in_a_text
    assert is_taken(text, is_name=True) is in_a_name
