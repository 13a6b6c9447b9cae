"""A table as one form field: rows of cells, each cell cleaned as its column says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.calls.models import QuestionKind
from portal.calls.questions import Column
from portal.entries.forms.plain import DayField, NumberField
from portal.fields import CleanCharField, LinkField

INPUTS: dict[str, str] = {QuestionKind.NUMBER: "decimal", QuestionKind.LINK: "url"}
TYPES: dict[str, str] = {QuestionKind.DATE: "date", QuestionKind.LINK: "url"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One input of a table as the page draws it."""

    name: str
    column: Column
    value: str
    is_bad: bool

    @property
    def type(self) -> str:
        return TYPES.get(self.column.kind, "text")

    @property
    def inputmode(self) -> str:
        return INPUTS.get(self.column.kind, "")


class TableWidget(forms.Widget):
    """Reads `name.<row>.<column>`; what came twice is a list. The page draws it cell by cell.

    Points, because keys may hold hyphens: no other question's name can look like a cell.
    """

    def __init__(self, columns: Sequence[Column], max_rows: int) -> None:
        super().__init__()
        self.columns, self.max_rows = columns, max_rows
        self.bad: set[tuple[int, str]] = set()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        rows = []
        for number in range(rows_sent(data, name)):
            row = {}
            for column in self.columns:
                sent = data.getlist(f"{name}.{number}.{column.key}") if hasattr(data, "getlist") else []
                row[column.key] = sent if len(sent) > 1 else next(iter(sent), "")
            rows.append(row)
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not rows_sent(data, name)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        return ""

    def cells(self, name: str, value: Any, *, spare: int) -> list[list[Cell]]:
        """Every row to draw: those of `value`, `spare` more, at least one."""
        rows = [row for row in value or () if isinstance(row, Mapping)]
        count = max(1, min(len(rows) + spare, self.max_rows))
        rows = [*rows, *({} for _n in range(count - len(rows)))]
        return [self.row(name, number, row) for number, row in enumerate(rows)]

    def row(self, name: str, number: int | str, row: Mapping[str, Any]) -> list[Cell]:
        return [
            Cell(
                f"{name}.{number}.{column.key}",
                column,
                value if isinstance(value := row.get(column.key, ""), str) else "",
                (number, column.key) in self.bad,
            )
            for column in self.columns
        ]


def rows_sent(data: Any, name: str) -> int:
    """How many rows a browser sent, empty ones too; never more than could be meant."""
    pattern = re.compile(re.escape(name) + r"[.]([0-9]{1,3})[.]", re.ASCII)
    return max((int(match[1]) + 1 for key in data if (match := pattern.match(key))), default=0)


class TableField(forms.Field):
    """Rows as a list of column key → text; empty rows are dropped. A draft may leave required cells for later."""

    widget: TableWidget

    def __init__(
        self, *, columns: Sequence[Column], max_rows: int, max_graphemes: int, strict: bool, **kwargs: Any
    ) -> None:
        self.columns, self.max_rows, self.strict = columns, max_rows, strict
        self.cells = {column.key: cell_field(column, max_graphemes) for column in columns}
        super().__init__(widget=TableWidget(columns, max_rows), **kwargs)

    def clean(self, value: Any) -> list[dict[str, str]]:
        rows, errors = [], []
        for number, row in enumerate(value or ()):
            cleaned: dict[str, str] = {}
            for column in self.columns:
                try:
                    cleaned[column.key] = self._clean_cell(column, row.get(column.key, ""))
                except ValidationError as error:
                    errors += self._marked(number, column, error)
            if self.strict and any(cleaned.values()):
                errors += self._gaps(number, cleaned)
            if any(cleaned.values()):
                rows.append(cleaned)
        if errors:
            raise ValidationError(errors)
        if len(rows) > self.max_rows:
            raise ValidationError(
                _("At most %(limit)d rows fit here."), code="too_many", params={"limit": self.max_rows}
            )
        if self.required and not rows:
            raise ValidationError(self.error_messages["required"], code="required")
        return rows

    def _clean_cell(self, column: Column, value: Any) -> str:
        if isinstance(value, list):
            raise ValidationError(
                _("%(label)s came more than once. Load the page again, please."),
                code="twice",
                params={"label": column.label},
            )
        return str(self.cells[column.key].clean(str(value)))

    def _gaps(self, number: int, row: Mapping[str, str]) -> list[ValidationError]:
        missing = [column for column in self.columns if column.is_required and not row.get(column.key, "-")]
        needed = ValidationError(_("This is still missing."), code="gap")
        return [error for column in missing for error in self._marked(number, column, needed)]

    def _marked(self, number: int, column: Column, error: ValidationError) -> list[ValidationError]:
        """The same sentences with the place in front."""
        self.widget.bad.add((number, column.key))
        where = {"row": number + 1, "column": column.label}
        return [
            ValidationError(
                _("Row %(row)d, %(column)s: %(sentence)s"), code="cell", params=where | {"sentence": sentence}
            )
            for sentence in error.messages
        ]


def cell_field(column: Column, max_graphemes: int) -> CleanCharField:
    """The field that takes one cell; a kind that this release does not know is a line of text."""
    if column.kind == QuestionKind.NUMBER:
        return NumberField(required=False, label=column.label)
    if column.kind == QuestionKind.DATE:
        return DayField(required=False, label=column.label)
    if column.kind == QuestionKind.LINK:
        return LinkField(required=False, label=column.label)
    return CleanCharField(required=False, label=column.label, max_graphemes=max_graphemes)


def with_row_added(data: QueryDict, name: str, widget: TableWidget) -> QueryDict:
    """What was typed, with one more row of this table while there is room."""
    more, count = data.copy(), rows_sent(data, name)
    if count < widget.max_rows and widget.columns:
        more[f"{name}.{count}.{widget.columns[0].key}"] = ""
    return more


def with_row_removed(data: QueryDict, name: str, number: int, widget: TableWidget) -> QueryDict:
    """What was typed without that row; those below move up."""
    less = data.copy()
    rows = [row for index, row in enumerate(widget.value_from_datadict(data, {}, name)) if index != number]
    for key in [key for key in less if re.match(re.escape(name) + r"[.][0-9]{1,3}[.]", key)]:
        del less[key]
    for index, row in enumerate(rows or [{}]):
        for column in widget.columns:
            less[f"{name}.{index}.{column.key}"] = row.get(column.key, "")
    return less
