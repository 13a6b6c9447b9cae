"""A sentence in the three languages, each written by hand."""

from i18nfield.strings import LazyI18nString


def t(hans: str, hant: str, en: str) -> LazyI18nString:
    """Simplified Chinese, Traditional Chinese, English."""
    return LazyI18nString({"zh-hans": hans, "zh-hant": hant, "en": en})
