"""What an amendment says: every change of two versions as a line that somebody reads, with old and new."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import groupby
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field
from django.utils.html import strip_tags
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from portal.calls.models import CallVersion, GateKind
from portal.calls.rules import parse, rule_kinds
from portal.language_names import language_name
from portal.text import in_a_row

NAMED_BY = {
    "gates": "label",
    "questions": "label",
    "tracks": "name",
    "awards": "name",
    "criteria": "name",
    "prizes": "product",
    "clauses": "text",
    "faqs": "question",
}
POINTS_AT = {"track": "tracks", "award": "awards", "after": "gates", "shown_if_key": "questions"}
PART_NAMES = {
    "texts": gettext_lazy("Texts"),
    "gates": gettext_lazy("Gate"),
    "rules": gettext_lazy("Rule"),
    "questions": gettext_lazy("Question"),
    "awards": gettext_lazy("Award"),
    "tracks": gettext_lazy("Track"),
    "criteria": gettext_lazy("Criterion"),
    "prizes": gettext_lazy("Prize"),
    "clauses": gettext_lazy("Rule in words"),
    "faqs": gettext_lazy("Frequent question"),
}
MOST = 400
CONTEXT = 40
Change = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One change in the reader's words: where, what it was, what it is; "" is "was not there".

    `lang` is the language of old and new where it is another than the reader's.
    """

    where: str
    old: str
    new: str
    lang: str = ""

    def __str__(self) -> str:
        return _("%(where)s: %(old)s → %(new)s") % {
            "where": self.where,
            "old": self.old or _("nothing"),
            "new": self.new or _("nothing"),
        }


def name_of(part: str, row: Any) -> Any:
    """What a row is called: its texts in every language, or the kind of a gate without a label."""
    texts = getattr(row, NAMED_BY.get(part, ""), "")
    data = getattr(texts, "data", texts)
    return data or (row.kind if part == "gates" else "")


def shown_beside(part: str, field: str, row: Any) -> Any:
    """What stands in an amendment in place of a stored value that means nothing alone; None where it does."""
    if row is None:
        return None
    if part == "rules":
        return (_tracks_named_by(row) or None) if field == "params" else None
    if part == "gates" and field == "wall":
        return f"{row.wall.replace('T', ' ')} ({row.zone})"
    value = getattr(row, field)
    if field == "shown_if_values":
        return _choices(row.version, row.shown_if_key, value)
    target = POINTS_AT.get(field)
    if not target or not value:
        return None
    found = next((other for other in getattr(row.version, target).all() if other.key == value), None)
    return name_of(target, found) if found else None


def _tracks_named_by(row: Any) -> dict[str, Any]:
    """What the tracks are called that a rule's sentence names."""
    try:
        named = parse(row.kind, row.params).named_tracks()
    except ValidationError:
        return {}
    return {track.key: name_of("tracks", track) for track in row.version.tracks.all() if track.key in named}


def _choices(version: CallVersion, key: str, values: Iterable[str]) -> list[Any] | None:
    """What choices of an earlier question are called."""
    question = next((row for row in version.questions.all() if row.key == key), None)
    labels = {row["key"]: row["label"] for row in question.choices} if question else {}
    return [labels.get(value, value) for value in values] or None


def lines(changes: Iterable[Change]) -> list[Line]:
    """Every change in the active language, part by part in their order."""
    found: list[Line] = []
    for part, rows in groupby(changes, key=lambda change: change["part"]):
        of_part = list(rows)
        for _key, of_row in groupby(of_part, key=lambda change: change["key"]):
            found += _lines_of_row(part, list(of_row))
        found += _order(part, of_part)
    return found


def _lines_of_row(part: str, changes: list[Change]) -> list[Line]:
    fields = {change["field"] for change in changes}
    is_whole = all(change["old"] is None for change in changes) or all(change["new"] is None for change in changes)
    found: list[Line] = []
    for change in changes:
        field = change["field"]
        if field == "position" or (field == "at" and fields & {"wall", "zone"}):
            continue
        if is_whole and (field == "zone" or _says_nothing(change)):
            continue
        found += _lines_of_field(part, change)
    return found


def _says_nothing(change: Change) -> bool:
    """Whether a field of a row that came or went holds only what every row holds."""
    return (change["new"] if change["old"] is None else change["old"]) in ("", None, False, 0, [], {})


def _lines_of_field(part: str, change: Change) -> list[Line]:
    if part == "rules":
        return [Line(_rule_name(change["key"]), *(_rule(change, side) for side in ("old", "new")))]
    field = _field(part, change["field"])
    old, new = (_shown(field, change, side) for side in ("old", "new"))
    where = _where(part, change, field)
    return [
        Line(f"{where} ({language_name(code)})" if code else where, *_cut(was, now_is), lang=code)
        for code, was, now_is in _spoken(old, new)
    ]


def _where(part: str, change: Change, field: Any) -> str:
    words = str(getattr(field, "verbose_name", ""))
    if part == "texts":
        return words
    kind = str(PART_NAMES.get(part, ""))
    if change["field"] == NAMED_BY.get(part):
        return kind
    name = _name(change.get("name", ""))
    if not name:
        return _("%(part)s, %(field)s") % {"part": kind, "field": words}
    return _("%(part)s “%(name)s”, %(field)s") % {"part": kind, "name": _short(name), "field": words}


def _name(texts: Any) -> str:
    return _pick(_label_of_kind(texts))


def _label_of_kind(texts: Any) -> Any:
    """A gate without a label goes by what passes at it."""
    return str(GateKind(texts).label) if isinstance(texts, str) and texts in GateKind.values else texts


def _field(part: str, name: str) -> Any:
    model = CallVersion if part == "texts" else getattr(CallVersion, part).rel.related_model
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None  # written by another release


def _shown(field: Any, change: Change, side: str) -> Any:
    """A text, or texts by language."""
    if (beside := change.get(f"{side}_name")) is not None:
        return beside if isinstance(beside, Mapping) else _value(None, _label_of_kind(beside))
    return _value(field, change[side])


def _value(field: Any, value: Any) -> Any:
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, Field) and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        return in_a_row(_pick(row["label"] if isinstance(row, Mapping) and "label" in row else row) for row in value)
    if isinstance(value, Mapping):
        return value
    return str(value).replace("T", " ") if field is not None and field.name == "wall" else str(value)


def _spoken(old: Any, new: Any) -> list[tuple[str, str, str]]:
    """Old and new in the reader's language; where that did not change, in every language that did."""
    was, now_is = _pick(old), _pick(new)
    if was != now_is or not (isinstance(old, Mapping) or isinstance(new, Mapping)):
        return [("", was, now_is)]
    sides = [side if isinstance(side, Mapping) else {} for side in (old, new)]
    codes = dict.fromkeys([*sides[0], *sides[1]])
    pairs = [(code, str(sides[0].get(code, "")), str(sides[1].get(code, ""))) for code in codes]
    return [pair for pair in pairs if pair[1] != pair[2]]


def _pick(texts: Any) -> str:
    """The text for the reader out of several languages."""
    if not isinstance(texts, Mapping):
        return str(texts)
    wanted = (get_language() or "").lower()
    order = [wanted, *(code for code in texts if code.split("-")[0] == wanted.split("-")[0]), *texts]
    return next((str(texts[code]) for code in order if texts.get(code)), "")


def _rule_name(kind: str) -> str:
    known = rule_kinds().get(kind)
    return str(known.label) if known else str(PART_NAMES["rules"])


def _rule(change: Change, side: str) -> str:
    if change[side] is None:
        return ""
    tracks = {key: LazyI18nString(names) for key, names in (change.get(f"{side}_name") or {}).items()}
    try:
        return unescape(strip_tags(parse(change["key"], change[side]).calling(tracks).sentence()))
    except ValidationError:
        return _("a rule that cannot be read here")


def _order(part: str, changes: list[Change]) -> list[Line]:
    """One line where rows that stayed changed places; what only moved up to close a gap did not."""
    moved = [
        change for change in changes
        if change["field"] == "position" and change["old"] is not None and change["new"] is not None
    ]  # fmt: skip
    was, now_is = (sorted(moved, key=lambda change: change[side]) for side in ("old", "new"))
    if was == now_is:
        return []
    names = [
        in_a_row(_rule_name(row["key"]) if part == "rules" else _short(_name(row.get("name", "")), 40) for row in rows)
        for rows in (was, now_is)
    ]
    return [Line(_("%(part)s, order") % {"part": PART_NAMES.get(part, "")}, *names)]


def _cut(old: str, new: str) -> tuple[str, str]:
    """Long texts from shortly before the first difference to shortly after the last."""
    if max(len(old), len(new)) <= MOST:
        return old, new
    start, least = 0, min(len(old), len(new))
    while start < least and old[start] == new[start]:
        start += 1
    end = 0
    while end < least - start and old[-1 - end] == new[-1 - end]:
        end += 1
    start, end = max(start - CONTEXT, 0), max(end - CONTEXT, 0)
    return _piece(old, start, end), _piece(new, start, end)


def _piece(text: str, start: int, end: int) -> str:
    piece = _short(text[start : len(text) - end], MOST * 4)
    return f"{'…' if start else ''}{piece}{'…' if end and not piece.endswith('…') else ''}" if piece else ""


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
