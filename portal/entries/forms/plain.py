"""Fields of one plain value: a number, a day."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.fields import CleanCharField

_NUMBER = re.compile(r"-?[0-9]{1,12}([.][0-9]{1,6})?", re.ASCII)


class NumberField(CleanCharField):
    """A plain decimal number, cleaned to its text: 12 or 7.5."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "size": 12}))
        super().__init__(max_graphemes=20, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            if text and (not _NUMBER.fullmatch(text) or not Decimal(text).is_finite()):
                raise ValidationError(_("Write a number in plain digits, like 12 or 7.5."), code="number")
        except InvalidOperation:
            raise ValidationError(_("Write a number in plain digits, like 12 or 7.5."), code="number") from None
        return text


class DayField(CleanCharField):
    """A day of the calendar, cleaned to `YYYY-MM-DD`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}))
        super().__init__(max_graphemes=10, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            if (
                not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
                or not 1800 <= date.fromisoformat(text).year <= 2200
            ):
                raise ValueError
        except ValueError:
            raise ValidationError(_("Write a day that exists, like 2026-02-28."), code="date") from None
        return text
