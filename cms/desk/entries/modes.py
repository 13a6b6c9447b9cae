"""Letting an entry take part in another way: what counts then is shown first, then it is changed and told of."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.entries.detail import OneEntry
from cms.desk.entries.drafts import OneDraft
from cms.desk.pages import Crumb, say_refusal
from portal.calls.models import Gate
from portal.clock import now
from portal.entries.models import Entry
from portal.entries.modes import change_mode, gates_with, mode_words, modes_of, why_mode_stays
from portal.errors import DomainError
from portal.fields import CleanCharField


class ModeForm(forms.Form):
    """Which way, and why."""

    mode = forms.ChoiceField(label=gettext_lazy("Takes part"), widget=forms.RadioSelect)
    reason = CleanCharField(
        label=gettext_lazy("Reason"),
        max_graphemes=1000,
        max_length=10_000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The team reads it in a letter, and it stands in the entry’s history."),
    )

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [choice for choice in modes_of(entry) if choice[0] != entry.mode]
        self.fields["mode"].choices = others  # type: ignore[attr-defined]
        self.fields["mode"].initial = others[0][0] if len(others) == 1 else None


class ModeView(OneEntry):
    """GET asks, the first POST shows which gates count, `confirm` does it."""

    template_name = "desk/entries/mode.html"
    header_icon = "edit"

    def get_page_title(self) -> str:
        return _("Change how it takes part")

    def get_crumbs(self) -> list[Crumb]:
        return [*super().get_crumbs(), (self.address(), self.name())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "entry": self.entry,
            "mode": mode_words(self.entry, self.entry.mode),
            "gates": gates_with(self.entry, self.entry.mode),
            "why_not": why_mode_stays(self.entry, now()),
            "at": now(),
            "back_url": self.address(),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(form=ModeForm(entry=self.entry))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ModeForm(request.POST, entry=self.entry)
        if not form.is_valid():
            return self.show(status=422, form=form)
        mode = form.cleaned_data["mode"]
        if "confirm" not in request.POST:
            return self.show(form=form, new_mode=mode_words(self.entry, mode), new_gates=self._gates(mode))
        try:
            change_mode(self.entry, mode, reason=form.cleaned_data["reason"], by=self.user, at=now())
        except DomainError as refusal:
            return self.show(status=say_refusal(request, refusal), form=form)
        messages.success(request, _("The entry takes part in another way now; its team has been written to."))
        return self.back()

    def _gates(self, mode: str) -> list[Gate]:
        return gates_with(self.entry, mode)


class DraftModeView(ModeView, OneDraft):
    """Of a draft whose gate has passed."""
