"""Rows on a screen: a formset whose rows can be added, put in order and taken out without JavaScript."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

MOST_ROWS = 200


class FactRows(forms.BaseFormSet):  # type: ignore[type-arg]
    """Rows in an order the editor sets by number; ticked and untouched empty ones are left out."""

    def rows(self) -> list[dict[str, Any]]:
        """The rows that stay, cleaned, in their order."""
        return [
            {name: form.cleaned_data[name] for name in form.base_fields}
            for form in self.ordered_forms
            if form.has_changed() or form.initial
        ]

    taken_out: Any = _("Take out")

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Position")
        form.fields["DELETE"].label = self.taken_out


def fact_rows(
    form: type[forms.Form], rows: Iterable[Any], prefix: str, data: Any = None, extra: int = 0, *, taken_out: str = ""
) -> Any:
    """The formset of `rows`, stored ones as they are; `taken_out` is what leaving one out is called."""
    factory = forms.formset_factory(
        form, formset=FactRows, can_order=True, can_delete=True, extra=extra, max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + 50, validate_max=True,
    )  # fmt: skip
    initial = [{name: getattr(row, name) for name in form.base_fields} for row in rows]
    found: Any = factory(data, prefix=prefix, initial=initial)
    found.taken_out = taken_out or found.taken_out
    return found


def with_one_more(data: QueryDict, part: str, parts: Mapping[str, type[forms.Form]]) -> QueryDict:
    """What was typed, with one more row of `part`, if there is such a part, as empty as new rows begin."""
    more = data.copy()
    name = f"{part}-TOTAL_FORMS"
    total = more.get(name, "")
    if part in parts and total.isascii() and total.isdecimal() and len(total) < 4:
        more[name] = str(int(total) + 1)
        for field, declared in parts[part].base_fields.items():
            if declared.initial:
                more[f"{part}-{int(total)}-{field}"] = "on" if declared.initial is True else str(declared.initial)
    return more


def media_of(*forms_and_sets: Any) -> forms.Media:
    """The scripts of the choosers among them."""
    media = forms.Media()
    for one in forms_and_sets:
        media += one.media
    return media
