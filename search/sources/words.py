"""What every source needs to put a record of the portal into words."""

from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse

from portal.authorities.models import Authority
from portal.films.frozen import texts_of
from portal.front.templatetags.front import lang_tag
from portal.names import Name, NameKind

HEADS = {NameKind.ORIGINAL, NameKind.TRANSLATED}


def names_of(things: Iterable[Authority]) -> list[str]:
    return [row.text for thing in things for row in thing.names.all()]


def text(value: Any, language: str) -> str:
    """The text for a reader of `language`: theirs, else the first there is."""
    texts = texts_of(value)
    return texts.get(language) or next(iter(texts.values()), "")


def foreign(row: Name | None, language: str) -> str:
    """The `lang` of a name where it is not the reader's own."""
    return "" if row is None or row.language.lower() == language.lower() else lang_tag(row.language)


def address(*routes: tuple[str, str | int]) -> str:
    """The address of the first of these routes that exists."""
    for name, argument in routes:
        try:
            return reverse(name, args=[argument])
        except NoReverseMatch:
            continue
    return ""
