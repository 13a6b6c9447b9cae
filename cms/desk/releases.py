"""Releases: which decisions become known together, when, and what is sent."""

from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from cms.desk.entries.deciding import SHOWN_LETTERS
from cms.desk.fields import TextsField, WallField, ZoneField, begin_in
from cms.desk.pages import Crumb, DeskPage, say_refusal
from cms.desk.policies import DeskPolicy
from cms.desk.viewsets import DeskViewSet
from portal.calls.models import Call
from portal.calls.zones import instant_of
from portal.clock import now
from portal.errors import DomainError
from portal.jury.actions import drop_from_release, plan_release, publish_release
from portal.jury.letters import preview_letters
from portal.jury.models import Decision, Release
from portal.zones import zone_or_utc

register_permission_policy(Release, DeskPolicy(Release))


class ReleaseForm(forms.Form):
    """A name, the decisions, and a time if it is to happen by itself."""

    name = TextsField(
        label=gettext_lazy("Name"), max_graphemes=100,
        help_text=gettext_lazy("Entrants and readers may see it: “Finalists”, “Results”."),
    )  # fmt: skip
    wall = WallField(
        label=gettext_lazy("Release by itself at"), required=False,
        help_text=gettext_lazy("Leave empty to release by hand."),
    )  # fmt: skip
    zone = ZoneField()
    decisions = forms.ModelMultipleChoiceField(
        Decision.objects.none(),
        label=gettext_lazy("Decisions"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one decision.")},
    )

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decisions"].queryset = decisions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["planned_for"] = None
        if cleaned.get("wall") and cleaned.get("zone"):
            try:
                cleaned["planned_for"] = instant_of(cleaned["wall"], cleaned["zone"])
            except ValidationError as error:
                self.add_error("wall", error)
        return cleaned


class ReleaseIndexView(generic.IndexView):
    """Planned ones first, then what has been released."""

    page_title = gettext_lazy("Releases")

    def get_base_queryset(self) -> QuerySet[Release]:
        number = Count("decisions", filter=Q(decisions__withdrawn_at=None))
        rows = Release.objects.on_desk_of(self.request.user).select_related("call__current", "released_by")
        return rows.annotate(number=number).order_by("-pk")

    def get_list_buttons(self, instance: Release) -> list[Any]:
        return []

    @property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("name", label=_("Name"), accessor=str, url_name="desk-releases:release"),
            Column("call", label=_("Call")),
            Column("number", label=_("Decisions")),
            DateColumn("planned_for", label=_("Planned for")),
            DateColumn("released_at", label=_("Released")),
            Column("released_by", label=_("By")),
        ]

    @cached_property
    def header_buttons(self) -> list[Any]:
        return [HeaderButton(_("New release"), url="new/", icon_name="plus")]


class EditRelease(DeskPage):
    """Plan a release: for which call, then which decisions."""

    model = Release
    template_name = "desk/releases/edit.html"
    header_icon = "date"
    page_title = gettext_lazy("New release")

    def get_crumbs(self) -> list[Crumb]:
        return [("desk-releases:index", gettext_lazy("Releases"))]

    @cached_property
    def release(self) -> Release | None:
        """The planned one that is changed; None for a new one."""
        if "pk" not in self.kwargs:
            return None
        rows = Release.objects.on_desk_of(self.user).filter(released_at=None)
        return get_object_or_404(rows.select_related("call__current"), pk=self.kwargs["pk"])

    @cached_property
    def calls(self) -> list[Call]:
        """Calls with decisions that nobody knows yet."""
        waiting = Decision.objects.embargoed().values("entry__call")
        return list(Call.objects.on_desk_of(self.user).filter(pk__in=waiting).select_related("current"))

    @cached_property
    def call(self) -> Call | None:
        if self.release:
            return self.release.call
        slug = self.request.GET.get("call", "")
        chosen = [call for call in self.calls if call.slug == slug]
        if slug and not chosen:
            raise Http404
        return chosen[0] if chosen else self.calls[0] if len(self.calls) == 1 else None

    def form(self, data: Any = None) -> ReleaseForm:
        waiting = (
            Decision.objects.embargoed()
            .filter(entry__call=self.call)
            .filter(Q(release=None) | Q(release=self.release))
            .select_related("award", "entry__film", "entry__talent")
            .prefetch_related("entry__film__titles", "entry__talent__names")
        )
        initial: dict[str, Any] = {"decisions": [row.pk for row in waiting]}
        if self.release:
            planned = self.release.planned_for
            local = planned and planned.astimezone(zone_or_utc(self.user.time_zone))
            initial["wall"] = local.replace(tzinfo=None).isoformat() if local else ""
            initial["name"] = self.release.name
            initial["decisions"] = [row.pk for row in waiting if row.release_id == self.release.pk]
        form = ReleaseForm(data, decisions=waiting, initial=initial)
        begin_in(form, self.user.time_zone)
        return form

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(form=self.form() if self.call else None, call=self.call, calls=self.calls)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.call is None:
            raise Http404
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form, call=self.call)
        cleaned = form.cleaned_data
        try:
            release = plan_release(
                self.call,
                name=cleaned["name"],
                decisions=cleaned["decisions"],
                planned_for=cleaned["planned_for"],
                into=self.release,
                by=self.user,
                at=now(),
            )
        except DomainError as refusal:
            return self.show(status=say_refusal(request, refusal), form=form, call=self.call)
        return redirect("desk-releases:release", release.pk)


class ReleaseView(DeskPage):
    """Who, what and which letters; and, while nobody knows, the button that makes it known."""

    model = Release
    template_name = "desk/releases/release.html"
    header_icon = "date"

    def get_crumbs(self) -> list[Crumb]:
        return [("desk-releases:index", gettext_lazy("Releases"))]

    def get_page_title(self) -> str:
        return str(self.release)

    @cached_property
    def release(self) -> Release:
        rows = Release.objects.on_desk_of(self.user)
        return get_object_or_404(rows.select_related("call__current", "released_by"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decisions = list(self.release.decisions.standing().for_letters())
        letters = preview_letters(decisions) if self.release.released_at is None else []
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "release": self.release,
            "decisions": decisions,
            "letters": letters[:SHOWN_LETTERS],
            "number_of_letters": len(letters),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        keys = [
            int(key) for key in request.POST.getlist("decision") if key.isascii() and key.isdecimal() and len(key) < 18
        ]
        try:
            count = publish_release(self.release, by=self.user, at=now(), expected=keys)
        except DomainError as refusal:
            say_refusal(request, refusal)
            return redirect("desk-releases:release", self.release.pk)
        words = ngettext("%(n)d decision is known now.", "%(n)d decisions are known now.", count) % {"n": count}
        messages.success(request, words if count else _("This release had been made known already."))
        return redirect("desk-releases:release", self.release.pk)


class LeaveOut(ReleaseView):
    """Drop one decision from a release that is still planned; the decision itself stands."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        decision = get_object_or_404(self.release.decisions.select_related("entry__call"), pk=self.kwargs["decision"])
        try:
            drop_from_release(decision, by=self.user)
        except DomainError as refusal:
            say_refusal(request, refusal)
        else:
            messages.success(request, _("“%(entry)s” is not in this release any more.") % {"entry": decision.entry})
        return redirect("desk-releases:release", self.release.pk)


class ReleaseViewSet(DeskViewSet):
    """The routes of releases."""

    model = Release
    name = "desk-releases"
    url_prefix = "releases"
    icon = "date"
    menu_label = gettext_lazy("Releases")
    menu_order = 120
    index_view_class = ReleaseIndexView
    screens: ClassVar = {
        "new/": ("new", EditRelease),
        "<int:pk>/": ("release", ReleaseView),
        "<int:pk>/leave-out/<int:decision>/": ("leave-out", LeaveOut),
        "<int:pk>/change/": ("change", EditRelease),
    }


releases = ReleaseViewSet()
