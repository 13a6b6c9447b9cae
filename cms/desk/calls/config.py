"""A call as one readable file (YAML 1.2), written from a version and read through the editor's own forms.

What is wrong with a file is said with its line and field, and then nothing of it is used.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from i18nfield.forms import I18nFormField
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

from cms.desk.calls.forms import FORMS, MOST_ROWS, TextsForm
from cms.desk.calls.lines import LinesField
from portal.calls.actions import PARTS, plain
from portal.calls.drafting import LANGUAGES, Wording
from portal.calls.models import CallKind, CallVersion
from portal.calls.rules import parse

FORMAT = 1
MOST_BYTES = 1_000_000
MOST_EVENTS = 40_000  # what a reader of YAML meets: names, values, beginnings and ends
DEEPEST = 8


@dataclass(frozen=True)
class Mistake:
    """One thing wrong with a file: where (a line counted from 1, a field by its path) and what."""

    line: int
    field: str
    text: str | Promise


class BadFile(Exception):  # a refusal, not a failure
    """The file cannot be used; `mistakes` says why."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = list(mistakes)
        super().__init__("; ".join(f"{m.line}: {m.field}: {m.text}" for m in mistakes))


@dataclass(frozen=True)
class CallFile:
    """What a file holds: the kind of call, and everything an editor could have typed."""

    kind: str
    wording: Wording


def write_file(version: CallVersion) -> str:
    """The version as a file; what is empty or as usual is left out."""
    content: dict[str, Any] = {"format": FORMAT, "kind": str(version.call.kind)}
    for name in TextsForm.base_fields:
        if text := plain(getattr(version, name)):
            content[name] = text
    for part in FORMS:
        if rows := [_written(part, row) for row in getattr(version, part).all()]:
            content[part] = rows
    if rules := {rule.kind: _without_nothing(rule.params) for rule in version.rules.all()}:
        content["rules"] = rules
    stream = StringIO()
    yaml = YAML()
    yaml.default_flow_style, yaml.allow_unicode, yaml.width = False, True, 110
    yaml.dump(content, stream)
    return stream.getvalue()


def _written(part: str, row: Any) -> dict[str, Any]:
    values = {name: plain(getattr(row, name)) for name in FORMS[part].names}
    usual = {name: field.initial for name, field in FORMS[part].base_fields.items() if name != "kind"}
    return {k: v for k, v in values.items() if not _is_nothing(v) and not (k in usual and v == usual[k])} | {
        name: False for name, value in values.items() if value is False and usual.get(name) is True
    }


def _is_nothing(value: Any) -> bool:
    return value in (None, "", [], {}, False) or (value == 0 and not isinstance(value, bool))


def _without_nothing(params: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in params.items() if value is not None
    }


def read_file(data: bytes) -> CallFile:
    """What the file says, checked as the form checks it. Raises BadFile."""
    content = _parsed(data)
    mistakes = list(_unknown(content, {"format", "kind", "rules", *TextsForm.base_fields, *FORMS}, ""))
    mistakes += _head(content)
    texts = _form(TextsForm, content, set(TextsForm.base_fields), "", mistakes)
    rows = {part: _rows(part, content, mistakes) for part in FORMS}
    rules = _rules(content, mistakes)
    if mistakes:
        raise BadFile(sorted(mistakes, key=lambda mistake: mistake.line))
    return CallFile(str(content["kind"]), Wording(texts=texts, rules=rules, rows=rows))


def _parsed(data: bytes) -> CommentedMap:
    if len(data) > MOST_BYTES:
        raise BadFile([Mistake(1, "", _("The file is too long for a call."))])
    try:
        text = data.decode("utf-8-sig")
        _refuse_tricks(text)
        content = YAML(typ="rt").load(text)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadFile([Mistake(line, "", _("The file is not written in UTF-8."))]) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        is_double = "duplicate key" in str(error.problem)
        words = _("This key stands here twice.") if is_double else _("This line cannot be read as YAML.")
        raise BadFile([Mistake(mark.line + 1 if mark else 1, "", words)]) from None
    except (YAMLError, ValueError, RecursionError):
        raise BadFile([Mistake(1, "", _("The file cannot be read as YAML."))]) from None
    if not isinstance(content, CommentedMap):
        raise BadFile([Mistake(1, "", _("The file does not describe a call."))])
    return content


def _refuse_tricks(text: str) -> None:
    """No references (they can grow without end), no deep nesting, no more than a call can have."""
    depth = 0
    for number, event in enumerate(YAML(typ="rt").parse(text)):
        line = event.start_mark.line + 1 if event.start_mark else 1
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if isinstance(event, AliasEvent) or getattr(event, "tag", None):
            raise BadFile([Mistake(line, "", _("References and tags cannot be used here."))])
        if depth > DEEPEST:
            raise BadFile([Mistake(line, "", _("The file is nested too deeply."))])
        if number > MOST_EVENTS:
            raise BadFile([Mistake(line, "", _("The file is too long for a call."))])


def _head(content: CommentedMap) -> Iterator[Mistake]:
    version = content.get("format")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        yield Mistake(_line(content, "format"), "format", _("Write “format: 1”."))
    elif version > FORMAT:
        yield Mistake(_line(content, "format"), "format", _("The file comes from a newer release than this one."))
    if content.get("kind") not in CallKind.values:
        words = _("Write one of: %(kinds)s.") % {"kinds": " ".join(CallKind.values)}
        yield Mistake(_line(content, "kind"), "kind", words)


def _unknown(mapping: CommentedMap, known: set[str], path: str) -> Iterator[Mistake]:
    for key in mapping:
        if key not in known:
            yield Mistake(_line(mapping, key), f"{path}{key}", _("This field is not known here."))


def _unknown_in_lines(field: LinesField, row: CommentedMap, name: str, path: str) -> Iterator[Mistake]:
    """Fields of choices and columns that nobody knows, and rows that are of another shape."""
    found = row[name]
    if found is None or isinstance(found, str):
        return
    if not isinstance(found, list):
        yield Mistake(_line(row, name), f"{path}{name}", _("Here stands a list: each row begins with a dash."))
        return
    for number, item in enumerate(found, 1):
        if field.row_keys and isinstance(item, CommentedMap):
            yield from _unknown(item, set(field.row_keys), f"{path}{name}[{number}].")
        elif field.row_keys or not isinstance(item, str | int | float) or isinstance(item, bool):
            yield Mistake(_line(row, name), f"{path}{name}[{number}]", _("This row is of another shape."))


def _line(mapping: Any, key: Any) -> int:
    """The line of a key, from 1; that of the mapping where the key is missing."""
    try:
        return int(mapping.lc.key(key)[0]) + 1
    except (AttributeError, KeyError, TypeError):
        return int(getattr(getattr(mapping, "lc", None), "line", 0) or 0) + 1


def _rows(part: str, content: CommentedMap, mistakes: list[Mistake]) -> list[dict[str, Any]]:
    found = content.get(part)
    if found is None:
        return []
    if not isinstance(found, list):
        mistakes.append(Mistake(_line(content, part), part, _("Here stands a list: each row begins with a dash.")))
        return []
    if len(found) > MOST_ROWS:  # as in the form
        raise BadFile([Mistake(_line(content, part), part, _("The file is too long for a call."))])
    rows, keys = [], set()
    for number, row in enumerate(found):
        path = f"{part}[{number + 1}]."
        if not isinstance(row, CommentedMap):
            mistakes.append(Mistake(_line(content, part), path[:-1], _("This row has no fields.")))
            continue
        mistakes.extend(_unknown(row, set(FORMS[part].names), path))
        cleaned = _form(FORMS[part], row, set(FORMS[part].names), path, mistakes)
        if cleaned and cleaned["key"] in keys:
            mistakes.append(Mistake(_line(row, "key"), f"{path}key", _("Two rows have the same key.")))
        if cleaned:
            keys.add(cleaned["key"])
            rows.append({name: cleaned[name] for name in FORMS[part].names})
    return rows


def _rules(content: CommentedMap, mistakes: list[Mistake]) -> dict[str, dict[str, Any]]:
    found = content.get("rules")
    if found is None:
        return {}
    if not isinstance(found, CommentedMap):
        mistakes.append(Mistake(_line(content, "rules"), "rules", _("Each rule stands under its name.")))
        return {}
    rules = {}
    for kind, params in found.items():
        line, path = _line(found, kind), f"rules.{kind}"
        given = {} if params is None else params
        if not isinstance(given, Mapping):
            mistakes.append(Mistake(line, path, _("This rule has no fields.")))
            continue
        try:
            rules[str(kind)] = parse(str(kind), {str(k): _bare(v) for k, v in given.items()}).params()
        except ValidationError as error:
            mistakes.extend(Mistake(line, path, text) for text in error.messages)
    return rules


def _bare(value: Any) -> Any:
    return [_bare(item) for item in value] if isinstance(value, list) else value


def _form(
    form: type[forms.Form], row: CommentedMap, names: set[str], path: str, mistakes: list[Mistake]
) -> dict[str, Any]:
    """The row through the form's own validation; {} where it is refused, and then `mistakes` has grown."""
    before = len(mistakes)
    sent: dict[str, Any] = {}
    for name in names & set(row):
        field = form.base_fields[name]
        if isinstance(field, LinesField):
            mistakes.extend(_unknown_in_lines(field, row, name, path))
        try:
            sent |= _sent(name, field, row[name])
        except TypeError:
            mistakes.append(Mistake(_line(row, name), f"{path}{name}", _expected(field)))
    if len(mistakes) > before:
        return {}
    for name, field in form.base_fields.items():
        if name not in row and field.initial is not None and not isinstance(field, forms.BooleanField):
            sent.setdefault(name, field.initial)
        if name not in row and isinstance(field, forms.BooleanField) and field.initial:
            sent[name] = "on"
    bound = form(sent)
    if bound.is_valid():
        return dict(bound.cleaned_data)
    for name, errors in bound.errors.items():
        where = f"{path}{name}" if name != NON_FIELD_ERRORS else path[:-1]
        mistakes.extend(Mistake(_line(row, name), where, str(text)) for text in errors)
    return {}


def _sent(name: str, field: forms.Field, value: Any) -> dict[str, Any]:
    """The value as a browser would send it. Raises TypeError for a value of the wrong kind."""
    if isinstance(field, I18nFormField):
        return _sent_texts(name, value)
    if isinstance(field, forms.BooleanField):
        if not isinstance(value, bool):
            raise TypeError
        return {name: "on"} if value else {}
    if isinstance(value, bool | Mapping):
        raise TypeError
    if isinstance(value, datetime | date):
        return {name: value.isoformat()}
    if isinstance(value, list):
        return {name: field.prepare_value([dict(item) if isinstance(item, Mapping) else item for item in value])}
    if not isinstance(value, str | int | float | Decimal):
        raise TypeError
    return {name: str(value)}


def _sent_texts(name: str, value: Any) -> dict[str, Any]:
    """A text in one language is one of the site's first; in several, each stands under its language."""
    texts = {"zh-hans": value} if isinstance(value, str) else value
    if not isinstance(texts, Mapping) or set(texts) - set(LANGUAGES):
        raise TypeError
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError
    return {f"{name}_{number}": texts.get(code, "") for number, code in enumerate(LANGUAGES)}


def _expected(field: forms.Field) -> str | Promise:
    if isinstance(field, I18nFormField):
        return _("Here stands a text for each language: zh-hans, zh-hant, en.")
    if isinstance(field, forms.BooleanField):
        return _("Here stands true or false.")
    return _("Here stands one plain value.")


assert {*FORMS, "rules"} == set(PARTS), "every part of a call is in the file"  # noqa: S101
