"""Marking what was searched for in a text from the database. Everything else in it is escaped."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from search.analysis import Term, fold, runs, stem

EXCERPT = 120  # characters
BEFORE = 30


def marked(text: str, terms: Sequence[Term]) -> SafeString:
    """`text` as HTML with every occurrence of a term inside <mark>."""
    parts: list[str] = []
    end = 0
    for start, stop in _spans(text, terms):
        parts += [text[end:start], format_html("<mark>{}</mark>", text[start:stop])]
        end = stop
    return format_html_join("", "{}", ((part,) for part in [*parts, text[end:]]))


def excerpt(text: str, terms: Sequence[Term]) -> SafeString:
    """The part of `text` around the first term in it, marked; its beginning where there is none."""
    text = " ".join(text.split())
    first = next(iter(_spans(text, terms)), (0, 0))[0]
    start = max(0, first - BEFORE)
    if start and " " in text[start:first]:
        start = text.index(" ", start) + 1  # not in the middle of a word
    piece = text[start : start + EXCERPT]
    before, after = ("… " if start else ""), ("…" if start + EXCERPT < len(text) else "")
    return format_html("{}{}{}", before, marked(piece, terms), after)


def _spans(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where in `text` the terms stand, as they were found: folded, by stem, inside a run of characters."""
    if not terms:
        return []
    folded, origin = _folded_with_origins(text)
    wanted = [term.text for term in terms if term.is_cjk]
    words = {term.text for term in terms if not term.is_cjk}
    stems = {stem(word) for word in words}
    found: list[tuple[int, int]] = []
    for run in runs(folded):
        if not run.is_cjk:
            if run.text in words or stem(run.text) in stems:
                found.append((run.start, run.end))
            continue
        for term in wanted:
            at = run.text.find(term)
            while at >= 0:
                found.append((run.start + at, run.start + at + len(term)))
                at = run.text.find(term, at + 1)
    return _merged([(origin[start], origin[end - 1] + 1) for start, end in found])


def _folded_with_origins(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters where in `text` it came from."""
    folded, origin = [], []
    for position, char in enumerate(text):
        for piece in fold(char):
            folded.append(piece)
            origin.append(position)
    return "".join(folded), origin


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
