"""Where AI was used: a grid of stage × share × tools. "None" is an answer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from portal.authorities.forms import AuthoritiesField, offered
from portal.authorities.models import AuthorityKind
from portal.drafts import DraftForm
from portal.fields import CleanCharField
from portal.films.models import AIDeclaration, AIShare, AIStage

MOST_TOOLS = 50


class AIForm(DraftForm):
    """A declaration for the film, then one row for each stage."""

    declaration = forms.ChoiceField(
        label=_("Was AI used to make the film?"),
        choices=[
            (AIDeclaration.DECLARED, _("Yes, in the stages below")),
            (AIDeclaration.NONE, _("No, at no stage")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown: list[tuple[str, str]] = []

        def every_tool() -> list[tuple[str, str]]:
            """Read once for all the stages."""
            if not shown:
                shown.extend((tool.slug, tool.name()) for tool in offered(AuthorityKind.TOOL))
            return shown

        for stage in AIStage:
            self.fields[f"share_{stage}"] = forms.ChoiceField(
                label=_("How much"), choices=AIShare.choices, required=False, widget=forms.RadioSelect
            )
            tools = AuthoritiesField(AuthorityKind.TOOL, label=_("Tools"), required=False, at_most=MOST_TOOLS)
            self.fields[f"tools_{stage}"] = tools
            tools.choices = every_tool
            self.fields[f"words_{stage}"] = CleanCharField(
                label=_("What people did, and tools that are not listed"),
                max_graphemes=400,
                max_length=500,
                required=False,
            )

    def stage_rows(self) -> list[dict[str, Any]]:
        """For the template: the stages with their three fields."""
        return [
            {"name": stage.label, "slug": stage.value, **{part: self[f"{part}_{stage}"] for part in PARTS}}
            for stage in AIStage
        ]

    def plain_fields(self) -> list[BoundField]:
        return [self["declaration"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        declaration = cleaned.get("declaration", "")
        stages = {}
        for stage in AIStage:
            share, tools, words = (cleaned.get(f"{part}_{stage}") for part in PARTS)
            if declaration == AIDeclaration.NONE and (share not in ("", None, AIShare.NONE) or tools):
                self.add_error("declaration", ValidationError(_("You also say that AI was used below."), code="ai"))
                break
            if share == AIShare.NONE and tools:
                self.add_error(f"share_{stage}", ValidationError(_("You name tools, so it is not none."), code="ai"))
            if share:
                stages[stage.value] = {"share": share, "tools": tools or [], "words": words or ""}
            elif declaration == AIDeclaration.NONE:
                stages[stage.value] = {"share": AIShare.NONE.value, "tools": [], "words": words or ""}
            elif tools or words or (self.strict and declaration == AIDeclaration.DECLARED):
                # Not "required": what is said of a stage without its share has no place, so a draft would lose it.
                message = _("Say for each stage how much; “none” is an answer.")
                self.add_error(f"share_{stage}", ValidationError(message, code="ai"))
        cleaned["stages"] = stages
        return cleaned


PARTS = ("share", "tools", "words")
