"""Form fields that pass every text through `clean_text`."""

import re
from typing import Any, cast
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from portal.clock import now
from portal.text import clean_text

LONGEST_TEXT = 20_000  # graphemes, where a form of somebody else names no limit
EARLIEST_YEAR = 1888  # of the oldest film there is
_RUNTIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})", re.ASCII)
_WEB = ("http", "https")


def refuse_twice(data: Any, name: str, label: Any) -> None:
    """Raise ValidationError for two texts in one field: which was meant, nobody knows, so neither is stored."""
    if len(data.getlist(name) if hasattr(data, "getlist") else ()) > 1:
        raise ValidationError(
            _("%(label)s came more than once. Load the page again, please."),
            code="twice",
            params={"label": label or _("This text")},
        )


class CleanCharField(forms.CharField):
    """One line or, with `multiline`, several; `max_graphemes` is the limit a person would count.

    `max_length` is the column's, in code points: a character may be made of many, and PostgreSQL does not cut.
    """

    def __init__(self, *, max_graphemes: int, multiline: bool = False, is_name: bool = False, **kwargs: Any) -> None:
        self.max_graphemes, self.multiline, self.is_name = max_graphemes, multiline, is_name
        if multiline:
            kwargs.setdefault("widget", forms.Textarea)
        super().__init__(strip=False, **kwargs)
        # Our own check names the position; Django's would only say that a null character is not allowed.
        self.validators = [v for v in self.validators if type(v).__name__ != "ProhibitNullCharactersValidator"]

    def _clean_bound_field(self, bf: Any) -> Any:
        refuse_twice(bf.form.data, bf.html_name, self.label)
        return super()._clean_bound_field(bf)  # type: ignore[misc]

    def clean(self, value: Any) -> str:
        text = clean_text(
            self.to_python(value) or "",
            label=str(self.label or _("This text")),
            max_graphemes=self.max_graphemes,
            multiline=self.multiline,
            is_name=self.is_name,
        )
        if self.required and not text:
            raise ValidationError(self.error_messages["required"], code="required")
        if self.max_length is not None and len(text) > self.max_length:
            raise ValidationError(
                _("%(label)s is %(length)d characters long; the limit is %(limit)d."),
                code="too_long",
                params={"label": self.label or _("This text"), "length": len(text), "limit": self.max_length},
            )
        return text


class CleansTexts:
    """For a form whose fields somebody else wrote: what is typed there passes through `clean_text` all the same."""

    NAMES = frozenset({"title", "name"})

    def clean(self) -> dict[str, Any]:
        form = cast(forms.Form, self)
        cleaned: dict[str, Any] = super().clean() or {}  # type: ignore[misc]
        for name, field in form.fields.items():
            text = cleaned.get(name)
            if not text or not isinstance(field, forms.CharField) or isinstance(field, CleanCharField):
                continue
            try:
                refuse_twice(form.data, form.add_prefix(name), field.label)
                if isinstance(text, list):  # tags
                    cleaned[name] = [self._clean_one(name, field, tag) for tag in text]
                elif isinstance(text, str):
                    cleaned[name] = self._clean_one(name, field, text)
            except ValidationError as refusal:
                form.add_error(name, refusal)
        return cleaned

    def _clean_one(self, name: str, field: forms.CharField, text: str) -> str:
        if isinstance(field, forms.URLField):
            return LinkField(label=field.label or name, required=field.required).clean(text)
        text = clean_text(
            text,
            label=str(field.label or name),
            max_graphemes=field.max_length or LONGEST_TEXT,
            multiline=isinstance(field.widget, forms.Textarea),
            is_name=name in self.NAMES,
        )
        if field.required and not text:
            raise ValidationError(field.error_messages["required"], code="required")
        return text


class YearField(CleanCharField):
    """A year in four plain digits; None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"}))
        super().__init__(max_graphemes=10, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        latest = now().year + 2
        if not re.fullmatch(r"[0-9]{4}", text) or not EARLIEST_YEAR <= int(text) <= latest:
            raise ValidationError(
                _("Write the year in four digits, from %(first)d to %(last)d."),
                code="year",
                params={"first": EARLIEST_YEAR, "last": latest},
            )
        return int(text)


class RuntimeField(CleanCharField):
    """`mm:ss` or `hh:mm:ss`, cleaned to milliseconds; None when empty. A place in a film may be its beginning."""

    def __init__(self, *, allow_zero: bool = False, **kwargs: Any) -> None:
        self.allow_zero = allow_zero
        example = "00:00:00" if allow_zero else "00:04:12"
        kwargs.setdefault("widget", forms.TextInput(attrs={"size": 9, "placeholder": example}))
        super().__init__(max_graphemes=12, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        seconds = value // 1000
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"

    def clean(self, value: Any) -> Any:
        text = super().clean(self.prepare_value(value))
        if not text:
            return None
        match = _RUNTIME.fullmatch(text)
        hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
        ms = ((hours * 60 + minutes) * 60 + seconds) * 1000
        if not match or seconds > 59 or (match[1] and minutes > 59) or not (ms or self.allow_zero):
            raise ValidationError(_("Write the runtime as hours, minutes and seconds: 00:04:12."), code="runtime")
        return ms


class LinkField(CleanCharField):
    """A web address, kept as text: our server never fetches it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.URLInput(attrs={"placeholder": "https://"}))
        super().__init__(max_graphemes=500, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            parts = urlsplit(text)
            host = parts.hostname or ""
            is_web = parts.scheme.lower() in _WEB and "." in host.strip(".") and parts.username is None
            parts.port  # noqa: B018  # raises for an impossible one
        except ValueError:
            is_web = False
        if not is_web or re.search(r"[\s<>\"'`\\{}|^]", text) or len(text) > 500:
            raise ValidationError(_("Write a web address that begins with https://."), code="link")
        return text


class EmailAddressField(CleanCharField):
    """An address that mail can reach: no quoted or literal forms, in lower case."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "off"}))
        super().__init__(max_graphemes=254, is_name=True, **kwargs)

    def clean(self, value: Any) -> str:
        address = super().clean(value).lower()
        if not address:
            return ""
        message = _("Write an e-mail address like name@example.org.")
        if not address.isascii() or len(address) > 254 or "[" in address or '"' in address:
            raise ValidationError(message, code="email")
        EmailValidator(message=message)(address)
        return address
