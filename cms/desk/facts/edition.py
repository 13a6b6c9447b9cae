"""An edition's numbers, each a claim with unit, date, source and status, and its people."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.calls.own import editions_of
from cms.desk.choosers import authority_chooser
from cms.desk.facts.claims import CountsForm, ShownAgainForm, StatisticForm, counted_now
from cms.desk.facts.history import keep
from cms.desk.facts.rows import fact_rows, media_of, with_one_more
from cms.desk.fields import TextsField
from cms.desk.pages import Crumb, DeskPage, say_refusal
from portal.authorities.models import Authority
from portal.calls.accounting import account_of, write_account
from portal.calls.claims import counted_rows
from portal.calls.models import Edition, EditionPerson
from portal.clock import now
from portal.errors import DomainError
from portal.seen import fingerprint


class PersonForm(forms.Form):
    """Somebody with a part in this edition."""

    part = forms.ChoiceField(label=gettext_lazy("Part"), choices=EditionPerson.Part.choices, initial="juror")
    name = TextsField(label=gettext_lazy("Name"), max_graphemes=100)
    honours = TextsField(label=gettext_lazy("Known for"), max_graphemes=200, required=False)
    organisation = forms.ModelChoiceField(
        Authority.objects.of_kind("organisation", "channel"),
        label=gettext_lazy("Organisation"),
        required=False,
        widget=authority_chooser.widget_class,
        error_messages={"invalid_choice": gettext_lazy("Choose an organisation or a channel.")},
    )


PARTS = {"statistics": StatisticForm, "people": PersonForm}


class EditionFacts(DeskPage):
    """Numbers and people of one edition of the person's programmes; somebody else's is 404."""

    model = Edition
    permission_required = "change"
    template_name = "desk/facts/edition.html"
    header_icon = "calendar"

    @cached_property
    def edition(self) -> Edition:
        return get_object_or_404(editions_of(self.user), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Numbers and people: %(edition)s") % {"edition": self.edition}

    def get_crumbs(self) -> list[Crumb]:
        where = f"/admin/editions/edit/{self.edition.pk}/"
        return [("desk-editions:index", gettext_lazy("Editions")), (where, str(self.edition))]

    def forms(self, data: QueryDict | None = None) -> dict[str, Any]:
        people = self.edition.people.select_related("organisation").prefetch_related("organisation__names")
        return {
            "statistics": fact_rows(
                StatisticForm, self.edition.statistics.standing(), "statistics", data, taken_out=_("Withdraw")
            ),
            "people": fact_rows(PersonForm, people, "people", data),
            "withdrawn": ShownAgainForm(self.edition, data),
            "counts": CountsForm(self.edition, data),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= {"edition": self.edition, "seen": kwargs.get("seen") or fingerprint(account_of(self.edition))}
        context["counted"] = counted_now(self.edition)
        context["media"] = media_of(context["statistics"], context["people"])
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
        return redirect("desk-editions:facts", self.edition.pk)

    @transaction.atomic
    def save(self, bound: dict[str, Any], seen: str) -> int:
        """How many things are different now."""
        rows = {part: bound[part].rows() for part in PARTS}
        rows["statistics"] += counted_rows(bound["counts"].cleaned_data["counts"], beside=rows["statistics"])
        again = [int(pk) for pk in bound["withdrawn"].cleaned_data["shown_again"]]
        before, after = write_account(self.edition, **rows, shown_again=again, by=self.user, at=now(), seen=seen)
        return keep(self.edition, before, after, by=self.user)
