"""The claims of an edition on the desk: stated ones, withdrawn ones, and what can be counted."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from cms.desk.fields import KeyField, TextsField, WholeNumberField
from portal.calls.claims import mistakes
from portal.calls.counting import counts_of
from portal.calls.models import Edition, Measure, Qualifier, StatisticKind, StatisticStatus
from portal.fields import CleanCharField, LinkField
from portal.text import in_a_row


class StatisticForm(forms.Form):
    """A claim: what it counts, as of when, who says so, and where it stands. `mistakes` says what goes together."""

    pk = WholeNumberField(required=False, widget=forms.HiddenInput)
    key = KeyField(help_text=gettext_lazy("Names the number for ever: entries, countries …"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=StatisticKind.choices, initial=StatisticKind.OUTCOME,
        help_text=gettext_lazy("A forecast and what came of it are two numbers with one key."),
    )  # fmt: skip
    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=StatisticStatus.choices, initial="reported")
    measure = forms.ChoiceField(
        label=gettext_lazy("Counted here"), choices=[("", "—"), *Measure.choices], required=False,
        help_text=gettext_lazy("Only for the status “computed”: the page counts it whenever it is read."),
    )  # fmt: skip
    qualifier = forms.ChoiceField(label=gettext_lazy("Meant"), choices=Qualifier.choices, initial=Qualifier.EXACT)
    value = forms.DecimalField(label=gettext_lazy("Value"), max_digits=14, decimal_places=2, required=False)
    unit = TextsField(
        label=gettext_lazy("Unit"), max_graphemes=60, required=False,
        help_text=gettext_lazy("What is counted; of a statement in words, its words."),
    )  # fmt: skip
    definition = TextsField(label=gettext_lazy("What it counts"), max_graphemes=500, required=False)
    as_of = forms.DateField(label=gettext_lazy("As of"), widget=AdminDateInput, required=False)
    source = CleanCharField(label=gettext_lazy("Source"), max_graphemes=200, max_length=300, required=False)
    source_url = LinkField(label=gettext_lazy("Address of the source"), required=False)
    other_source = CleanCharField(
        label=gettext_lazy("Second source"), max_graphemes=200, max_length=300, required=False,
        help_text=gettext_lazy("A disputed number is shown with who says otherwise, and what."),
    )  # fmt: skip
    other_url = LinkField(label=gettext_lazy("Address of the second source"), required=False)
    other_says = TextsField(label=gettext_lazy("What the second source says"), max_graphemes=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, sentence in mistakes(cleaned).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return cleaned


class ShownAgainForm(forms.Form):
    """Which withdrawn numbers stand again."""

    shown_again = forms.MultipleChoiceField(
        label=gettext_lazy("Show again"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("This number is not among the withdrawn ones any more.")},
    )

    def __init__(self, edition: Edition, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.rows = {str(row.pk): row for row in edition.statistics.withdrawn()}
        self.fields["shown_again"].choices = [(pk, str(row)) for pk, row in self.rows.items()]  # type: ignore[attr-defined]


class CountsForm(forms.Form):
    """What is counted and not on the pages yet: ticked, it is published as a computed number."""

    counts = forms.MultipleChoiceField(
        label=gettext_lazy("Show on the pages"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, edition: Edition, data: QueryDict | None = None) -> None:
        super().__init__(data)
        shown = set(edition.statistics.standing().values_list("measure", flat=True))
        self.rows = [(measure, label) for measure, label in Measure.choices if measure not in shown]
        self.fields["counts"].choices = self.rows  # type: ignore[attr-defined]


def counted_now(edition: Edition) -> list[tuple[str, str, str]]:
    """Everything that can be counted of an edition, with where it comes from: what, how many, of what."""
    counts = counts_of([edition.pk], Measure.values)
    rows = [(measure, counts[edition.pk, measure]) for measure in Measure]
    return [
        (str(measure.label), f"{count.number:,}", in_a_row(f"{place.name()} {n}" for place, n in count.places))
        for measure, count in rows
    ]
