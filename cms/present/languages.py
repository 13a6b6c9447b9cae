"""In which languages a thing speaks for itself. Pages know by their tree; calls and talents by their texts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from cms.present.page import absolute
from portal.front.shapes import Alternate
from portal.front.words import reader_language
from portal.talent.models import Talent


def languages_of(texts: Any) -> set[str]:
    """Codes of the languages in which `texts` says something; a plain string speaks the site's own."""
    data = getattr(texts, "data", texts) or {}
    if isinstance(data, Mapping):
        return {code for code, text in data.items() if text}
    return {settings.LANGUAGE_CODE}


def languages_of_talent(talent: Talent) -> set[str]:
    """Those of their sentence, else of their biography, else of their names. `names` must be loaded."""
    said = languages_of(talent.statement) or languages_of(talent.biography)
    return said or {row.language.lower() for row in talent.names.all()}


def alternates_of(route: str, key: str, languages: set[str]) -> list[Alternate]:
    """The same address in every language; those without a text of their own are marked so. A list has no key ("")."""
    rows = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            rows.append(Alternate(code, reverse(route, args=[key] if key else []), code in languages))
    return rows


def canonical_of(alternates: Sequence[Alternate]) -> str:
    """The reader's own version where it is one; else the first that is, whose content this page repeats."""
    own = [row for row in alternates if row.is_translated] or list(alternates)
    return absolute(next((row for row in own if row.code == reader_language()), own[0]).url)
