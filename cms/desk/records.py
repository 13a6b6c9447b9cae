"""The records that outlive a programme: films, talents, and the things they point at. For editors and curators."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from cms.desk.calls.viewset import KeptViewSet
from cms.desk.facts.airings import FilmAirings
from cms.desk.facts.film import FilmFacts, PublishRecord
from cms.desk.fields import TextsField, WholeNumberField
from cms.desk.names import NamesField, rows_of_names, write_names
from cms.desk.policies import CuratorPolicy
from cms.forms import CleanModelForm
from cms.images import FirstcutImage
from cms.portraits import remove_portrait, set_portrait
from cms.widgets import ImageChooser
from portal.authorities.models import Authority, AuthorityKind
from portal.clock import now
from portal.fields import LinkField
from portal.films.actions import touch as touch_film
from portal.films.models import Film, Origin
from portal.talent.actions import touch as touch_talent
from portal.talent.models import Talent


class RecordPolicy(CuratorPolicy):
    """Records belong to no programme: who keeps them works for the whole channel."""

    everywhere = True


class PickedPolicy(RecordPolicy):
    """Films and talents come from their makers; the desk adds none."""

    verbs = frozenset({"view", "change", "choose"})


register_permission_policy(Authority, RecordPolicy(Authority))
register_permission_policy(Talent, PickedPolicy(Talent))
register_permission_policy(Film, RecordPolicy(Film))


class RecordForm(CleanModelForm):
    """A record with its names as lines."""

    names_of: ClassVar[str] = "names"
    names = NamesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["kind", "origin", "names"])
        if self.instance.pk:
            self.initial["names"] = rows_of_names(getattr(self.instance, self.names_of).all())


class AuthorityForm(RecordForm):
    note = TextsField(label=gettext_lazy("Note"), max_graphemes=2000, multiline=True, required=False)
    url = LinkField(label=gettext_lazy("Address"), required=False)

    class Meta:
        model = Authority
        fields = ("kind", "slug", "parent", "era", "note", "url", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["slug"].disabled = True  # what was handed in holds it, and is compared with it

    def clean_parent(self) -> Authority | None:
        parent: Authority | None = self.cleaned_data.get("parent")
        if parent and self.instance.pk and self.instance in parent.chain():
            raise ValidationError(_("It cannot be part of itself."), code="circle")
        return parent


class TalentForm(RecordForm):
    portrait = forms.ModelChoiceField(
        FirstcutImage.objects.all(), label=gettext_lazy("Portrait"), required=False, widget=ImageChooser,
        help_text=gettext_lazy("Shown while they agree to be listed; it goes when they take that back."),
    )  # fmt: skip
    portrait_alt = TextsField(label=gettext_lazy("What the portrait shows"), max_graphemes=150, required=False)
    statement = TextsField(label=gettext_lazy("In one sentence"), max_graphemes=300, multiline=True, required=False)
    biography = TextsField(label=gettext_lazy("Biography"), max_graphemes=5000, multiline=True, required=False)

    class Meta:
        model = Talent
        fields = ("kind", "statement", "biography", "region", "affiliations", "skills", "tools", "pinyin")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = getattr(self.instance, "portrait", None)
        if found:
            self.initial |= {"portrait": found.image_id, "portrait_alt": found.alt}

    def clean_portrait(self) -> FirstcutImage | None:
        image: FirstcutImage | None = self.cleaned_data.get("portrait")
        if image and not self.instance.is_listed():
            raise ValidationError(_("Only somebody who agreed to be listed can have a portrait."), code="consent")
        return image


class FilmForm(RecordForm):
    names_of = "titles"
    names = NamesField(label=gettext_lazy("Titles, without 《》"))
    year = WholeNumberField(label=gettext_lazy("Year"), largest=9999, required=False)
    logline = TextsField(label=gettext_lazy("In one sentence"), max_graphemes=300, required=False)
    synopsis = TextsField(label=gettext_lazy("Synopsis"), max_graphemes=5000, multiline=True, required=False)
    epigraph = TextsField(label=gettext_lazy("Epigraph"), max_graphemes=500, multiline=True, required=False)
    source_url = LinkField(label=gettext_lazy("Where it can be seen"), required=False)

    class Meta:
        model = Film
        fields = ("origin", "year", "logline", "synopsis", "epigraph", "countries", "genres", "spoken_languages",
                  "source_url")  # fmt: skip


class WritesNames:
    """Saves a record with its names and tells whoever shows it."""

    form: Any

    @transaction.atomic
    def save_instance(self) -> Model:
        instance: Any = self.form.save()
        write_names(getattr(instance, self.form.names_of), self.form.cleaned_data["names"])
        if isinstance(instance, Film):
            touch_film(instance, at=now())
        if isinstance(instance, Talent):
            _write_portrait(instance, self.form.cleaned_data)
            touch_talent(instance, at=now())
        return instance  # type: ignore[no-any-return]


def _write_portrait(talent: Talent, cleaned: dict[str, Any]) -> None:
    if cleaned["portrait"]:
        set_portrait(talent, cleaned["portrait"], alt=cleaned["portrait_alt"], at=now())
    else:
        remove_portrait(talent, at=now())


class AddRecord(WritesNames, generic.CreateView):
    pass


class EditRecord(WritesNames, generic.EditView):
    pass


class RecordIndexView(generic.IndexView):
    """Found by any of its names."""

    names_of: ClassVar[str] = "names"
    search_fields: ClassVar = ["pk"]

    def get_list_buttons(self, instance: Any) -> list[Any]:
        return []

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        found = self.model._default_manager.filter(**{f"{self.names_of}__text__icontains": self.search_query[:200]})
        return queryset.filter(pk__in=found.values("pk"))

    def get_base_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.prefetch_related(self.names_of)
        return rows


class AuthorityFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        choices=AuthorityKind.choices, label=gettext_lazy("Kind"), widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )  # fmt: skip

    class Meta:
        model = Authority
        fields: ClassVar = ["kind"]


class AuthorityIndexView(RecordIndexView):
    filterset_class = AuthorityFilterSet

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("parent").prefetch_related("parent__names")

    @property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("name", label=_("Name"), accessor=str, url_name="desk-authorities:edit"),
            Column("get_kind_display", label=_("Kind"), sort_key="kind"),
            Column("parent", label=_("Part of")),
            Column("slug", label=_("Slug"), sort_key="slug"),
        ]


class TalentIndexView(RecordIndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().prefetch_related("consents").order_by("-updated_at")

    @property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("name", label=_("Name"), accessor=str, url_name="desk-talents:edit"),
            Column("get_kind_display", label=_("Kind"), sort_key="kind"),
            Column("listed", label=_("Listed in public"), accessor=_listed),
            DateColumn("updated_at", label=_("Changed"), sort_key="updated_at"),
        ]


def _listed(talent: Talent) -> str:
    return _("yes") if any(row.revoked_at is None for row in talent.consents.all()) else _("no")


class FilmFilterSet(WagtailFilterSet):
    origin = django_filters.ChoiceFilter(
        choices=Origin.choices, label=gettext_lazy("Origin"), widget=forms.RadioSelect, empty_label=gettext_lazy("All")
    )

    class Meta:
        model = Film
        fields: ClassVar = ["origin"]


class FilmIndexView(RecordIndexView):
    names_of = "titles"
    filterset_class = FilmFilterSet

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("owner").order_by("-updated_at")

    @property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("title", label=_("Title"), accessor=str, url_name="desk-films:edit"),
            Column("get_origin_display", label=_("Origin"), sort_key="origin"),
            Column("owner", label=_("Entered by")),
            DateColumn("updated_at", label=_("Changed"), sort_key="updated_at"),
        ]


class EditFilm(EditRecord):
    """Titles and texts; the way to everything else that is known of a film."""

    @property
    def header_buttons(self) -> list[Any]:
        url = reverse("desk-films:facts", args=[self.object.pk])
        airings = reverse("desk-films:airings", args=[self.object.pk])
        return [
            HeaderButton(_("Credits, AI, clearances"), url=url, icon_name="list-ul"),
            HeaderButton(_("On air"), url=airings, icon_name="date"),
            *super().header_buttons,
        ]


class RecordViewSet(KeptViewSet):
    add_view_class = AddRecord
    edit_view_class = EditRecord
    form_class: ClassVar[type[RecordForm]]

    def get_form_class(self, for_update: bool = False) -> type[RecordForm]:
        return self.form_class


class AuthorityViewSet(RecordViewSet):
    model = Authority
    name = "desk-authorities"
    url_prefix = "authorities"
    icon = "tag"
    menu_label = gettext_lazy("Things and places")
    form_class = AuthorityForm
    index_view_class = AuthorityIndexView


class TalentViewSet(RecordViewSet):
    model = Talent
    name = "desk-talents"
    url_prefix = "talents"
    icon = "user"
    menu_label = gettext_lazy("Talents")
    form_class = TalentForm
    index_view_class = TalentIndexView


class FilmViewSet(RecordViewSet):
    model = Film
    name = "desk-films"
    url_prefix = "films"
    icon = "media"
    menu_label = gettext_lazy("Films")
    form_class = FilmForm
    index_view_class = FilmIndexView
    edit_view_class = EditFilm
    screens: ClassVar = {
        "<int:pk>/facts/": ("facts", FilmFacts),
        "<int:pk>/airings/": ("airings", FilmAirings),
        "<int:pk>/publish/": ("publish", PublishRecord),
    }


films, talents, authorities = FilmViewSet(), TalentViewSet(), AuthorityViewSet()
