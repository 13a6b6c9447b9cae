"""Texts that a call should have, in every language it speaks."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from portal.calls.actions import TEXTS
from portal.calls.drafting import LANGUAGES
from portal.calls.models import CallVersion
from portal.calls.wording import NAMED_BY, PART_NAMES
from portal.text import in_a_row

ALWAYS = ("title", "consent")
"""Texts that every language needs; of the others, those that any language has."""


def _says_nothing_of_rights(draft: CallVersion) -> Iterator[str]:
    if not _languages_of(draft.rights):
        yield _("Nothing says what happens with the rights.")


def _says_nothing_of_prizes(draft: CallVersion) -> Iterator[str]:
    """The box on the call's page has a line for it."""
    if not _languages_of(draft.prize) and not draft.prizes.all() and draft.awards.all():
        yield _("There are awards, and nothing says what there is to win.")


def _languages_missing(draft: CallVersion) -> Iterator[str]:
    for language, name in LANGUAGES.items():
        unspoken = [row for row in draft.questions.all() if not _speaks(row, "label", language)]
        if unspoken:
            names = in_a_row(map(str, unspoken))
            yield _("Questions without %(language)s: %(names)s") % {"language": name, "names": names}
        if language not in _languages_of(draft.title):
            yield _("The title has no %(language)s.") % {"language": name}
        if language not in _languages_of(draft.consent):
            yield _("The text to accept has no %(language)s.") % {"language": name}
        if others := [*_texts_without(draft, language), *_rows_without(draft, language)]:
            yield _("Without %(language)s: %(names)s") % {"language": name, "names": in_a_row(others)}


def _texts_without(draft: CallVersion, language: str) -> Iterator[str]:
    for name in TEXTS:
        spoken = _languages_of(getattr(draft, name))
        if name not in ALWAYS and spoken and language not in spoken:
            yield str(getattr(CallVersion._meta.get_field(name), "verbose_name", name))


def _rows_without(draft: CallVersion, language: str) -> Iterator[str]:
    """A name or label that has been written, but not in this language; and words of choices and columns."""
    for part, field in NAMED_BY.items():
        if part == "questions":
            continue
        for row in getattr(draft, part).all():
            spoken = _languages_of(getattr(row, field))
            if spoken and language not in spoken:
                yield f"{PART_NAMES[part]} “{row if part != 'gates' else row.name()}”"
    for question in draft.questions.all():
        words = [*question.choices, *question.columns]
        if any(isinstance(row, dict) and language not in _languages_of(row.get("label")) for row in words):
            yield f"{PART_NAMES['questions']} “{question}”"


def _speaks(row: Any, field: str, language: str) -> bool:
    return language in _languages_of(getattr(row, field))


def _languages_of(text: Any) -> set[str]:
    """A text without languages counts as Simplified Chinese."""
    data = getattr(text, "data", text)
    if isinstance(data, Mapping):
        return {str(code) for code, words in data.items() if str(words or "").strip()}
    return {"zh-hans"} if str(data or "").strip() else set()


CHECKS = (_says_nothing_of_rights, _says_nothing_of_prizes, _languages_missing)
