"""A call as a file: take it away, load one into the draft, or begin with what a preset or another call says."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.calls.config import MOST_BYTES, BadFile, CallFile, read_file, write_file
from cms.desk.calls.editing import OneCall
from cms.desk.calls.presets import PRESETS, kind_of, preset
from cms.desk.pages import Crumb, say_refusal
from portal.calls.drafting import save_draft, token_of
from portal.calls.models import Call
from portal.clock import now
from portal.errors import DomainError


class SourceForm(forms.Form):
    """Where the draft comes from: a file, a preset of the same kind, or another call of the person's programmes."""

    file = forms.FileField(
        label=gettext_lazy("File"), required=False, widget=forms.FileInput(attrs={"accept": ".yaml,.yml"})
    )
    preset = forms.ChoiceField(label=gettext_lazy("Start from a preset"), required=False)
    copied = forms.ModelChoiceField(
        label=gettext_lazy("Copy from another call"), required=False, queryset=Call.objects.none()
    )

    def __init__(self, *args: Any, calls: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = [(name, label) for name, label in PRESETS.items() if kind_of(name) == kind]
        self.fields["preset"].choices = [("", "—"), *fitting]  # type: ignore[attr-defined]
        self.fields["copied"].queryset = calls  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and sum(bool(cleaned.get(name)) for name in self.fields) != 1:
            raise ValidationError(_("Choose a file, a preset or a call: one of them."), code="source")
        return cleaned

    def found(self) -> CallFile:
        """What is said there; a file too long is read no further than that. Raises BadFile."""
        if chosen := self.cleaned_data["preset"]:
            return preset(chosen)
        if call := self.cleaned_data["copied"]:
            return read_file(write_file(call.current).encode())
        return read_file(self.cleaned_data["file"].read(MOST_BYTES + 1))


class FileView(OneCall):
    """What the call says as a file, and the draft out of one."""

    template_name = "desk/calls/file.html"

    def get_page_title(self) -> str:
        return _("As a file")

    def get_crumbs(self) -> list[Crumb]:
        return [*super().get_crumbs(), (f"/admin/calls/{self.call.pk}/", super().get_page_title())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            "call": self.call,
            "version": self.version,
            "token": token_of(self.version),
            "form": self.form(),
            "mistakes": [],
        } | context

    def form(self, *data: Any) -> SourceForm:
        others = Call.objects.on_desk_of(self.user).public().exclude(pk=self.call.pk).filter(kind=self.call.kind)
        return SourceForm(*data, calls=others.select_related("current"), kind=self.call.kind)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "download" not in request.GET or self.version is None:
            return self.show()
        answer = HttpResponse(write_file(self.version), content_type="application/yaml; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="call-{self.call.pk}.yaml"'
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(status=422, form=form)
        try:
            found = self._of_this_kind(form.found())
            save_draft(self.call, found.wording, by=self.user, token=request.POST.get("token", ""), at=now())
        except BadFile as refusal:
            return self.show(status=422, form=form, mistakes=refusal.mistakes)
        except (DomainError, ValidationError) as refusal:
            return self.show(status=say_refusal(request, refusal), form=form)
        messages.success(request, _("The draft now says what the file says. Nothing is in force yet."))
        return redirect("desk-calls:changes" if self.call.current else "desk-calls:edit", self.call.pk)

    def _of_this_kind(self, found: CallFile) -> CallFile:
        if found.kind != self.call.kind:
            raise ValidationError(_("The file describes a call of another kind."), code="kind")
        return found
