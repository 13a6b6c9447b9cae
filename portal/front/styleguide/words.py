"""Sample words in the three languages of the interface."""

from django.utils.translation import get_language


def say(hans: str, hant: str, en: str) -> str:
    """The one of the three that the reader's language asks for."""
    return {"zh-hans": hans, "zh-hant": hant}.get(get_language() or "", en)
