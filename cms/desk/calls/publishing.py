"""What changes, publishing it as a whole, and moving a gate for everybody."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.calls.editing import OneCall
from cms.desk.comparing import Difference
from cms.desk.fields import TextsField, WallField
from cms.desk.pages import Crumb, say_refusal
from portal.calls.actions import difference, move_gate, publish_version
from portal.calls.checking import doubts_about
from portal.calls.drafting import reasons_against, token_of
from portal.calls.models import CallVersion, Gate
from portal.calls.wording import PART_NAMES, lines
from portal.calls.zones import instant_of
from portal.clock import now
from portal.entries.affected import affected
from portal.errors import DomainError, StaleVersion


class NoteForm(forms.Form):
    """Why, for the public."""

    note = TextsField(
        label=gettext_lazy("Why (public)"),
        max_graphemes=1000,
        multiline=True,
        required=False,
        help_text=gettext_lazy("Stands beside the amendment on the call’s page."),
    )


class ChangesView(OneCall):
    """The draft against what is in force, and the button that publishes it as a whole."""

    template_name = "desk/calls/changes.html"

    def get_page_title(self) -> str:
        return _("What changes")

    def get_crumbs(self) -> list[Crumb]:
        return [*super().get_crumbs(), (f"/admin/calls/{self.call.pk}/", super().get_page_title())]

    @property
    def draft(self) -> CallVersion | None:
        return self.version if self.version and self.version.published_at is None else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft, before = self.draft, self.call.current
        context: dict[str, Any] = super().get_context_data(**kwargs)
        concerned = affected(self.call, before, draft) if draft and before else []
        return {
            "call": self.call,
            "concerned": [(PART_NAMES[row.part], row) for row in concerned],
            "draft": draft,
            "before": before,
            "rows": rows_of(before, draft) if draft and before else [],
            "reasons": reasons_against(draft) if draft else [],
            "doubts": doubts_about(draft, now()) if draft else [],
            "token": token_of(draft),
            "number_of_entries": self.call.entries.handed_in().count(),
            "form": NoteForm(),
        } | context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        try:
            if self.draft is None or request.POST.get("token") != token_of(self.draft):
                raise StaleVersion(_("The draft has changed since you looked. Please look again."))
            publish_version(self.draft, by=self.user, at=now(), note=form.cleaned_data["note"])
        except (DomainError, ValidationError) as refusal:
            return self.show(status=say_refusal(request, refusal), form=form)
        messages.success(request, _("The call says so in public now."))
        return redirect("desk-calls:edit", self.call.pk)


def rows_of(before: CallVersion, after: CallVersion) -> list[Difference]:
    """What changed between two versions, in the words of the amendment it becomes."""
    return [Difference(line.where, line.old or None, line.new or None) for line in lines(difference(before, after))]


class MoveGateForm(NoteForm):
    """Where to, on the gate's own clocks."""

    wall = WallField(label=gettext_lazy("New local date and time"))
    field_order = ("wall", "note")
    note = TextsField(
        label=gettext_lazy("Why (public)"),
        max_graphemes=1000,
        multiline=True,
        help_text=gettext_lazy("Stands beside the amendment on the call’s page."),
    )

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any) -> None:
        self.gate = gate
        kwargs["initial"] = {"wall": gate.wall}
        super().__init__(*args, **kwargs)

    def clean_wall(self) -> str:
        wall: str = self.cleaned_data["wall"]
        if instant_of(wall, self.gate.zone) == self.gate.at:
            raise ValidationError(_("This is when the gate passes already."))
        return wall


class MoveGateView(OneCall):
    """Move one gate that is in force, for everybody, at once."""

    template_name = "desk/calls/move_gate.html"

    def get_page_title(self) -> str:
        return _("Move a gate")

    def get_crumbs(self) -> list[Crumb]:
        return [*super().get_crumbs(), (f"/admin/calls/{self.call.pk}/", super().get_page_title())]

    @property
    def gate(self) -> Gate:
        gate = self.call.current.gates.filter(key=self.kwargs["key"]).first() if self.call.current else None
        if gate is None:
            raise Http404
        return gate

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(gate=self.gate, call=self.call, form=MoveGateForm(gate=self.gate))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        gate = self.gate
        form = MoveGateForm(request.POST, gate=gate)
        if not form.is_valid():
            return self.show(status=422, gate=gate, call=self.call, form=form)
        cleaned = form.cleaned_data
        if "confirm" not in request.POST:
            at = instant_of(cleaned["wall"], gate.zone)
            return self.show(gate=gate, call=self.call, form=form, new_at=at, new_wall=cleaned["wall"])
        try:
            move_gate(self.call, gate.key, wall=cleaned["wall"], by=self.user, at=now(), note=cleaned["note"])
        except (DomainError, ValidationError) as refusal:
            return self.show(status=say_refusal(request, refusal), gate=gate, call=self.call, form=form)
        messages.success(request, _("The gate has moved for everybody, and the call’s page says so."))
        return redirect("desk-calls:edit", self.call.pk)
