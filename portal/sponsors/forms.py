"""What somebody writes who would like to become a sponsor."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.fields import CleanCharField, EmailAddressField
from portal.front.words import text_for
from portal.sponsors.models import Partnership, Side

LONGEST_MESSAGE = 3000


class EnquiryForm(forms.Form):
    """Who asks, what they offer, and in their words. `website` is a field that people do not see."""

    name = CleanCharField(
        label=gettext_lazy("Your name"),
        max_graphemes=100,
        max_length=400,
        is_name=True,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = CleanCharField(
        label=gettext_lazy("Organisation"),
        max_graphemes=100,
        max_length=400,
        is_name=True,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = EmailAddressField(
        label=gettext_lazy("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("The answer goes there."),
    )
    offered = forms.MultipleChoiceField(
        label=gettext_lazy("What you offer"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("The list has changed in the meantime. Look at it once more, please.")
        },
    )
    message = CleanCharField(
        label=gettext_lazy("Message"),
        max_graphemes=LONGEST_MESSAGE,
        max_length=LONGEST_MESSAGE * 10,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].help_text = _("At most %(limit)d characters.") % {"limit": LONGEST_MESSAGE}
        gives = [point for point in partnership.points.all() if point.side == Side.GIVE]
        choices = {point.key(): text_for(point.text)[0] for point in gives}
        self.fields["offered"].choices = list(choices.items())  # type: ignore[attr-defined]
        if not choices:
            del self.fields["offered"]

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("This field is there for programs that fill in everything. Leave it empty."))
        return ""

    def enquiry(self) -> dict[str, Any]:
        """What was written, for `receive_enquiry`."""
        names = ("name", "organisation", "email", "message")
        return {name: self.cleaned_data[name] for name in names} | {"offered": self.cleaned_data.get("offered", [])}
