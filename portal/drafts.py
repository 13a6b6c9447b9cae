"""Forms that save unfinished work: lenient while it is a draft, strict when it has to be whole."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LANGUAGES = (("zh_hans", "zh-Hans"), ("zh_hant", "zh-Hant"), ("en", "en"))  # suffix of a field, BCP 47 tag
LANGUAGE_NAMES = {"zh-Hans": _("Simplified Chinese"), "zh-Hant": _("Traditional Chinese"), "en": _("English")}


class DraftForm(forms.Form):
    """`required` says what must be there in the end. A draft may leave anything out; what is there must be valid."""

    use_required_attribute = False

    def __init__(self, *args: Any, strict: bool = False, **kwargs: Any) -> None:
        self.strict = strict
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self.strict:
            self._forgive_what_is_missing()

    def _forgive_what_is_missing(self) -> None:
        errors = self.errors
        for name in list(errors):
            if all(error.code == "required" for error in errors[name].as_data()):
                del errors[name]
                if name in self.fields:
                    self.cleaned_data[name] = self._empty(name)

    def _empty(self, name: str) -> Any:
        """What the field makes of nothing at all."""
        field = self.fields[name]
        was, field.required = field.required, False
        try:
            return field.clean([] if isinstance(field, forms.MultipleChoiceField) else "")
        finally:
            field.required = was
