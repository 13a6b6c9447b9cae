"""Forms of the style guide: one field of every kind, and a step of an entry."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """So that each kind can be looked at with a label, a help text and an error."""

    title = forms.CharField(label=_("Title"), help_text=_("As it stands on the screen, without 《》."), max_length=80)
    synopsis = forms.CharField(label=_("Synopsis"), widget=forms.Textarea, required=False)
    mode = forms.ChoiceField(
        label=_("Where do you take part?"),
        choices=[("remote", _("Remotely")), ("site", _("On site"))],
        widget=forms.RadioSelect,
    )
    place = forms.ChoiceField(label=_("Place"), choices=[("hk", "香港"), ("jz", "荆州")])
    agree = forms.BooleanField(label=_("I may be found in the public catalogue."), required=False)


class TableForm(forms.Form):
    """A question that is answered by a table, whose cells are drawn beside it."""

    works = forms.CharField(
        label=_("Portfolio"), help_text=_("As it stands on the screen, without 《》."), required=False
    )
