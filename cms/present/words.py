"""Choosing the words for a reader: names by language, texts with their own language where there is no other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.translation import get_language

from portal.front.templatetags.front import lang_tag
from portal.names import best_name


@dataclass(frozen=True)
class NameRow:
    """A name out of a frozen copy."""

    text: str
    language: str
    kind: str


def reader_language() -> str:
    """Django's code of the language the page is shown in."""
    return (get_language() or "zh-hans").lower()


def foreign(language: str) -> str:
    """The `lang` of a text, or "" where it is the page's own."""
    return "" if language.lower() == reader_language() else lang_tag(language)


def head(rows: Iterable[Mapping[str, str] | Any]) -> NameRow | None:
    """The name to show of rows or of their frozen copies."""
    found = [
        NameRow(row["text"], row["language"], row["kind"])
        if isinstance(row, Mapping)
        else NameRow(row.text, row.language, row.kind)
        for row in rows
    ]
    return best_name(found)


def text_for(texts: Any) -> tuple[str, str]:
    """The text for the reader out of several languages, and its `lang` where it is not the page's own."""
    data = getattr(texts, "data", texts) or {}
    if not isinstance(data, Mapping):
        return str(data), ""
    wanted = reader_language()
    order = [wanted, *(code for code in data if code.split("-")[0] == wanted.split("-")[0]), *data]
    code = next((code for code in order if data.get(code)), "")
    return (data[code], foreign(code)) if code else ("", "")


def said(texts: Any) -> str:
    """The text for the reader as HTML: marked with its own language where that is not the page's."""
    text, lang = text_for(texts)
    return format_html('<span lang="{}">{}</span>', lang, text) if lang else text
