"""Drafts on the desk: found by whoever is told of one, and given more time. What they say is their team's alone."""

import re
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.entries.detail import OneEntry
from cms.desk.entries.windows import WindowForm
from cms.desk.pages import Crumb, DeskPage
from portal.clock import now
from portal.entries.correcting import why_no_window
from portal.entries.gatekeeping import open_window
from portal.entries.models import Entry, EntryQuerySet
from portal.entries.modes import mode_words, modes_of, why_mode_stays
from portal.entries.present import zone_of
from portal.entries.stages import stages_of
from portal.fields import CleanCharField

MOST_SHOWN = 30
DRAFTS: Crumb = ("desk-entries:drafts", gettext_lazy("Drafts"))


class DraftsForm(forms.Form):
    """Whose, or which."""

    q = CleanCharField(
        label=gettext_lazy("E-mail address of somebody in the team, or the draft’s address"),
        max_graphemes=300,
        max_length=1000,
        required=False,
    )


class DraftsView(DeskPage):
    """Nothing is listed until somebody names a person or a draft: exactly, and only of their own programmes."""

    model = Entry
    template_name = "desk/entries/drafts.html"
    page_title = gettext_lazy("Drafts")
    header_icon = "draft"
    http_method_names = ["get", "head"]

    def get_crumbs(self) -> list[Crumb]:
        return [("desk-entries:index", gettext_lazy("Entries"))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DraftsForm(request.GET)
        if not form.is_valid():
            return self.show(status=422, form=form, asked="", drafts=[])
        asked = form.cleaned_data["q"].strip()
        drafts = list(drafts_named(asked, Entry.objects.drafts_on_desk_of(self.user))[:MOST_SHOWN]) if asked else []
        return self.show(form=form, asked=asked, drafts=drafts)


def drafts_named(text: str, drafts: EntryQuerySet) -> EntryQuerySet:
    """Those whose team somebody with this e-mail address is in, and the one whose id is a word of the text."""
    ids = set(re.findall(r"[\w-]{1,16}", text, re.ASCII))
    team = Q(members__user__email__iexact=text, members__left_at=None)
    found = drafts.filter(Q(owner__email__iexact=text) | team | Q(public_id__in=ids)).distinct()
    return found.select_related("call__current", "owner").order_by("-updated_at", "-pk")


class OneDraft(OneEntry):
    """A page of one draft of the person's programmes; somebody else's is 404."""

    def get_queryset(self) -> QuerySet[Entry]:
        rows = Entry.objects.drafts_on_desk_of(self.user).for_work()
        return rows.prefetch_related("members", "history__by", "windows", "submissions")

    def get_crumbs(self) -> list[Crumb]:
        return [*super().get_crumbs(), DRAFTS]

    def name(self) -> str:
        """Its id: the title is part of what it says."""
        return self.entry.public_id

    def address(self) -> str:
        return reverse("desk-entries:draft", args=[self.entry.pk])


class DraftView(OneDraft):
    """Whose it is, what it has missed, and the window that may be opened for it."""

    template_name = "desk/entries/draft.html"
    header_icon = "draft"
    http_method_names = ["get", "head"]

    def get_page_title(self) -> str:
        return _("Draft %(name)s") % {"name": self.name()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry, at = self.entry, now()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "entry": entry,
            "stages": stages_of(entry, at),
            "mode": mode_words(entry, entry.mode) if modes_of(entry) else None,
            "may_change_mode": not why_mode_stays(entry, at),
            "window": open_window(entry, at),
            "why_no_window": why_no_window(entry, at),
            "window_form": kwargs.get("window_form") or WindowForm(zone=zone_of(entry)),
        }
