"""The form that lets one entry be corrected after its gates."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.desk.fields import WallField
from portal.calls.zones import instant_of
from portal.fields import CleanCharField
from portal.zones import name_or_utc, zone_words


class WindowForm(forms.Form):
    """Until when, on the clocks of the call's zone, and why. `until` of the cleaned data is the instant."""

    wall = WallField(label=_("Open until"))
    window_reason = CleanCharField(
        label=_("Reason"),
        max_graphemes=1000,
        max_length=10_000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The team reads it in a letter and above the entry."),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        self.zone = name_or_utc(zone)
        super().__init__(*args, **kwargs)
        self.fields["wall"].help_text = zone_words(zone)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("wall"):
            try:
                cleaned["until"] = instant_of(cleaned["wall"], self.zone)
            except ValidationError as error:
                self.add_error("wall", error)
        return cleaned

    def until(self) -> datetime:
        """The instant, once the form is valid."""
        until: datetime = self.cleaned_data["until"]
        return until
