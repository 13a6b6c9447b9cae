"""What an edition's sponsors give and get, and who reads their enquiries."""

from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.calls.own import editions_of
from cms.desk.facts.history import keep
from cms.desk.facts.rows import fact_rows, media_of, with_one_more
from cms.desk.fields import TextsField
from cms.desk.pages import Crumb, DeskPage, say_refusal
from portal.calls.models import Edition
from portal.errors import DomainError
from portal.fields import EmailAddressField
from portal.seen import fingerprint
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


PARTS = {Side.GIVE.value: PointForm, Side.GET.value: PointForm}


class EditionPartners(DeskPage):
    """What one edition of the person's programmes says to sponsors; somebody else's is 404."""

    model = Edition
    permission_required = "change"
    template_name = "desk/facts/partners.html"
    header_icon = "group"

    @cached_property
    def edition(self) -> Edition:
        return get_object_or_404(editions_of(self.user), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("For sponsors: %(edition)s") % {"edition": self.edition}

    def get_crumbs(self) -> list[Crumb]:
        where = reverse("desk-editions:edit", args=[self.edition.pk])
        return [("desk-editions:index", gettext_lazy("Editions")), (where, str(self.edition))]

    def forms(self, data: QueryDict | None = None) -> dict[str, Any]:
        found = Partnership.objects.filter(edition=self.edition).first()
        points = list(found.points.all()) if found else []
        initial = {name: getattr(found, name) for name in FACTS} if found else None
        return {"form": PartnershipForm(data, initial=initial)} | {
            side: fact_rows(form, [point for point in points if point.side == side], side, data)
            for side, form in PARTS.items()
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= {
            "edition": self.edition,
            "seen": kwargs.get("seen") or fingerprint(partnership_of(self.edition)),
            "page_url": reverse("partners", args=[self.edition.slug]),
            "is_over": not is_looking(self.edition),
        }
        context["media"] = media_of(context["form"], *(context[side] for side in PARTS))
        return context

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(**self.forms())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen = request.POST.get("seen", "")
        if part := request.POST.get("add", ""):
            return self.show(**self.forms(with_one_more(request.POST, part, PARTS)), seen=seen)
        bound = self.forms(request.POST)
        if not all([one.is_valid() for one in bound.values()]):  # noqa: C419  # all, so that every mistake is shown
            messages.error(request, _("Nothing was saved: look at what is marked below."))
            return self.show(status=422, seen=seen, **bound)
        try:
            count = self.save(bound, seen)
        except DomainError as refusal:
            return self.show(status=say_refusal(request, refusal), seen=seen, **bound)
        messages.success(request, _("Saved.") if count else _("Nothing was different, nothing was saved."))
        return redirect("desk-editions:partners", self.edition.pk)

    @transaction.atomic
    def save(self, bound: dict[str, Any], seen: str) -> int:
        """How many things are different now."""
        points = {side: [row["text"] for row in bound[side].rows()] for side in PARTS}
        before, after = write_partnership(self.edition, bound["form"].cleaned_data, points, by=self.user, seen=seen)
        return keep(self.edition, before, after, by=self.user)
