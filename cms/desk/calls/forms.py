"""The forms of one call: its texts, and rows of gates, tracks, questions, awards and so on."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.desk.calls.lines import AnswersField, ChoicesField, ColumnsField
from cms.desk.fields import KeyField, TextsField, WallField, WholeNumberField, ZoneField
from portal.calls.models import CallVersion, Decider, GateKind, NeededAt, QuestionKind
from portal.calls.questions import CHOOSING
from portal.calls.zones import instant_of
from portal.fields import CleanCharField

MOST_ROWS = 200


class TextsForm(forms.Form):
    """What a call says in words."""

    title = TextsField(label=_("Title"), max_graphemes=120)
    summary = TextsField(label=_("In one sentence"), max_graphemes=300, multiline=True, required=False)
    body = TextsField(label=_("Text"), max_graphemes=20_000, multiline=True, required=False)
    who = TextsField(label=_("Who may enter"), max_graphemes=3000, multiline=True, required=False)
    what = TextsField(label=_("What to hand in"), max_graphemes=3000, multiline=True, required=False)
    prize = TextsField(label=_("What there is to win"), max_graphemes=3000, multiline=True, required=False)
    rights = TextsField(label=_("What happens with the rights"), max_graphemes=5000, multiline=True, required=False)
    consent = TextsField(
        label=_("Text to accept when handing in"),
        max_graphemes=10_000,
        multiline=True,
        required=False,
        help_text=_("Needed before the call can be published."),
    )
    ethics = TextsField(
        label=_("Code of ethics to accept when handing in"), max_graphemes=10_000, multiline=True, required=False
    )


class RowForm(forms.Form):
    """One row of a formset; an empty one is no row."""

    names: ClassVar[tuple[str, ...]] = ()

    def row(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.names}


class GateForm(RowForm):
    """A gate: what passes, and until when on whose clocks."""

    names = ("key", "kind", "label", "mode", "track", "after", "wall", "zone", "grace_s")

    key = KeyField(help_text=_("Stays the same when the gate moves."))
    kind = forms.ChoiceField(label=_("What passes"), choices=GateKind.choices, initial=GateKind.OPENS)
    wall = WallField(label=_("Local date and time"))
    zone = ZoneField(initial="Asia/Shanghai")
    label = TextsField(label=_("Label"), max_graphemes=100, required=False)
    mode = KeyField(label=_("Only for the participation mode"), required=False)
    track = KeyField(label=_("Only for the track"), required=False)
    after = KeyField(
        label=_("Only after the gate"), required=False,
        help_text=_("Key of a gate that an entry must have passed before this one lets it through."),
    )  # fmt: skip
    grace_s = WholeNumberField(
        label=_("Grace (seconds)"), required=False, largest=7 * 24 * 3600,
        help_text=_("What arrives within it is accepted and marked late."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["grace_s"] = cleaned.get("grace_s") or 0
        if cleaned.get("wall") and cleaned.get("zone"):
            try:
                instant_of(cleaned["wall"], cleaned["zone"])
            except ValidationError as error:
                self.add_error("wall", error)
        return cleaned


def number_for(kinds: str) -> forms.TextInput:
    """An input for a number that only questions of these kinds have."""
    return forms.TextInput(attrs={"inputmode": "numeric", "size": 10, "data-for-kinds": kinds})


def listed(name: str) -> forms.TextInput:
    """An input that offers what the page lists under that name."""
    return forms.TextInput(attrs={"list": f"desk-{name}", "autocomplete": "off"})


class QuestionForm(RowForm):
    """A question of the editors' own."""

    names = (
        *(
            "key",
            "kind",
            "label",
            "help",
            "choices",
            "columns",
            "max_rows",
            "max_graphemes",
            "is_required",
            "needed_at",
        ),
        *("track", "mode", "shown_if_key", "shown_if_values", "is_shown_to_jurors"),
    )

    key = KeyField(help_text=_("Answers are kept under it; never reuse one for another question."))
    kind = forms.ChoiceField(label=_("Answered by"), choices=QuestionKind.choices, initial=QuestionKind.TEXT)
    label = TextsField(label=_("Question"), max_graphemes=200)
    help = TextsField(label=pgettext_lazy("question", "Help"), max_graphemes=300, required=False)
    choices = ChoicesField(
        label=_("Choices"),
        required=False,
        for_kinds="choice choices",
        help_text=_("One a line: key | 简体中文 | 繁體中文 | English"),
    )
    columns = ColumnsField(
        label=_("Columns of the table"), required=False, for_kinds="table",
        help_text=_("One a line: key | text, number, date or link, with * if required | 简体中文 | 繁體中文 | English"),
    )  # fmt: skip
    max_rows = WholeNumberField(
        label=_("Most rows of the table"), initial=20, largest=100, required=False, widget=number_for("table")
    )
    max_graphemes = WholeNumberField(
        label=_("Limit in characters"), initial=500, largest=20_000, required=False,
        widget=number_for("text long_text table"),
    )  # fmt: skip
    is_required = forms.BooleanField(label=_("Required"), required=False)
    needed_at = forms.ChoiceField(
        label=_("Needed"), choices=NeededAt.choices, initial=NeededAt.SUBMIT, required=False,
        help_text=_("What is typed is saved in either case."),
    )  # fmt: skip
    is_shown_to_jurors = forms.BooleanField(label=_("Shown to jurors"), required=False, initial=True)
    track = KeyField(label=_("Asked only in the track"), required=False, widget=listed("tracks-keys"))
    mode = KeyField(label=_("Asked only in the participation mode"), required=False, widget=listed("modes"))
    shown_if_key = KeyField(
        label=_("Asked only after the question"), required=False, widget=listed("questions-keys"),
        help_text=_("The key of a question further up."),
    )  # fmt: skip
    shown_if_values = AnswersField(
        label=_("if it was answered with"), required=False,
        help_text=_("Keys of its choices, one a line; empty for any answer."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["max_graphemes"] = cleaned.get("max_graphemes") or 500
        cleaned["max_rows"] = cleaned.get("max_rows") or 20
        cleaned["needed_at"] = cleaned.get("needed_at") or NeededAt.SUBMIT
        if cleaned["needed_at"] == NeededAt.NOW:
            cleaned["is_required"] = True
        if cleaned.get("kind") in CHOOSING and not cleaned.get("choices"):
            self.add_error("choices", _("Give at least one choice."))
        if cleaned.get("kind") == QuestionKind.TABLE and not cleaned.get("columns"):
            self.add_error("columns", _("Give at least one column."))
        if cleaned.get("shown_if_values") and not cleaned.get("shown_if_key"):
            self.add_error("shown_if_key", _("Say which question these answers are of."))
        if cleaned.get("shown_if_key") and cleaned.get("shown_if_key") == cleaned.get("key"):
            self.add_error("shown_if_key", _("A question cannot depend on itself."))
        return cleaned


class AwardForm(RowForm):
    """What can be won and who decides."""

    names = (
        *("key", "name", "definition", "track", "decider", "decided_by"),
        *("prize", "places", "shows_places_left"),
    )

    key = KeyField()
    name = TextsField(label=_("Name"), max_graphemes=120)
    definition = TextsField(label=_("Definition"), max_graphemes=1000, multiline=True, required=False)
    track = KeyField(label=_("Only for the track"), required=False)
    decider = forms.ChoiceField(label=_("Decided by"), choices=[("", "—"), *Decider.choices], required=False)
    decided_by = TextsField(label=_("Who decides, in words"), max_graphemes=200, required=False)
    prize = TextsField(label=_("Prize"), max_graphemes=200, required=False)
    places = WholeNumberField(
        label=_("Places"), required=False, largest=10_000,
        help_text=_("How many may receive it, for scholarships and seats; empty for no limit."),
    )  # fmt: skip
    shows_places_left = forms.BooleanField(label=_("Show in public how many places are left"), required=False)

    def clean_places(self) -> int | None:
        places: int | None = self.cleaned_data["places"]
        if places == 0:
            raise ValidationError(_("One place at least; leave it empty for no limit."), code="places")
        return places


class TrackForm(RowForm):
    """A line of the competition."""

    names = ("key", "name", "definition", "shown_as", "is_special")

    key = KeyField()
    name = TextsField(label=_("Name"), max_graphemes=120)
    definition = TextsField(label=_("Definition"), max_graphemes=1000, multiline=True, required=False)
    shown_as = TextsField(label=_("How its films are shown"), max_graphemes=120, required=False)
    is_special = forms.BooleanField(label=_("Special track"), required=False)


class CriterionForm(RowForm):
    """What entries are judged by."""

    names = ("key", "name", "definition", "weight", "judged_by")

    key = KeyField()
    name = TextsField(label=_("Name"), max_graphemes=120)
    definition = TextsField(label=_("Definition"), max_graphemes=1000, multiline=True, required=False)
    weight = WholeNumberField(label=_("Weight"), largest=1000, required=False)
    judged_by = forms.ChoiceField(label=_("Judged by"), choices=[("", "—"), *Decider.choices], required=False)


class PrizeForm(RowForm):
    """What an award brings, in money or in kind."""

    names = ("key", "award", "track", "product", "sponsor", "amount", "currency", "expires_on")

    key = KeyField()
    product = TextsField(label=_("What"), max_graphemes=200)
    sponsor = TextsField(label=_("Given by"), max_graphemes=200, required=False)
    award = KeyField(label=_("Of the award"), required=False)
    track = KeyField(label=_("Only for the track"), required=False)
    amount = forms.DecimalField(
        label=_("Amount"), required=False, min_value=Decimal("0.01"), max_digits=14, decimal_places=2, localize=False
    )
    currency = CleanCharField(
        label=_("Currency"), max_graphemes=3, max_length=3, required=False,
        help_text=_("Three letters like CNY or HKD; empty for what is given in kind."),
    )  # fmt: skip
    expires_on = forms.DateField(
        label=_("To be used until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_currency(self) -> str:
        currency = str(self.cleaned_data["currency"]).upper()
        if currency and currency not in Locale.parse("en").currencies:
            raise ValidationError(_("This is no currency: write its three letters, like CNY or HKD."), code="currency")
        return currency

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("currency") and cleaned.get("amount") is None:
            self.add_error("amount", _("Say how much money it is."))
        return cleaned


class ClauseForm(RowForm):
    """A rule in words."""

    names = ("key", "text")

    key = KeyField()
    text = TextsField(label=_("Text"), max_graphemes=600, multiline=True)


class FaqForm(RowForm):
    """A question people ask, and its answer."""

    names = ("key", "question", "answer")

    key = KeyField()
    question = TextsField(label=_("Question"), max_graphemes=200)
    answer = TextsField(label=_("Answer"), max_graphemes=2000, multiline=True)


@dataclass(frozen=True)
class Part:
    """A part of a call on the editor's screen: rows of one kind."""

    name: str
    form: type[RowForm]
    heading: str | Promise
    icon: str
    add_words: str | Promise


ROW_PARTS = (
    Part("gates", GateForm, _("Gates"), "date", _("Add a gate")),
    Part("tracks", TrackForm, _("Tracks"), "list-ul", _("Add a track")),
    Part("questions", QuestionForm, _("Questions"), "help", _("Add a question")),
    Part("clauses", ClauseForm, _("Rules in words"), "doc-full", _("Add a rule in words")),
    Part("awards", AwardForm, _("Awards"), "pick", _("Add an award")),
    Part("criteria", CriterionForm, _("Judging criteria"), "order", _("Add a criterion")),
    Part("prizes", PrizeForm, _("Prizes"), "tag", _("Add a prize")),
    Part("faqs", FaqForm, _("Frequent questions"), "help", _("Add a frequent question")),
)

FORMS = {part.name: part.form for part in ROW_PARTS}
# The tabs of the screen, in the order in which one thinks a call up, and the parts that each shows.
TABS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("texts", _("Texts"), ()),
    ("when", _("Gates"), ("gates",)),
    ("rules", _("Rules"), ("clauses",)),
    ("asked", _("Questions"), ("questions",)),
    ("rewards", _("Tracks and awards"), ("tracks", "awards", "criteria", "prizes")),
    ("help", _("Frequent questions"), ("faqs",)),
)


class RowSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """Rows in an order the editor sets by number; ticked ones are taken out."""

    def rows(self) -> list[dict[str, Any]]:
        """The rows that stay, cleaned, in their order."""
        return [form.row() for form in self.ordered_forms if form.cleaned_data.get("key")]

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Position")
        form.fields["DELETE"].label = _("Take out")

    def clean(self) -> None:
        keys = [form.cleaned_data.get("key") for form in self.forms if not self._should_delete_form(form)]  # type: ignore[attr-defined]
        keys = [key for key in keys if key]
        if len(set(keys)) < len(keys):
            raise ValidationError(_("Two rows have the same key."), code="key")


def row_set(form: type[RowForm], rows: Iterable[Any], prefix: str, data: Any = None, extra: int = 0) -> Any:
    """The formset of one part of a call."""
    factory = forms.formset_factory(
        form, formset=RowSet, can_order=True, can_delete=True, extra=extra, max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + 50, validate_max=True,
    )  # fmt: skip
    initial = [{name: getattr(row, name) for name in form.names} for row in rows]
    return factory(data, prefix=prefix, initial=initial)


def texts_initial(version: CallVersion | None) -> dict[str, Any]:
    return {name: getattr(version, name) for name in TextsForm.base_fields} if version else {}
