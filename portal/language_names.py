"""Languages by name."""

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _


def language_name(language: str) -> str:
    """The language's name in the reader's language; the tag itself where nobody knows it."""
    code = language.lower()
    ours = {"zh-hans": _("Simplified Chinese"), "zh-hant": _("Traditional Chinese"), "en": _("English")}
    if code in ours:
        return ours[code]
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return language
