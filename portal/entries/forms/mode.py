"""How one takes part, where the gates of the call distinguish ways."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.drafts import DraftForm


def ask_mode(form: DraftForm, modes: Iterable[tuple[str, str]]) -> None:
    """Add the question to a form; where there is nothing to choose from it is not asked."""
    choices = list(modes)
    if choices:
        form.fields["mode"] = forms.ChoiceField(
            label=_("How do you take part?"), choices=choices, widget=forms.RadioSelect
        )


class ModeForm(DraftForm):
    """That question alone."""

    def __init__(self, *args: Any, modes: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_mode(self, modes)
