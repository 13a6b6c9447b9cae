"""The answer to being named with one's cohort."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.cohorts.models import Answer


class AnswerForm(forms.Form):
    """Two buttons below the text; the hash says which text was on the page."""

    use_required_attribute = False
    answer = forms.ChoiceField(
        choices=Answer.choices,
        error_messages={"required": _("Say yes or no."), "invalid_choice": _("Say yes or no.")},
    )
    text_hash = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
