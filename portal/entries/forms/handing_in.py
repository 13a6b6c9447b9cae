"""The last page's form, and the short ones: rights, invitation, withdrawal, takedown."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.fields import CleanCharField, EmailAddressField

_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)


class HandInForm(forms.Form):
    """The ticks below the texts. The hashes say which texts were on the page, `key` which press of the button."""

    use_required_attribute = False
    accept = forms.BooleanField(
        label=_("I have read this text and accept it, also in the name of my team."),
        error_messages={"required": _("Tick this to hand in.")},
    )
    accept_ethics = forms.BooleanField(
        label=_("We have kept to the code of ethics above and will keep to it."),
        error_messages={"required": _("Tick this to hand in.")},
    )
    text_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    ethics_hash = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_ethics: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_ethics:
            del self.fields["accept_ethics"]

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if not _KEY.fullmatch(key):
            raise ValidationError(_("Load the page again, then hand in."), code="key")
        return key


class InvitationForm(forms.Form):
    use_required_attribute = False
    email = EmailAddressField(label=_("E-mail address of a teammate"))


class ReasonForm(forms.Form):
    """Why, in a person's own words."""

    use_required_attribute = False
    reason = CleanCharField(label=_("Why?"), max_graphemes=1000, multiline=True)

    def __init__(self, *args: Any, is_required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_required
