"""What somebody had before them when they wrote: as plain values, and as one word that tells whether it has changed."""

import hashlib
import json
from typing import Any


def fingerprint(said: Any) -> str:
    """Two accounts that say the same have the same."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def plain(value: Any) -> Any:
    """A field's value so that two can be compared and both be read in a history: a text by language without empty
    ones, what is neither nothing nor yes or no in words."""
    data = getattr(value, "data", value)
    if isinstance(data, dict):
        return {language: text for language, text in data.items() if text} or ""
    return data if data is None or isinstance(data, bool) else str(data)
