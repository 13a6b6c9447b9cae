"""What an edition's sponsors give and get, and who reads their enquiries."""

from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.calls.own import editions_of
from cms.desk.facts.page import Account, FactsPage, Parts
from cms.desk.facts.rows import fact_rows
from cms.desk.fields import TextsField
from cms.desk.pages import Crumb
from portal.calls.models import Edition
from portal.fields import EmailAddressField
from portal.sponsors.actions import FACTS, partnership_of, write_partnership
from portal.sponsors.models import Partnership, Side, is_looking


class PartnershipForm(forms.Form):
    """What stands above the lists, and where enquiries go."""

    lead = TextsField(
        label=gettext_lazy("To sponsors, in a few sentences"), max_graphemes=1000, multiline=True, required=False
    )
    takes_enquiries = forms.BooleanField(
        label=gettext_lazy("Show the form for enquiries"), required=False,
        help_text=gettext_lazy("Only while the edition is announced or running; its lists are shown in any case."),
    )  # fmt: skip
    office = TextsField(
        label=gettext_lazy("Office that answers"), max_graphemes=100, required=False,
        help_text=gettext_lazy("As a role, not a person: the public reads it."),
    )  # fmt: skip
    mailbox = EmailAddressField(label=gettext_lazy("Mailbox of the office"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of its letters"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mailbox"].help_text = (
            _("Never shown in public. Left empty: %(mailbox)s.") % {"mailbox": settings.PARTNER_MAILBOX}
            if settings.PARTNER_MAILBOX
            else _("Never shown in public.")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_read = cleaned.get("mailbox", "?") or settings.PARTNER_MAILBOX
        if cleaned.get("takes_enquiries") and not is_read:
            self.add_error("mailbox", ValidationError(_("Name a mailbox; otherwise nobody would read enquiries.")))
        return cleaned


class PointForm(forms.Form):
    """One thing that is given or got."""

    text = TextsField(label=gettext_lazy("What"), max_graphemes=120)


PARTS: Parts = {Side.GIVE.value: PointForm, Side.GET.value: PointForm}


class EditionPartners(FactsPage):
    """What one edition of the person's programmes says to sponsors; somebody else's is 404."""

    model = Edition
    template_name = "desk/facts/partners.html"
    header_icon = "group"
    route = "desk-editions:partners"

    @cached_property
    def thing(self) -> Edition:
        return get_object_or_404(editions_of(self.user), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("For sponsors: %(edition)s") % {"edition": self.thing}

    def get_crumbs(self) -> list[Crumb]:
        where = reverse("desk-editions:edit", args=[self.thing.pk])
        return [("desk-editions:index", gettext_lazy("Editions")), (where, str(self.thing))]

    def forms(self, data: QueryDict | None = None) -> dict[str, Any]:
        found = Partnership.objects.filter(edition=self.thing).first()
        points = list(found.points.all()) if found else []
        initial = {name: getattr(found, name) for name in FACTS} if found else None
        return {"form": PartnershipForm(data, initial=initial)} | {
            side: fact_rows(form, [point for point in points if point.side == side], side, data)
            for side, form in PARTS.items()
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        page_url = reverse("partners", args=[self.thing.slug])
        return context | {"page_url": page_url, "is_over": not is_looking(self.thing)}

    def parts(self) -> Parts:
        return PARTS

    def said(self) -> Account:
        return partnership_of(self.thing)

    def write(self, bound: dict[str, Any], seen: str) -> tuple[Account, Account]:
        points = {side: [row["text"] for row in bound[side].rows()] for side in PARTS}
        return write_partnership(self.thing, bound["form"].cleaned_data, points, by=self.user, seen=seen)
