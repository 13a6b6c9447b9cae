"""The forms of a film's facts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.desk.choosers import authority_chooser, talent_chooser
from cms.desk.fields import RuntimeField, TextsField
from portal.authorities.models import Authority, AuthorityKind
from portal.fields import CleanCharField
from portal.films.models import (
    AIDeclaration,
    AIShare,
    AIStage,
    ClearanceKind,
    ClearanceState,
    CreditRole,
    Film,
)
from portal.talent.models import Talent

CULTURE = (
    AuthorityKind.PLACE,
    AuthorityKind.ERA,
    AuthorityKind.FIGURE,
    AuthorityKind.MOTIF,
    AuthorityKind.CRAFT,
    AuthorityKind.HERITAGE,
)


class CreditForm(forms.Form):
    """Who did what."""

    role = forms.ChoiceField(label=_("Role"), choices=CreditRole.choices, initial=CreditRole.MAKER)
    name = CleanCharField(
        label=_("Name as credited"), max_graphemes=100, max_length=200, is_name=True, required=False,
        help_text=_("Empty: the name of the talent or the organisation."),
    )  # fmt: skip
    part = CleanCharField(label=_("In their own words"), max_graphemes=100, max_length=200, required=False)
    talent = forms.ModelChoiceField(
        Talent.objects.all(), label=_("Talent"), required=False, widget=talent_chooser.widget_class
    )
    organisation = forms.ModelChoiceField(
        Authority.objects.of_kind(AuthorityKind.ORGANISATION, AuthorityKind.CHANNEL),
        label=_("Organisation"),
        required=False,
        widget=authority_chooser.widget_class,
        error_messages={"invalid_choice": _("Choose an organisation or a channel.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in ("name", "talent", "organisation")):
            self.add_error("name", _("Say who: a name, a talent or an organisation."))
        return cleaned


class CultureForm(forms.Form):
    """What the film is about, and where in it."""

    authority = forms.ModelChoiceField(
        Authority.objects.of_kind(*CULTURE),
        label=_("Place, era, figure, motif, craft or heritage"),
        widget=authority_chooser.widget_class,
        error_messages={
            "invalid_choice": _("Choose a place, an era, a figure, a motif, a craft or a heritage object.")
        },
    )
    at_ms = RuntimeField(label=_("From, in the film"), required=False)
    note = TextsField(label=_("Note"), max_graphemes=200, required=False)


class DeclarationForm(forms.Form):
    """Whether the makers said where AI was used."""

    ai_declaration = forms.ChoiceField(label=_("Declared"), choices=AIDeclaration.choices, widget=forms.RadioSelect)


class StageForm(forms.Form):
    """One stage. `stage` is fixed by the screen; a share left open is no row."""

    share = forms.ChoiceField(label=_("Share"), choices=[("", _("not said")), *AIShare.choices], required=False)
    tools = forms.ModelMultipleChoiceField(
        Authority.objects.none(), label=_("Tools"), required=False, widget=forms.SelectMultiple(attrs={"size": 4})
    )
    human_part = CleanCharField(label=_("What people did"), max_graphemes=250, max_length=500, required=False)

    def __init__(self, *args: Any, stage: AIStage, tools: Sequence[Authority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": f"ai-{stage.value}"})
        self.stage = stage
        self.fields["tools"].queryset = Authority.objects.of_kind(AuthorityKind.TOOL)  # type: ignore[attr-defined]
        self.fields["tools"].choices = [(tool.pk, str(tool)) for tool in tools]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("share") and (cleaned.get("tools") or cleaned.get("human_part")):
            self.add_error("share", _("Say how much of this stage was made with AI."))
        return cleaned


class ClearanceForm(forms.Form):
    """One kind of clearance. `kind` is fixed by the screen; a state left open is no row."""

    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("not needed")), *ClearanceState.choices], required=False
    )
    note = CleanCharField(label=_("Note"), max_graphemes=250, max_length=500, required=False)

    def __init__(self, *args: Any, kind: ClearanceKind, stored: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": f"clearance-{kind.value}"})
        self.kind, self.stored = kind, stored

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("state") and cleaned.get("note"):
            self.add_error("state", _("Say how far it is."))
        return cleaned


def stage_forms(film: Film, data: Any = None) -> list[StageForm]:
    """A form for each stage, in the order a reader knows them."""
    stored = {use.stage: use for use in film.ai_uses.prefetch_related("tools")}
    tools = list(Authority.objects.of_kind(AuthorityKind.TOOL).prefetch_related("names"))
    return [StageForm(data, stage=stage, tools=tools, initial=_stage(stored.get(stage))) for stage in AIStage]


def _stage(use: Any) -> dict[str, Any]:
    if use is None:
        return {}
    return {"share": use.share, "tools": [tool.pk for tool in use.tools.all()], "human_part": use.human_part}


def clearance_forms(film: Film, data: Any = None) -> list[ClearanceForm]:
    """A form for each kind of clearance."""
    stored = {row.kind: row for row in film.clearances.select_related("by")}
    return [
        ClearanceForm(
            data,
            kind=kind,
            stored=stored.get(kind),
            initial={"state": stored[kind].state, "note": stored[kind].note} if kind in stored else {},
        )
        for kind in ClearanceKind
    ]
