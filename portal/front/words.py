"""Choosing the words for a reader out of texts in several languages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from portal.front.templatetags.front import lang_tag


def reader_language() -> str:
    """Django's code of the language the page is shown in."""
    return (get_language() or "zh-hans").lower()


def foreign(language: str) -> str:
    """The `lang` of a text, or "" where it is the page's own."""
    return "" if language.lower() == reader_language() else lang_tag(language)


def text_for(texts: Any) -> tuple[str, str]:
    """The text for the reader out of several languages, and its `lang` where it is not the page's own."""
    data = getattr(texts, "data", texts) or {}
    if not isinstance(data, Mapping):
        return str(data), ""
    wanted = reader_language()
    near = [code for code in data if code.split("-")[0] == wanted.split("-")[0]]
    code = next((code for code in (wanted, *near, *data) if data.get(code)), "")
    return (str(data[code]), foreign(code)) if code else ("", "")
