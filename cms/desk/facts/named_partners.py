"""Who stands behind an edition: its partners with their parts, logos and addresses."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cms.desk.calls.own import editions_of
from cms.desk.choosers import authority_chooser
from cms.desk.facts.page import Account, FactsPage, Parts
from cms.desk.facts.rows import fact_rows
from cms.desk.pages import Crumb
from cms.images import FirstcutImage
from cms.models import PARTNER_KINDS, PartnerRole
from cms.partners import MARKS, partners_said, write_partners
from cms.present.partners import public_partnerships
from cms.widgets import ImageChooser
from portal.authorities.models import Authority
from portal.calls.models import Edition
from portal.fields import LinkField

PREVIEW = "max-165x165"  # the size that Wagtail's chooser shows


class ChosenField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Gives its chooser the record that is loaded already, so that a row asks for nothing."""

    def prepare_value(self, value: Any) -> Any:
        return value if hasattr(value, "_meta") else super().prepare_value(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(super().prepare_value(initial), data)


def _logo(label: Any, help_text: Any) -> ChosenField:
    return ChosenField(
        FirstcutImage.objects.all(), label=label, help_text=help_text, required=False, widget=ImageChooser
    )


class PartnerForm(forms.Form):
    """One partner and its part."""

    role = forms.ChoiceField(
        label=pgettext_lazy("partner", "Part"), choices=PartnerRole, initial=PartnerRole.PARTNER.value
    )
    organisation = ChosenField(
        Authority.objects.of_kind(*PARTNER_KINDS),
        label=gettext_lazy("Organisation"),
        widget=authority_chooser.widget_class,
        help_text=gettext_lazy("The page calls it by the names of this record, each language by its own."),
        error_messages={"invalid_choice": gettext_lazy("Choose an organisation, a channel or a tool.")},
    )
    logo = _logo(gettext_lazy("Logo"), gettext_lazy("Without one the page shows the name in type."))
    logo_on_dark = _logo(
        gettext_lazy("Logo for dark ground"),
        gettext_lazy("Left empty, the logo stands on light ground in the dark theme too."),
    )
    url = LinkField(
        label=gettext_lazy("Address"), required=False,
        help_text=gettext_lazy("Left empty, that of the organisation's record."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("logo_on_dark") and not cleaned.get("logo") and "logo" not in self.errors:
            self.add_error("logo", ValidationError(_("Choose the logo for light ground as well."), code="pair"))
        return cleaned


PARTS: Parts = {"partners": PartnerForm}


class NamedPartners(FactsPage):
    """The partners of one edition of the person's programmes; somebody else's is 404."""

    model = Edition
    template_name = "desk/facts/named_partners.html"
    header_icon = "image"
    route = "desk-editions:named-partners"

    @cached_property
    def thing(self) -> Edition:
        return get_object_or_404(editions_of(self.user), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Partners: %(edition)s") % {"edition": self.thing}

    def get_crumbs(self) -> list[Crumb]:
        where = reverse("desk-editions:edit", args=[self.thing.pk])
        return [("desk-editions:index", gettext_lazy("Editions")), (where, str(self.thing))]

    def forms(self, data: QueryDict | None = None) -> dict[str, Any]:
        logos = FirstcutImage.objects.prefetch_renditions(PREVIEW)
        rows = self.thing.partners.select_related("organisation").prefetch_related(
            "organisation__names", *(Prefetch(name, logos) for name in MARKS)
        )
        return {"partners": fact_rows(PartnerForm, rows, "partners", data)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if public_partnerships().filter(edition=self.thing).exists():
            context["page_url"] = reverse("partners", args=[self.thing.slug])
        return context

    def parts(self) -> Parts:
        return PARTS

    def said(self) -> Account:
        return partners_said(self.thing)

    def write(self, bound: dict[str, Any], seen: str) -> tuple[Account, Account]:
        return write_partners(self.thing, bound["partners"].rows(), by=self.user, seen=seen)
