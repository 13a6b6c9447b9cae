"""Countries and regions by their ISO 3166-1 alpha-2 codes, named by CLDR in the reader's language."""

from collections.abc import Iterable
from functools import cache

from babel import Locale
from django.utils.translation import get_language

from portal.text import in_a_row

_LOCALES = {"zh-hans": "zh_Hans", "zh-hant": "zh_Hant", "en": "en"}


@cache
def _names(language: str) -> dict[str, str]:
    names = Locale.parse(_LOCALES.get(language, "en")).territories
    return {code: name for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _NOT_PLACES}


_NOT_PLACES = frozenset({"EU", "EZ", "UN", "XA", "XB", "XK", "ZZ", "QO"})


def territories() -> list[tuple[str, str]]:
    """(code, name) for a list to choose from, in the order of the active language's names."""
    return sorted(_names(get_language() or "en").items(), key=lambda row: row[1])


def is_territory(code: str) -> bool:
    """Whether it is the code of a country or region."""
    return code in _names("en")


def listed(codes: Iterable[str]) -> str:
    """Their names in the active language, joined as it joins lists."""
    names = _names(get_language() or "en")
    return in_a_row(names.get(code, code) for code in codes)
