"""Choosing the words for a reader: names by language, texts with their own language where there is no other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html

from portal.front.words import text_for
from portal.names import best_name


@dataclass(frozen=True)
class NameRow:
    """A name out of a frozen copy."""

    text: str
    language: str
    kind: str


def head(rows: Iterable[Mapping[str, str] | Any]) -> NameRow | None:
    """The name to show of rows or of their frozen copies."""
    found = [
        NameRow(row["text"], row["language"], row["kind"])
        if isinstance(row, Mapping)
        else NameRow(row.text, row.language, row.kind)
        for row in rows
    ]
    return best_name(found)


def said(texts: Any) -> str:
    """The text for the reader as HTML: marked with its own language where that is not the page's."""
    text, lang = text_for(texts)
    return format_html('<span lang="{}">{}</span>', lang, text) if lang else text
