"""What every source needs to put a record of the portal into words."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from portal.authorities.models import Authority
from portal.calls.models import Programme
from portal.films.frozen import texts_of
from portal.front.templatetags.front import lang_tag
from portal.names import Name, NameKind

HEADS = {NameKind.ORIGINAL, NameKind.TRANSLATED}


def names_of(things: Iterable[Authority]) -> list[str]:
    return [row.text for thing in things for row in thing.names.all()]


def all_texts(value: Any) -> list[str]:
    """What it says in every language it has, each once."""
    return list(dict.fromkeys(texts_of(value).values()))


def names_of_organiser(programme: Programme | None) -> list[str]:
    """Every name of who runs the programme, nicknames too: a channel is looked for by all of them."""
    return names_of([programme.organiser]) if programme and programme.organiser else []


def in_texts(field: str, typed: str) -> Q:
    """`typed` inside a text in several languages, or a list of texts, which lies in its column as JSON.

    JSON writes a Chinese character as \\u and four digits, and keeps the names of the languages beside the texts:
    "en" must not find everything that is said in English. PostgreSQL's own JSON, and what is in one language alone,
    is not escaped.
    """
    escaped = re.escape(json.dumps(typed)[1:-1])
    condition = Q(**{f"{field}__iregex": escaped + r'(?![^"]*":)'})
    return condition if typed.isascii() else condition | Q(**{f"{field}__icontains": typed})


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
