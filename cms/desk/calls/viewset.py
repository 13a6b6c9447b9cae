"""Programmes, editions and calls in the admin."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from cms.desk.calls.editing import EditCall
from cms.desk.calls.filing import FileView
from cms.desk.calls.form_preview import PreviewForm
from cms.desk.calls.guests import GuestsView
from cms.desk.calls.own import editions_of, programmes_of
from cms.desk.calls.presets import PRESETS, kind_of, preset
from cms.desk.calls.preview import PreviewCall
from cms.desk.calls.publishing import ChangesView, MoveGateView
from cms.desk.calls.typed import TypedCall
from cms.desk.cohorts import CohortView
from cms.desk.facts.edition import EditionFacts
from cms.desk.facts.named_partners import NamedPartners
from cms.desk.facts.partners import EditionPartners
from cms.desk.fields import TextsField, WholeNumberField
from cms.desk.policies import CallPolicy, ProgrammePolicy
from cms.desk.viewsets import DeskViewSet
from cms.forms import CleanModelForm
from portal.calls.drafting import save_draft, token_of
from portal.calls.models import Call, Edition, Programme
from portal.clock import now

register_permission_policy(Programme, ProgrammePolicy(Programme))
register_permission_policy(Edition, CallPolicy(Edition))
register_permission_policy(Call, CallPolicy(Call))


class DeskModelForm(CleanModelForm):
    """A model form that offers only what is the person's; Wagtail's views say whose it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit_to(self.for_user)

    def limit_to(self, user: Any) -> None:
        """Offer only what is the person's."""


class ProgrammeForm(DeskModelForm):
    name = TextsField(label=_("Name"), max_graphemes=100)
    purpose = TextsField(label=_("What it is for"), max_graphemes=3000, multiline=True, required=False)

    class Meta:
        model = Programme
        fields = ("name", "slug", "purpose", "organiser", "accent", "is_invented")

    def limit_to(self, user: Any) -> None:
        organisers = self.fields["organiser"]
        organisers.queryset = organisers.queryset.of_kind("organisation", "channel")
        if self.instance.pk:
            self.fields["slug"].disabled = True  # role grants point at it


class EditionForm(DeskModelForm):
    year = WholeNumberField(label=_("Year"), largest=9999)
    starting_number = WholeNumberField(label=_("number of the earliest edition"), largest=9999, required=False)
    theme = TextsField(label=_("Theme"), max_graphemes=200, required=False)
    account = TextsField(label=_("What came of it"), max_graphemes=10_000, multiline=True, required=False)

    class Meta:
        model = Edition
        fields = ("programme", "year", "slug", "previous", "starting_number", "state", "theme", "account")
        labels: ClassVar = {"programme": _("Programme"), "previous": _("The edition before")}

    def limit_to(self, user: Any) -> None:
        own = programmes_of(user)
        self.fields["programme"].queryset = own
        self.fields["previous"].queryset = Edition.objects.filter(programme__in=own).exclude(pk=self.instance.pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["starting_number"] = cleaned.get("starting_number") or 1
        previous, programme = cleaned.get("previous"), cleaned.get("programme")
        if previous and programme and previous.programme_id != programme.pk:
            self.add_error("previous", _("The edition before is one of the same programme."))
        edition, steps = previous, 0
        while edition is not None and steps < 500:
            if edition.pk == self.instance.pk:
                raise ValidationError({"previous": _("The chain of editions would go in a circle.")})
            edition, steps = edition.previous, steps + 1
        return cleaned


class CallForm(DeskModelForm):
    class Meta:
        model = Call
        fields = ("edition", "slug", "kind")
        labels: ClassVar = {"edition": _("Edition")}
        help_texts: ClassVar = {
            "slug": _("Part of the call’s address and of every receipt’s number; it stays as it is."),
        }

    def limit_to(self, user: Any) -> None:
        self.fields["edition"].queryset = editions_of(user)


class NewCallForm(CallForm):
    """A new call, with its first draft out of a preset where one is chosen."""

    preset = forms.ChoiceField(
        label=_("Start from a preset"), required=False, choices=[("", "—"), *PRESETS.items()],
        help_text=_("It becomes the draft, and its kind the call’s. Everything in it can be changed."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if chosen := cleaned.get("preset"):
            cleaned["kind"] = kind_of(chosen)
        return cleaned


class ScopedIndexView(generic.IndexView):
    def get_list_buttons(self, instance: Any) -> list[Any]:
        return []


def version_in_force(call: Call) -> Any:
    return call.current.number if call.current else "—"


class CallIndexView(ScopedIndexView):
    search_fields: ClassVar = ["slug"]

    def get_base_queryset(self) -> QuerySet[Call]:
        return Call.objects.on_desk_of(self.request.user).select_related("current", "edition__programme")

    def search_queryset(self, queryset: QuerySet[Call]) -> QuerySet[Call]:
        text = self.search_query or ""
        found = Q(slug__icontains=text) | Q(current__title__icontains=text)
        return queryset.filter(found) if self.is_searching else queryset

    @property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("title", label=_("Title"), accessor=str, url_name="desk-calls:edit"),
            Column("edition", label=_("Edition")),
            Column("get_kind_display", label=_("Kind")),
            Column("published", label=_("In force"), accessor=version_in_force),
        ]


class AddCallView(generic.CreateView):
    """A new call: where it belongs; everything it says follows on its own screen."""

    def get_form_class(self) -> type[CallForm]:
        return NewCallForm

    @transaction.atomic
    def save_instance(self) -> Call:
        call: Call = super().save_instance()
        if chosen := self.form.cleaned_data["preset"]:
            save_draft(call, preset(chosen).wording, by=self.request.user, token=token_of(None), at=now())
        return call

    def get_success_url(self) -> str:
        return str(self.get_edit_url())


class CallViewSet(DeskViewSet):
    """The routes of calls."""

    model = Call
    name = "desk-calls"
    url_prefix = "calls"
    icon = "form"
    menu_label = _("Calls")
    menu_order = 100
    index_view_class = CallIndexView
    add_view_class = AddCallView
    screens: ClassVar = {
        "<int:pk>/": ("edit", EditCall),
        "<int:pk>/changes/": ("changes", ChangesView),
        "<int:pk>/preview/": ("preview", PreviewCall),
        "<int:pk>/preview/form/": ("preview-form", PreviewForm),
        "<int:pk>/typed/": ("typed", TypedCall),
        "<int:pk>/guests/": ("guests", GuestsView),
        "<int:pk>/file/": ("file", FileView),
        "<int:pk>/gates/<slug:key>/": ("move-gate", MoveGateView),
    }

    def get_form_class(self, for_update: bool = False) -> type[CallForm]:
        return CallForm

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("new/", self.add_view, name="add")]


class EditionIndexView(ScopedIndexView):
    def get_base_queryset(self) -> QuerySet[Edition]:
        return editions_of(self.request.user)

    @property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("name", label=_("Edition"), accessor=str, url_name="desk-editions:edit"),
            Column("theme", label=_("Theme")),
            Column("get_state_display", label=_("State")),
        ]


class EditEditionView(generic.EditView):
    def get_base_object_queryset(self) -> QuerySet[Edition]:
        return editions_of(self.request.user)

    def get_object(self, queryset: Any = None) -> Any:
        from django.shortcuts import get_object_or_404

        return get_object_or_404(self.get_base_object_queryset(), pk=self.kwargs["pk"])

    @property
    def header_buttons(self) -> list[Any]:
        url = reverse("desk-editions:facts", args=[self.object.pk])
        cohort = reverse("desk-editions:cohort", args=[self.object.pk])
        named = reverse("desk-editions:named-partners", args=[self.object.pk])
        partners = reverse("desk-editions:partners", args=[self.object.pk])
        return [
            HeaderButton(_("Numbers and people"), url=url, icon_name="list-ul"),
            HeaderButton(_("Cohort"), url=cohort, icon_name="group"),
            HeaderButton(_("Partners"), url=named, icon_name="image"),
            HeaderButton(_("For sponsors"), url=partners, icon_name="mail"),
            *super().header_buttons,
        ]


class KeptViewSet(DeskViewSet):
    """List, add, edit; nothing is deleted, because others point at it."""

    def get_urlpatterns(self) -> list[Any]:
        conv = self.pk_path_converter
        return [
            *super().get_urlpatterns(),
            path("new/", self.add_view, name="add"),
            path(f"edit/<{conv}:pk>/", self.edit_view, name="edit"),
            path(f"usage/<{conv}:pk>/", self.usage_view, name="usage"),
            path(f"history/<{conv}:pk>/", self.history_view, name="history"),
            path(f"history-results/<{conv}:pk>/", self.history_results_view, name="history_results"),
        ]


class EditionViewSet(KeptViewSet):
    model = Edition
    name = "desk-editions"
    url_prefix = "editions"
    icon = "calendar"
    menu_label = _("Editions")
    menu_order = 150
    index_view_class = EditionIndexView
    edit_view_class = EditEditionView
    screens: ClassVar = {
        "<int:pk>/facts/": ("facts", EditionFacts),
        "<int:pk>/cohort/": ("cohort", CohortView),
        "<int:pk>/partners/": ("partners", EditionPartners),
        "<int:pk>/named-partners/": ("named-partners", NamedPartners),
    }

    def get_form_class(self, for_update: bool = False) -> type[EditionForm]:
        return EditionForm


class ProgrammeIndexView(ScopedIndexView):
    @property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("name", label=_("Programme"), accessor=str, url_name="desk-programmes:edit"),
            Column("slug", label=_("Slug")),
            Column("organiser", label=_("Organiser")),
            Column("get_accent_display", label=_("Accent")),
        ]

    def get_base_queryset(self) -> QuerySet[Programme]:
        return Programme.objects.select_related("organiser").prefetch_related("organiser__names")


class ProgrammeViewSet(KeptViewSet):
    model = Programme
    name = "desk-programmes"
    url_prefix = "programmes"
    icon = "folder-open-inverse"
    menu_label = _("Programmes")
    menu_order = 160
    index_view_class = ProgrammeIndexView

    def get_form_class(self, for_update: bool = False) -> type[ProgrammeForm]:
        return ProgrammeForm


calls = CallViewSet()
editions = EditionViewSet()
programmes = ProgrammeViewSet()
