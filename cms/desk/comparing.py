"""Two plain records side by side: what is different, field by field, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.text import in_a_row

LABELS = {
    "titles": _("Titles"),
    "year": _("Year"),
    "runtime_ms": _("Runtime (ms)"),
    "caption_files": _("Subtitles"),
    "files": _("Other files"),
    "origin": _("Origin"),
    "source_url": _("Where it can be seen"),
    "countries": _("Countries"),
    "genres": _("Genres"),
    "culture": _("Places and heritage"),
    "texts": _("Texts"),
    "credits": _("Credits"),
    "ai": _("AI use"),
    "film": _("Film"),
    "file": _("Film file"),
    "talent": _("Profile"),
    "team": _("Team"),
    "team_name": _("Team name"),
    "institution": pgettext_lazy("institution", "Entered by"),
    "mode": _("Participation mode"),
    "answers": _("Answers"),
    "call": _("Call"),
    "statistics": _("Statistics"),
    "withdrawn": _("Withdrawn numbers"),
    "people": _("Jury and other people"),
    "partners": _("Partners"),
    "role": pgettext_lazy("partner", "Part"),
    "organisation": _("Organisation"),
    "url": _("Address"),
    "logo": _("Logo"),
    "logo_on_dark": _("Logo for dark ground"),
    "order": _("Order"),
    "kind": _("Kind"),
    "status": _("Status"),
    "measure": _("Counted here"),
    "qualifier": _("Meant"),
    "value": _("Value"),
    "unit": _("Unit"),
    "definition": _("What it counts"),
    "as_of": _("As of"),
    "source": _("Source"),
    "other_says": _("What the second source says"),
    "other_source": _("Second source"),
    "other_url": _("Address of the second source"),
}
# Of no interest to somebody who compares two copies of one work.
UNTOLD = frozenset({"format", "version", "public_id", "entry", "original", "video", "poster_url", "captions"})
MOST_ROWS = 300


@dataclass(frozen=True)
class Difference:
    """One field: where it is, what it was, what it is. None is "was not there"."""

    where: str
    old: str | None
    new: str | None


def differences(old: Any, new: Any) -> list[Difference]:
    """Where two records of JSON values differ, in reading order."""
    return list(_walk((), old, new))[:MOST_ROWS]


def _walk(path: tuple[str, ...], old: Any, new: Any) -> Any:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            if key not in UNTOLD:
                yield from _walk((*path, str(key)), old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            was, now_is = (rows[index] if index < len(rows) else None for rows in (old, new))
            yield from _walk((*path, str(index + 1)), was, now_is)
    else:
        yield Difference(" › ".join(str(LABELS.get(part, part)) for part in path), words_of(old), words_of(new))


def words_of(value: Any) -> str | None:
    """A JSON value as somebody reads it."""
    if value in (None, "", [], {}):
        return None
    if isinstance(value, bool):
        return str(_("yes")) if value else str(_("no"))
    if isinstance(value, dict):
        return " · ".join(words for part in value.values() if (words := words_of(part)))
    if isinstance(value, list):
        return in_a_row(words for part in value if (words := words_of(part)))
    return str(value)
