"""Times within a film, for people: milliseconds in, words or timecode out."""

from django.utils.translation import ngettext


def duration_words(ms: int) -> str:
    """`2 minutes`, `2 minutes 0.1 seconds`: exact to the millisecond, in the active language."""
    minutes, rest = divmod(ms, 60_000)
    parts = []
    if minutes:
        parts.append(ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes})
    if rest or not minutes:
        seconds = f"{rest / 1000:.3f}".rstrip("0").rstrip(".")
        parts.append(ngettext("%(n)s second", "%(n)s seconds", 1 if rest == 1000 else 2) % {"n": seconds})
    return " ".join(parts)
