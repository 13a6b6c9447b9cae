"""Names of works, people and things as an editor writes them: one a line, with language and kind."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.fields import CleanCharField
from portal.names import NameKind
from portal.text import clean_text

LANGUAGE_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
MOST_NAMES = 50


class NamesField(CleanCharField):
    """`text | language | kind` a line; language and kind may be left out: zh-Hans, original."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Names"))
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        kwargs.setdefault(
            "help_text",
            _("One a line: name | language | kind. Kinds: original, translated, alias, nickname, romanised."),
        )
        super().__init__(max_graphemes=MOST_NAMES * 320, max_length=MOST_NAMES * 640, multiline=True, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return "\n".join(f"{row['text']} | {row['language']} | {row['kind']}" for row in value)

    def clean(self, value: Any) -> Any:
        lines = [line for line in super().clean(self.prepare_value(value)).splitlines() if line.strip()]
        if len(lines) > MOST_NAMES:
            raise ValidationError(_("At most fifty names, please."), code="names")
        rows = [self._row(line) for line in lines]
        if len({(row["text"], row["language"]) for row in rows}) < len(rows):
            raise ValidationError(_("One name stands there twice."), code="names")
        return rows

    def _row(self, line: str) -> dict[str, str]:
        text, language, kind, *rest = [part.strip() for part in [*line.split("|"), "", ""]]
        kind = kind.lower() or NameKind.ORIGINAL
        language = LANGUAGE_TAGS.get(language.lower(), language) or "zh-Hans"
        is_tag = language.replace("-", "").isascii() and language.replace("-", "").isalnum() and len(language) <= 20
        if any(rest) or not text or kind not in NameKind.values or not is_tag:
            raise ValidationError(
                _("Write each name as: name | language | kind. This one is not: %(line)s"),
                code="names",
                params={"line": line[:80]},
            )
        text = clean_text(text, label=str(self.label), max_graphemes=300, is_name=True)
        if len(text) > 300:  # the column's, in code points
            raise ValidationError(
                _("This name is too long for its column: %(name)s…"), code="too_long", params={"name": text[:60]}
            )
        return {"text": text, "language": language, "kind": kind}


def rows_of_names(names: Iterable[Any]) -> list[dict[str, str]]:
    """What the field shows of stored names."""
    return [{"text": row.text, "language": row.language, "kind": row.kind} for row in names]


def write_names(names: Any, rows: Sequence[Mapping[str, str]]) -> None:
    """Make a manager of name rows hold exactly `rows`, in this order. Rows that stay keep their keys."""
    stored = {(row.text, row.language): row for row in names.all()}
    for position, row in enumerate(rows):
        known = stored.pop((row["text"], row["language"]), None)
        if known is None:
            names.create(position=position, **row)
        elif (known.kind, known.position) != (row["kind"], position):
            known.kind, known.position = row["kind"], position
            known.save(update_fields=["kind", "position"])
    for gone in stored.values():
        gone.delete()
