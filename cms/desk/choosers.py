"""Choosers for what pages and records point at: things by kind, talents, films."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.db.models import ForeignKey, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.models import Page

from cms.widgets import PageChooser, RecordChooser
from portal.accounts.models import User
from portal.authorities.models import Authority, AuthorityKind
from portal.entries.models import Entry
from portal.films.models import Film
from portal.talent.models import Talent
from search.facets import Index
from search.kinds import kind_named


class NameFilter(SearchFilterMixin, BaseFilterForm):
    """Finds by any name, aliases and nicknames too."""

    names: ClassVar[str] = "names"

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        text = self.cleaned_data.get("q") or ""
        if text:
            self.is_searching, self.search_query = True, text
            found = objects.model._default_manager.filter(**{f"{self.names}__text__icontains": text[:200]})
            objects = objects.filter(pk__in=found.values("pk"))
        return objects


class KindFilter(NameFilter):
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("every kind")), *AuthorityKind.choices], required=False)

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        objects = super().filter(objects)
        kind = self.cleaned_data.get("kind")
        return objects.filter(kind=kind) if kind else objects


class TitleFilter(NameFilter):
    names = "titles"


def _page_chooser(field: ForeignKey[Any, Any]) -> dict[str, Any]:
    return {"widget": PageChooser(target_models=[field.remote_field.model])}


register_form_field_override(ForeignKey, to=Page, override=_page_chooser)
Visible = Callable[[User], QuerySet[Any]]


def _authorities(user: User) -> QuerySet[Any]:
    return Authority.objects.all()


def _talents(user: User) -> QuerySet[Any]:
    """Whose profile they may open, whoever is listed in public, and who entered what is on their desk."""
    seen = Q(pk__in=Talent.objects.visible_to(user).values("pk")) | Q(pk__in=Talent.objects.listed().values("pk"))
    return Talent.objects.filter(seen | Q(pk__in=Entry.objects.on_desk_of(user).values("talent")))


def films_seen_by(user: User) -> QuerySet[Any]:
    """What the desk's search finds: never a draft, and of other programmes' entries none."""
    kind = kind_named("film")
    return kind.visible_to(user, Index.DESK) if kind else Film.objects.none()


def _views(form: type[NameFilter], prefetch: str, visible: Visible) -> dict[str, Any]:
    """The views of a chooser, with their own search; none of them knows more than `visible` to who asks."""

    class Rows:
        filter_form_class = form
        request: Any

        def get_object_list(self) -> QuerySet[Any]:
            return visible(self.request.user).prefetch_related(prefetch).order_by("-pk")

        def get_object(self, pk: str) -> Any:
            return visible(self.request.user).get(pk=pk)

        def get_objects(self, pks: list[str]) -> QuerySet[Any]:
            return visible(self.request.user).filter(pk__in=pks)

    return {
        "base_widget_class": RecordChooser,
        "choose_view_class": type("ChooseView", (Rows, views.ChooseView), {}),
        "choose_results_view_class": type("ChooseResultsView", (Rows, views.ChooseResultsView), {}),
        "chosen_view_class": type("ChosenView", (Rows, views.ChosenView), {}),
        "chosen_multiple_view_class": type("ChosenMultipleView", (Rows, views.ChosenMultipleView), {}),
    }


authority_chooser = ChooserViewSet(
    "choose-authority",
    model=Authority,
    icon="tag",
    choose_one_text=_("Choose a record"),
    choose_another_text=_("Choose another record"),
    edit_item_text=_("Edit this record"),
    **_views(KindFilter, "names", _authorities),
)
talent_chooser = ChooserViewSet(
    "choose-talent",
    model=Talent,
    icon="user",
    choose_one_text=_("Choose a talent"),
    choose_another_text=_("Choose another talent"),
    edit_item_text=_("Edit this talent"),
    **_views(NameFilter, "names", _talents),
)
film_chooser = ChooserViewSet(
    "choose-film",
    model=Film,
    icon="media",
    choose_one_text=_("Choose a film"),
    choose_another_text=_("Choose another film"),
    edit_item_text=_("Edit this film"),
    **_views(TitleFilter, "titles", films_seen_by),
)
CHOOSERS = (authority_chooser, talent_chooser, film_chooser)
