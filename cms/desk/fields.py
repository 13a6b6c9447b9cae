"""Form fields of the desk: a wall clock, a zone, and texts in several languages."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from i18nfield.forms import I18nFormField, I18nTextInput
from i18nfield.strings import LazyI18nString
from wagtail.admin.widgets import AdminAutoHeightTextInput

from portal.calls.zones import zone_named
from portal.fields import CleanCharField, refuse_twice
from portal.text import clean_text
from portal.zones import name_or_utc, zone_words

_WALL = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?", re.ASCII)
_RUNTIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{2})(?:\.(\d{1,3}))?", re.ASCII)


class WallField(CleanCharField):
    """A date and a time on somebody's wall: `2026-05-01T18:00`, without a zone."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}))
        super().__init__(max_graphemes=23, max_length=23, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value).replace(" ", "T")
        if text and not _WALL.fullmatch(text):
            raise ValidationError(_("Write the date and the time like 2026-05-01 18:00."), code="wall")
        return text


class ZoneField(CleanCharField):
    """A zone by its IANA name, or AoE."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Zone"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"list": "desk-zones", "autocomplete": "off"}))
        super().__init__(max_graphemes=64, max_length=64, **kwargs)

    def clean(self, value: Any) -> str:
        name = super().clean(value)
        if name:
            zone_named(name)
        return name


def begin_in(form: forms.BaseForm, zone: str) -> None:
    """Let a form begin in the zone in which its times are told, and say so where the stored one is not known."""
    known = name_or_utc(zone)
    form.initial["zone"] = known
    if known != zone:
        form.fields["zone"].help_text = zone_words(zone)


def clean_texts(texts: Any, *, label: str, max_graphemes: int, multiline: bool = False) -> LazyI18nString:
    """Every language of a text through `clean_text`; the empty ones are left out. Raises ValidationError."""
    data = getattr(texts, "data", texts) or {}
    if isinstance(data, str):
        data = {"zh-hans": data}
    clean = {
        language: clean_text(text or "", label=label, max_graphemes=max_graphemes, multiline=multiline)
        for language, text in data.items()
    }
    return LazyI18nString({language: text for language, text in clean.items() if text})


class TextsInput(I18nTextInput):
    """A line for each language, each with its language written above it."""

    def decompress(self, value: Any) -> list[Any]:
        """A text without a language counts as one of the site's first."""
        data = getattr(value, "data", value) or {}
        texts = data if isinstance(data, dict) else {settings.LANGUAGE_CODE: str(data)}
        return [texts.get(code) or "" for code in self.locales]

    def format_output(self, rendered_widgets: list[Any], id_: str | None) -> SafeString:
        names = [dict(settings.LANGUAGES).get(code, code) for code in self.enabled_locales]
        rows = [(f"{id_}_{n}", names[n], widget) for n, widget in enumerate(rendered_widgets)]
        return format_html(
            '<div class="i18n-form-group" id="{}">{}</div>',
            id_ or "",
            format_html_join("", '<label class="desk-language" for="{}">{}</label>{}', rows),
        )


class TextsArea(TextsInput):
    """The same with room for several lines."""

    widget = AdminAutoHeightTextInput


class TextsField(I18nFormField):
    """A text in the site's languages, cleaned like every text of people; at least one language where required."""

    def __init__(self, *, max_graphemes: int, multiline: bool = False, **kwargs: Any) -> None:
        self.max_graphemes, self.multiline = max_graphemes, multiline
        kwargs.setdefault("widget", TextsArea if multiline else TextsInput)
        super().__init__(**kwargs)
        for field in self.fields:  # our own check names the language and the position
            field.strip = False
            field.validators = []

    def _clean_bound_field(self, bf: Any) -> Any:
        for place in range(len(self.fields)):
            refuse_twice(bf.form.data, f"{bf.html_name}_{place}", self.label)
        return super()._clean_bound_field(bf)

    def clean(self, value: Any) -> LazyI18nString:
        texts = super().clean(value)
        cleaned = clean_texts(
            texts, label=str(self.label or ""), max_graphemes=self.max_graphemes, multiline=self.multiline
        )
        if self.one_required and not cleaned.data:
            raise ValidationError(self.error_messages["required"], code="required")
        return cleaned


class KeyField(CleanCharField):
    """The stable key of a row: small Latin letters, digits, hyphens."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Key"))
        super().__init__(max_graphemes=40, max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        key = super().clean(value)
        if key and not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", key):
            raise ValidationError(_("A key has small letters a–z, digits and hyphens."), code="key")
        return key


class RuntimeField(CleanCharField):
    """Minutes and seconds (`2:00`, `1:02:03`, `2:00.1`), cleaned to milliseconds; None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"placeholder": "2:00", "size": 12}))
        super().__init__(max_graphemes=20, max_length=20, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        minutes, rest = divmod(value, 60_000)
        seconds, ms = divmod(rest, 1000)
        return f"{minutes}:{seconds:02d}" + (f".{ms:03d}".rstrip("0") if ms else "")

    def clean(self, value: Any) -> Any:
        text = super().clean(self.prepare_value(value))
        if not text:
            return None
        match = _RUNTIME.fullmatch(text)
        if not match or int(match[3]) > 59 or (match[1] and int(match[2]) > 59):
            raise ValidationError(_("Write a runtime as minutes and seconds, like 2:00."), code="runtime")
        minutes = int(match[1] or 0) * 60 + int(match[2])
        return (minutes * 60 + int(match[3])) * 1000 + int((match[4] or "").ljust(3, "0"))


class WholeNumberField(CleanCharField):
    """A whole number in plain digits; None when empty."""

    def __init__(self, *, largest: int = 2_000_000_000, unit: int = 1, **kwargs: Any) -> None:
        self.largest, self.unit = largest, unit
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "size": 10}))
        super().__init__(max_graphemes=20, max_length=20, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value // self.unit if isinstance(value, int) and not isinstance(value, bool) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(self.prepare_value(value) if isinstance(value, int) else value)
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{1,12}", text) or int(text) * self.unit > self.largest:
            raise ValidationError(
                _("Write a whole number from 0 to %(largest)d."),
                code="number",
                params={"largest": self.largest // self.unit},
            )
        return int(text) * self.unit
