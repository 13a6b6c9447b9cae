"""What an entrant declares because a rule of the call asks: one field or two for each name in `Rule.asks`."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.calls.rules.sources import SOURCES, source_name
from portal.calls.territories import territories
from portal.drafts import DraftForm
from portal.entries.forms.plain import DayField
from portal.fields import CleanCharField, LinkField, RuntimeField

UNSEEN, SEEN = "unseen", "seen"


def _residence() -> dict[str, forms.Field]:
    choices = [("", "—"), *territories()]
    return {"residence": forms.ChoiceField(label=_("Country or region you live in"), choices=choices)}


def _birth_date() -> dict[str, forms.Field]:
    help_text = _("Read by the rule about age and by the editors of this call, by nobody else.")
    return {"birth_date": DayField(label=_("Date of birth"), help_text=help_text)}


def _guardian_agreed() -> dict[str, forms.Field]:
    label = _("My parent or guardian has read the call and agrees (asked of minors)")
    return {"guardian_agreed": forms.BooleanField(label=label, required=False)}


def _affiliation() -> dict[str, forms.Field]:
    label = _("School, company or studio")
    return {"affiliation": CleanCharField(label=label, max_graphemes=200, max_length=400, is_name=True)}


def _cut() -> dict[str, forms.Field]:
    help_text = _("Only for a film that is longer than what can be shown.")
    return {
        "cut_in_ms": RuntimeField(label=_("Shown from"), required=False, help_text=help_text, allow_zero=True),
        "cut_out_ms": RuntimeField(label=_("Shown until"), required=False),
    }


def _premiere() -> dict[str, forms.Field]:
    choices = [(UNSEEN, _("No, nowhere")), (SEEN, _("Yes"))]
    label = _("Has the film been shown in public before, online or off?")
    places = [
        ("online", _("Online")),
        ("national", _("On a screen in the country")),
        ("abroad", _("In another country")),
    ]
    return {
        "premiere": forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect),
        "shown_where": forms.MultipleChoiceField(
            label=_("Where it was shown"), choices=places, required=False, widget=forms.CheckboxSelectMultiple
        ),
        "shown_since": DayField(label=_("First shown on"), required=False),
        "shown_at": LinkField(label=_("Where it can be seen"), required=False),
    }


def _sources() -> dict[str, forms.Field]:
    choices = [("none", _("Nothing")), *((source, source_name(source)) for source in SOURCES)]
    label = _("Taken from existing works of others")
    field = forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)
    return {"sources": field}


_FIELDS: dict[str, Callable[[], dict[str, forms.Field]]] = {
    "residence": _residence,
    "birth_date": _birth_date,
    "guardian_agreed": _guardian_agreed,
    "affiliation": _affiliation,
    "cut": _cut,
    "premiere": _premiere,
    "sources": _sources,
}


class DeclarationsForm(DraftForm):
    """Asks what `asked` names; `tracks` are (key, name) of the call's tracks."""

    def __init__(
        self, *args: Any, asked: Iterable[str] = (), tracks: Iterable[tuple[str, str]] = (), **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        if choices := list(tracks):
            self.fields["tracks"] = forms.MultipleChoiceField(
                label=_("Tracks"), choices=choices, widget=forms.CheckboxSelectMultiple
            )
        for name in asked:
            if make := _FIELDS.get(name):
                self.fields |= make()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("cut_in_ms"), cleaned.get("cut_out_ms")
        if end is not None and end <= (start or 0):
            self.add_error("cut_out_ms", ValidationError(_("The part ends before it begins."), code="cut"))
        sources = cleaned.get("sources") or []
        if "none" in sources and len(sources) > 1:
            message = _("Nothing and something cannot both be true.")
            self.add_error("sources", ValidationError(message, code="sources"))
        shown = [cleaned.get(name) for name in ("shown_where", "shown_since", "shown_at")]
        if cleaned.get("premiere") == UNSEEN and any(shown):
            message = _("You also say below when or where it was shown.")
            self.add_error("premiere", ValidationError(message, code="premiere"))
        return cleaned
