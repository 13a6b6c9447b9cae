"""Requests to take a film off the site."""

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
from cms.models import FilmPage
from portal.clock import now
from portal.errors import DomainError
from portal.fields import CleanCharField
from portal.films.actions import decide_takedown
from portal.films.models import Takedown, TakedownState


class TakedownPolicy(DeskPolicy):
    """A programme's editors answer for what was handed in to it alone; the channel's for every film."""


register_permission_policy(Takedown, TakedownPolicy(Takedown))


class AnswerForm(forms.Form):
    """What the person who asked is told."""

    answer = CleanCharField(
        label=gettext_lazy("Answer"),
        max_graphemes=2000,
        max_length=20_000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TakedownIndexView(generic.IndexView):
    """Open requests first."""

    page_title = gettext_lazy("Takedown requests")
    list_filter: ClassVar = ["state"]

    def get_base_queryset(self) -> QuerySet[Takedown]:
        rows = Takedown.objects.on_desk_of(self.request.user)
        rows = rows.select_related("film", "requested_by", "decided_by").prefetch_related("film__titles")
        return rows.order_by("decided_at", "-requested_at")

    def get_list_buttons(self, instance: Takedown) -> list[Any]:
        return []

    @property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("film", label=_("Film"), url_name="desk-takedowns:request"),
            Column("get_state_display", label=_("State")),
            Column("requested_by", label=_("Asked by")),
            DateColumn("requested_at", label=_("Asked")),
            DateColumn("decided_at", label=_("Answered")),
        ]


class TakedownView(DeskPage):
    """One request, its pages, and two answers."""

    model = Takedown
    template_name = "desk/takedown.html"
    header_icon = "warning"

    def get_crumbs(self) -> list[Crumb]:
        return [("desk-takedowns:index", gettext_lazy("Takedown requests"))]

    def get_page_title(self) -> str:
        return str(self.request_for_takedown.film)

    @cached_property
    def request_for_takedown(self) -> Takedown:
        rows = Takedown.objects.on_desk_of(self.user).select_related("film", "requested_by", "decided_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        takedown = self.request_for_takedown
        pages = FilmPage.objects.filter(film=takedown.film, alias_of=None).select_related("hero")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "takedown": takedown,
            "is_open": takedown.state == TakedownState.OPEN,
            "pages": pages,
            "pictures": list(dict.fromkeys(page.hero for page in pages if page.hero)),
            "form": kwargs.get("form") or AnswerForm(),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        accept = "accept" in request.POST
        try:
            decide_takedown(
                self.request_for_takedown, accept=accept, by=self.user, at=now(), answer=form.cleaned_data["answer"]
            )
        except DomainError as refusal:
            return self.show(status=say_refusal(request, refusal), form=form)
        done = _("The film is off the site.") if accept else _("The film stays; the request is refused.")
        messages.success(request, done)
        return redirect("desk-takedowns:request", pk)


class TakedownViewSet(DeskViewSet):
    """The routes of takedown requests."""

    model = Takedown
    name = "desk-takedowns"
    url_prefix = "takedowns"
    icon = "warning"
    menu_label = gettext_lazy("Takedown requests")
    menu_order = 140
    index_view_class = TakedownIndexView
    screens: ClassVar = {
        "<int:pk>/": ("request", TakedownView),
    }


takedowns = TakedownViewSet()
