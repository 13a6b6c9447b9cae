"""Sponsors' enquiries on the desk: who asked, what they offer, and whether somebody has answered."""

from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.permissions import register_permission_policy

from cms.desk.pages import Crumb, DeskPage, say_refusal
from cms.desk.policies import DeskPolicy
from cms.desk.viewsets import DeskViewSet
from portal.clock import now
from portal.errors import DomainError
from portal.fields import CleanCharField
from portal.front.words import text_for
from portal.language_names import language_name
from portal.sponsors.actions import forget_enquiry, handle_enquiry
from portal.sponsors.models import Enquiry
from portal.sponsors.workflow import MOVES

register_permission_policy(Enquiry, DeskPolicy(Enquiry))


class NoteForm(forms.Form):
    """What the next reader should know; stays on the desk."""

    note = CleanCharField(
        label=gettext_lazy("Note"),
        max_graphemes=1000,
        max_length=10_000,
        multiline=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Stays on the desk."),
    )


class EnquiryIndexView(generic.IndexView):
    """The newest first."""

    page_title = gettext_lazy("Sponsors’ enquiries")
    list_filter: ClassVar = ["status", "has_letter"]

    def get_base_queryset(self) -> QuerySet[Enquiry]:
        rows = Enquiry.objects.on_desk_of(self.request.user)
        return rows.select_related("edition__programme", "handled_by").order_by("-received_at", "-pk")

    def get_list_buttons(self, instance: Enquiry) -> list[Any]:
        return []

    @property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("organisation", label=_("Organisation"), accessor=str, url_name="desk-enquiries:enquiry"),
            Column("number", label=_("Number")),
            Column("edition", label=_("Edition")),
            Column("get_status_display", label=_("State")),
            DateColumn("received_at", label=_("Received")),
            Column("handled_by", label=_("Handled by"), accessor=lambda row: row.handled_by or "—"),
        ]


class EnquiryView(DeskPage):
    """One enquiry, its history, and the buttons of the moves that are open to it."""

    model = Enquiry
    template_name = "desk/enquiry.html"
    header_icon = "mail"

    def get_crumbs(self) -> list[Crumb]:
        return [("desk-enquiries:index", gettext_lazy("Sponsors’ enquiries"))]

    def get_page_title(self) -> str:
        return str(self.enquiry)

    @cached_property
    def enquiry(self) -> Enquiry:
        rows = Enquiry.objects.on_desk_of(self.user).select_related("edition__programme", "handled_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        enquiry = self.enquiry
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "enquiry": enquiry,
            "spoken": language_name(enquiry.language),
            "offered": [text_for(words)[0] for words in enquiry.offered],
            "moves": enquiry.moves_for(self.user, MOVES),
            "history": enquiry.history.select_related("by"),
            "form": kwargs.get("form") or NoteForm(),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        try:
            done = self._act(request.POST.get("move", ""), form.cleaned_data["note"])
        except DomainError as refusal:
            return self.show(status=say_refusal(request, refusal), form=form)
        if done:
            messages.success(request, done)
        return redirect("desk-enquiries:enquiry", self.enquiry.pk)

    def _act(self, name: str, note: str) -> str:
        """Do what the button says; what is told of it, "" for a button that is not there."""
        if name == "forget":
            forget_enquiry(self.enquiry, by=self.user, at=now())
            return _("What the person wrote is deleted.")
        move = next((move for move in MOVES if move.name == name), None)
        if move is None:
            return ""
        handle_enquiry(self.enquiry, move, by=self.user, at=now(), note=note)
        return _("The enquiry is %(state)s now.") % {"state": self.enquiry.get_status_display()}


class EnquiryViewSet(DeskViewSet):
    """The routes of enquiries."""

    model = Enquiry
    name = "desk-enquiries"
    url_prefix = "enquiries"
    icon = "mail"
    menu_label = gettext_lazy("Sponsors’ enquiries")
    menu_order = 145
    index_view_class = EnquiryIndexView
    screens: ClassVar = {
        "<int:pk>/": ("enquiry", EnquiryView),
    }


enquiries = EnquiryViewSet()
