"""Recording one decision on one entry or on several, with the letters as they will be written."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.desk.pages import Crumb, DeskPage, say_refusal
from portal.calls.models import Award
from portal.clock import now
from portal.entries.institutions import ROWS as INSTITUTION
from portal.entries.models import Entry
from portal.errors import DomainError
from portal.fields import CleanCharField
from portal.jury.actions import record_decision
from portal.jury.letters import preview_letters
from portal.jury.models import Decision, Outcome
from portal.jury.places import Places, granted, places_of

MOST_AT_ONCE = 200
SHOWN_LETTERS = 6


class AwardField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An award, with what is left of it where its places are limited."""

    places: Mapping[int, Places] = MappingProxyType({})

    def label_from_instance(self, award: Award) -> str:
        return f"{award} ({self.places[award.pk]})" if award.pk in self.places else str(award)


class DecisionForm(forms.Form):
    """What is decided."""

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect)
    award = AwardField(
        Award.objects.none(), label=gettext_lazy("Award"), required=False, empty_label=gettext_lazy("no award")
    )
    message = CleanCharField(
        label=gettext_lazy("Message to the entrant"),
        max_graphemes=4000,
        max_length=40_000,
        multiline=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Written into the letter, after the sentence that says what was decided."),
    )
    reason = CleanCharField(
        label=gettext_lazy("Reason (internal)"),
        max_graphemes=4000,
        max_length=40_000,
        multiline=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Stays on the desk; no entrant reads it."),
    )

    def __init__(self, *args: Any, awards: QuerySet[Award], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["award"].places = places_of(awards, granted())  # type: ignore[attr-defined]
        self.fields["award"].queryset = awards  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("award") and cleaned.get("outcome") != Outcome.WINNER:
            self.add_error("award", _("Only a winner receives an award."))
        return cleaned


class DecideView(DeskPage):
    """GET names entries (`?entry=…&entry=…`); the letters are shown first, then the decision is recorded."""

    model = Entry
    template_name = "desk/entries/decide.html"
    page_title = gettext_lazy("Record a decision")
    header_icon = "check"

    def get_crumbs(self) -> list[Crumb]:
        return [("desk-entries:index", gettext_lazy("Entries"))]

    @cached_property
    def entries(self) -> list[Entry]:
        """Those asked for, as far as they are the person's to decide on."""
        data = self.request.POST if self.request.method == "POST" else self.request.GET
        keys = {int(key) for key in data.getlist("entry") if key.isascii() and key.isdecimal() and len(key) < 18}
        if len(keys) > MOST_AT_ONCE:
            raise Http404
        rows = (
            Entry.objects.on_desk_of(self.user)
            .filter(pk__in=keys)
            .select_related("call__current", "call__edition__programme", "owner", "film", "talent")
            .prefetch_related("members__user", "film__titles", "talent__names", *INSTITUTION)
        )
        found = list(rows)
        if len(found) != len(keys):
            raise Http404
        return found

    @cached_property
    def awards(self) -> QuerySet[Award]:
        """The awards of the one call all of them answer."""
        versions = {entry.call.current_id for entry in self.entries}
        rows = Award.objects.select_related("version")
        return rows.filter(version__in=versions) if len(versions) == 1 else Award.objects.none()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.entries:
            messages.warning(request, _("Tick the entries to decide on first."))
            return redirect("desk-entries:index")
        return self.show(form=DecisionForm(awards=self.awards), entries=self.entries)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.entries:
            raise Http404
        form = DecisionForm(request.POST, awards=self.awards)
        if not form.is_valid():
            return self.show(status=422, form=form, entries=self.entries)
        if "record" not in request.POST:
            letters = self._letters(form.cleaned_data)
            return self.show(
                form=form, entries=self.entries, letters=letters[:SHOWN_LETTERS], number_of_letters=len(letters)
            )
        try:
            self._record(form.cleaned_data)
        except DomainError as refusal:
            return self.show(status=say_refusal(request, refusal), form=form, entries=self.entries)
        count = len(self.entries)
        messages.success(
            request,
            ngettext(
                "The decision on %(n)d entry is recorded; nobody learns of it before its release.",
                "The decision on %(n)d entries is recorded; nobody learns of it before its release.",
                count,
            )
            % {"n": count},
        )
        one = self.entries[0].pk
        return redirect("desk-entries:inspect", one) if count == 1 else redirect("desk-entries:index")

    @transaction.atomic
    def _record(self, decided: dict[str, Any]) -> None:
        """All of them or none."""
        for entry in self.entries:
            record_decision(entry, by=self.user, at=now(), **decided)

    def _letters(self, decided: dict[str, Any]) -> list[Any]:
        unsaved = [Decision(entry=entry, by=self.user, **decided) for entry in self.entries]
        return preview_letters(unsaved)
