"""The editors' own questions, from the call's version."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict

from portal.calls.models import Question, QuestionKind
from portal.calls.questions import asked, choices_of, columns_of
from portal.drafts import DraftForm
from portal.entries.asked import as_kind
from portal.entries.forms.plain import DayField, NumberField
from portal.entries.forms.tables import Cell, TableField, rows_sent, with_row_added, with_row_removed
from portal.fields import CleanCharField, LinkField


@dataclass(frozen=True)
class Box:
    """One question on the page: whether it is asked now, and what that depends on (a field's name, values as JSON)."""

    field: BoundField
    question: Question
    is_asked: bool
    asked_if: str
    asked_values: str
    rows: list[list[Cell]]
    blank_row: list[Cell]
    upload: Mapping[str, Any] | None = None


class SlotField(forms.Field):
    """A question that a file answers: it is sent apart, into its slot. What a form says about it counts for nothing."""

    def __init__(self, *, is_given: bool, **kwargs: Any) -> None:
        self.is_given = is_given
        super().__init__(widget=forms.HiddenInput, **kwargs)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial

    def clean(self, value: Any) -> None:
        if self.required and not self.is_given:
            raise ValidationError(self.error_messages["required"], code="required")


class AnswersForm(DraftForm):
    """One field for each question, under the question's stable key.

    Fields of questions that are not asked now are there, too: with JavaScript they appear at once, without it after
    saving. They are never required and what is wrong in them is not said; what was typed in them is kept.
    """

    def __init__(
        self,
        *args: Any,
        questions: Iterable[Question] = (),
        answers: Mapping[str, Any] | None = None,
        uploads: Mapping[str, Mapping[str, Any]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.answers, self.uploads = list(questions), answers or {}, uploads or {}
        for question in self.questions:
            is_given = bool(self.answers.get(question.key))
            self.fields[f"q_{question.key}"] = field_for(question, strict=self.strict, is_given=is_given)

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound:
            return
        is_asked = self.asked_keys()
        for question in self.questions:
            name = f"q_{question.key}"
            if question.kind == QuestionKind.FILE:
                self.cleaned_data.pop(name, None)
            if question.key not in is_asked:
                self.errors.pop(name, None)
                if not self._was_sent(name):
                    self.cleaned_data.pop(name, None)
            self._keep_another_kind(question, name)

    def _was_sent(self, name: str) -> bool:
        return name in self.data or bool(rows_sent(self.data, name))

    def _keep_another_kind(self, question: Question, name: str) -> None:
        """An answer to an earlier question of this key that does not fit this one goes only when another comes."""
        stored = self.answers.get(question.key)
        if stored and not self.cleaned_data.get(name, "-") and as_kind(question, stored) != stored:
            self.cleaned_data.pop(name, None)

    def asked_keys(self) -> set[str]:
        """The questions asked now, by what is typed; by what is stored where nothing was sent."""
        answers = dict(self.answers)
        if self.is_bound:
            answers |= {
                name.removeprefix("q_"): value for name, value in self.cleaned_data.items() if name.startswith("q_")
            }
        for question in self.questions:
            if question.kind == QuestionKind.FILE:
                answers[question.key] = self.answers.get(question.key, "")
        return {question.key for question in asked(self.questions, answers)}

    def boxes(self) -> list[Box]:
        """The questions as the page draws them."""
        if self.is_bound:
            _cleaned = self.errors
        is_asked, keys = self.asked_keys(), {question.key for question in self.questions}
        return [self._box(question, question.key in is_asked, keys) for question in self.questions]

    def _box(self, question: Question, is_asked: bool, keys: set[str]) -> Box:
        bound = self[f"q_{question.key}"]
        rows: list[list[Cell]] = []
        blank: list[Cell] = []
        if isinstance(bound.field, TableField):
            widget = bound.field.widget
            rows = widget.cells(bound.html_name, bound.value(), spare=0 if self.is_bound else 1)
            blank = widget.row(bound.html_name, "__n__", {})
        depends = question.shown_if_key in keys
        return Box(
            field=bound,
            question=question,
            is_asked=is_asked,
            asked_if=f"q_{question.shown_if_key}" if depends else "",
            asked_values=json.dumps(question.shown_if_values, ensure_ascii=False) if depends else "",
            rows=rows,
            blank_row=blank,
            upload=self.uploads.get(question.key),
        )

    def reshaped(self, data: QueryDict) -> QueryDict | None:
        """What was typed with the row added or taken out that a button asks for; None where none of ours does."""
        added = data.get("add", "")
        if table := self._table(added):
            return with_row_added(data, added, table.widget)
        name, _point, number = data.get("remove", "").rpartition(".")
        table = self._table(name)
        if table and number.isascii() and number.isdecimal() and len(number) < 4:
            return with_row_removed(data, name, int(number), table.widget)
        return None

    def _table(self, name: str) -> TableField | None:
        field = self.fields.get(name)
        return field if isinstance(field, TableField) else None


def field_for(question: Question, *, strict: bool = False, is_given: bool = False) -> forms.Field:
    """The field that takes this kind of answer."""
    shared: dict[str, Any] = {
        "label": str(question.label),
        "help_text": str(question.help),
        "required": question.is_required,
    }
    limit, choices = question.max_graphemes, choices_of(question)
    counted = {"data-limit": limit}
    makers: dict[str, Callable[[], forms.Field]] = {
        QuestionKind.TEXT: lambda: CleanCharField(max_graphemes=limit, **shared),
        QuestionKind.LONG_TEXT: lambda: CleanCharField(
            max_graphemes=limit, multiline=True, widget=forms.Textarea(attrs=counted), **shared
        ),
        QuestionKind.NUMBER: lambda: NumberField(**shared),
        QuestionKind.CHOICE: lambda: forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared),
        QuestionKind.CHOICES: lambda: forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, **shared
        ),
        QuestionKind.DATE: lambda: DayField(**shared),
        QuestionKind.LINK: lambda: LinkField(**shared),
        QuestionKind.FILE: lambda: SlotField(is_given=is_given, **shared),
        QuestionKind.TABLE: lambda: TableField(
            columns=columns_of(question), max_rows=question.max_rows, max_graphemes=limit, strict=strict, **shared
        ),
    }
    return makers.get(question.kind, makers[QuestionKind.TEXT])()
