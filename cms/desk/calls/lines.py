"""Fields of several short things, one a line: choices, columns, answers. With JavaScript a line is a row of inputs."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.desk.fields import KeyField
from portal.calls.drafting import LANGUAGES
from portal.calls.questions import COLUMN_KINDS
from portal.fields import CleanCharField

WORDS_OF_LANGUAGES: tuple[tuple[str, tuple[()]], ...] = tuple((name, ()) for name in LANGUAGES.values())
MOST_COLUMNS = 8


Heads = Sequence[tuple[str | Promise, Sequence[tuple[str, str | Promise]]]]


class LinesInput(forms.Textarea):
    """Lines to type; the script puts a row of inputs in place of each, one for each of `heads` (words, choices)."""

    class Media:
        js = (forms.Script("js/desk_lines.js", type="module"),)

    def __init__(self, heads: Heads, *, rows: int = 3) -> None:
        super().__init__(attrs={"rows": rows})
        self.heads = heads

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        heads = [
            {"label": str(label), "choices": [[key, str(words)] for key, words in choices]}
            for label, choices in self.heads
        ]
        words = {"heads": heads, "add": str(_("Add a line")), "remove": str(_("Take out"))}
        more = {"data-lines": json.dumps(words, ensure_ascii=False)}
        return super().get_context(name, value, (attrs or {}) | more)


class LinesField(CleanCharField):
    """A list of rows as lines of parts divided by bars; a line is a plain value where no subclass knows better."""

    row_keys: ClassVar[frozenset[str]] = frozenset()
    """What a row may hold in a file; nothing where a row is a plain value."""

    heads: ClassVar[Heads] = ()

    def __init__(self, *, for_kinds: str = "", **kwargs: Any) -> None:
        super().__init__(max_graphemes=4000, max_length=20_000, multiline=True, widget=LinesInput(self.heads), **kwargs)
        if for_kinds:
            self.widget.attrs["data-for-kinds"] = for_kinds

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(self.line(row) for row in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = super().clean(self.prepare_value(value)).splitlines()
        return self.checked([self.row(line) for line in lines if line.strip()])

    def checked(self, rows: list[Any]) -> list[Any]:
        """The rows together. Raises ValidationError."""
        if len({row["key"] for row in rows}) < len(rows):
            raise ValidationError(_("Two lines have the same key."), code="lines")
        return rows

    def line(self, row: Any) -> str:
        return str(row)

    def row(self, line: str) -> Any:
        return line.strip()


def _words(label: Any) -> list[str]:
    """A label in the order of the site's languages; the last ones are left out where they are empty."""
    words = [str(label.get(code, "")) for code in LANGUAGES] if isinstance(label, Mapping) else [str(label)]
    while words and not words[-1]:
        words.pop()
    return words


def _label(words: list[str]) -> dict[str, str]:
    return {code: text for code, text in zip(LANGUAGES, words, strict=False) if text}


def _is_key(text: str) -> bool:
    try:
        return bool(KeyField(required=False).clean(text))
    except ValidationError:
        return False


class ChoicesField(LinesField):
    """Key, then its words in the site's languages."""

    row_keys = frozenset({"key", "label"})
    heads = ((_("Key"), ()), *WORDS_OF_LANGUAGES)

    def line(self, row: Any) -> str:
        known = row if isinstance(row, Mapping) else {"label": row}
        return " | ".join([str(known.get("key", "")), *_words(known.get("label", ""))])

    def row(self, line: str) -> Any:
        key, *words = [part.strip() for part in line.split("|")]
        if not any(words) or len(words) > len(LANGUAGES) or not _is_key(key):
            raise ValidationError(
                _("Write each choice as: key | 简体中文 | 繁體中文 | English. This one is not: %(line)s"),
                code="choices",
                params={"line": line[:80]},
            )
        return {"key": key, "label": _label(words)}


class ColumnsField(LinesField):
    """Key, kind (with a star where every row needs it), then its words in the site's languages."""

    row_keys = frozenset({"key", "kind", "label", "is_required"})
    heads = (
        (_("Key"), ()),
        (_("Kind"), [(f"{kind}{star}", format_lazy("{kind} *", kind=kind.label) if star else kind.label)
                     for kind in COLUMN_KINDS for star in ("", "*")]),
        *WORDS_OF_LANGUAGES,
    )  # fmt: skip

    def line(self, row: Any) -> str:
        known = row if isinstance(row, Mapping) else {"label": row}
        kind = f"{known.get('kind') or 'text'}{'*' if known.get('is_required') is True else ''}"
        return " | ".join([str(known.get("key", "")), kind, *_words(known.get("label", ""))])

    def row(self, line: str) -> Any:
        key, kind, *words = [part.strip() for part in line.split("|")] if "|" in line else [line, ""]
        plain = kind.removesuffix("*").strip()
        if not any(words) or len(words) > len(LANGUAGES) or not _is_key(key) or plain not in COLUMN_KINDS:
            raise ValidationError(
                _(
                    "Write each column as: key | text, number, date or link (with * where it is required) | 简体中文 | "
                    "繁體中文 | English. This one is not: %(line)s"
                ),
                code="columns",
                params={"line": line[:80]},
            )
        return {"key": key, "kind": plain, "label": _label(words), "is_required": kind.endswith("*")}

    def checked(self, rows: list[Any]) -> list[Any]:
        if len(rows) > MOST_COLUMNS:
            raise ValidationError(
                _("A table has at most %(limit)d columns."), code="columns", params={"limit": MOST_COLUMNS}
            )
        return super().checked(rows)


class AnswersField(LinesField):
    """The answers a condition waits for: keys of choices, one a line."""

    heads = ((_("Answer"), ()),)

    def checked(self, rows: list[Any]) -> list[Any]:
        return list(dict.fromkeys(rows))
