"""An edition's numbers, each a claim with unit, date, source and status, and its people."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.calls.own import editions_of
from cms.desk.choosers import authority_chooser
from cms.desk.facts.claims import CountsForm, ShownAgainForm, StatisticForm, counted_now
from cms.desk.facts.page import Account, FactsPage, Parts
from cms.desk.facts.rows import fact_rows
from cms.desk.fields import TextsField
from cms.desk.pages import Crumb
from portal.authorities.models import Authority
from portal.calls.accounting import account_of, write_account
from portal.calls.claims import counted_rows
from portal.calls.models import Edition, EditionPerson
from portal.clock import now


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


PARTS: Parts = {"statistics": StatisticForm, "people": PersonForm}


class EditionFacts(FactsPage):
    """Numbers and people of one edition of the person's programmes; somebody else's is 404."""

    model = Edition
    template_name = "desk/facts/edition.html"
    header_icon = "calendar"
    route = "desk-editions:facts"

    @cached_property
    def thing(self) -> Edition:
        return get_object_or_404(editions_of(self.user), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Numbers and people: %(edition)s") % {"edition": self.thing}

    def get_crumbs(self) -> list[Crumb]:
        where = f"/admin/editions/edit/{self.thing.pk}/"
        return [("desk-editions:index", gettext_lazy("Editions")), (where, str(self.thing))]

    def forms(self, data: QueryDict | None = None) -> dict[str, Any]:
        people = self.thing.people.select_related("organisation").prefetch_related("organisation__names")
        return {
            "statistics": fact_rows(
                StatisticForm, self.thing.statistics.standing(), "statistics", data, taken_out=_("Withdraw")
            ),
            "people": fact_rows(PersonForm, people, "people", data),
            "withdrawn": ShownAgainForm(self.thing, data),
            "counts": CountsForm(self.thing, data),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"counted": counted_now(self.thing)}

    def parts(self) -> Parts:
        return PARTS

    def said(self) -> Account:
        return account_of(self.thing)

    def write(self, bound: dict[str, Any], seen: str) -> tuple[Account, Account]:
        rows = {part: bound[part].rows() for part in PARTS}
        rows["statistics"] += counted_rows(bound["counts"].cleaned_data["counts"], beside=rows["statistics"])
        again = [int(pk) for pk in bound["withdrawn"].cleaned_data["shown_again"]]
        return write_account(self.thing, **rows, shown_again=again, by=self.user, at=now(), seen=seen)
