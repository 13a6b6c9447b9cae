"""The list of handed-in entries."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from cms.desk.entries.finding import entries_matching
from portal.calls.models import Call
from portal.entries.models import Entry, Submission
from portal.entries.workflow import Status
from portal.jury.models import Decision, Outcome

UNDECIDED, EMBARGOED = "undecided", "embargoed"


def _calls_of(request: Any) -> QuerySet[Call]:
    return Call.objects.on_desk_of(request.user).select_related("current") if request else Call.objects.none()


class EntryFilterSet(WagtailFilterSet):
    """By call, by status, by what was decided."""

    call = django_filters.ModelChoiceFilter(queryset=_calls_of, label=_("Call"), empty_label=_("All calls"))
    status = django_filters.ChoiceFilter(
        choices=[choice for choice in Status.choices if choice[0] != Status.DRAFT],
        label=_("Status"),
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    decision = django_filters.ChoiceFilter(
        choices=[(UNDECIDED, _("not decided")), (EMBARGOED, _("decided, not released")), *Outcome.choices],
        label=_("Decision"),
        method="by_decision",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )

    class Meta:
        model = Entry
        fields: ClassVar = ["call", "status"]

    def by_decision(self, queryset: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        standing = Decision.objects.standing()
        if value == UNDECIDED:
            return queryset.exclude(pk__in=standing.values("entry"))
        chosen = Decision.objects.embargoed() if value == EMBARGOED else standing.filter(outcome=value)
        return queryset.filter(pk__in=chosen.values("entry"))


class TickColumn(BaseColumn):
    """A tick to choose several; it belongs to the form above the list."""

    cell_template_name = "desk/entries/tick_cell.html"


class EntryIndexView(generic.IndexView):
    """Entries of the programmes the person is an editor of."""

    filterset_class = EntryFilterSet
    template_name = "desk/entries/index.html"
    page_title = _("Entries")
    header_icon = "doc-full"
    search_fields: ClassVar = ["public_id"]  # what is searched, `search_queryset` says

    def get_base_queryset(self) -> QuerySet[Entry]:
        copies = Submission.objects.defer("frozen").order_by("-received_at")
        decisions = Decision.objects.standing().select_related("release", "award")
        return (
            Entry.objects.on_desk_of(self.request.user)
            .select_related("call__current", "call__edition__programme", "owner", "film", "talent")
            .prefetch_related(
                "film__titles",
                "talent__names",
                Prefetch("submissions", copies, to_attr="copies"),
                Prefetch("decisions", decisions, to_attr="standing"),
            )
        )

    def search_queryset(self, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        return entries_matching(queryset, self.search_query) if self.is_searching else queryset

    @property
    def columns(self) -> list[Any]:
        return [
            TickColumn("tick", label=_("Tick")),
            self._title_column(),
            Column("call", label=_("Call")),
            Column("owner", label=_("Entered by")),
            Column("get_status_display", label=_("Status"), sort_key="status"),
            Column("decision", label=_("Decision"), accessor=decision_words),
            DateColumn("submitted_at", label=_("Handed in"), sort_key="submitted_at"),
            Column("late", label=_("Late"), accessor=late_words),
        ]

    def _title_column(self) -> Any:
        return TitleColumn("title", label=_("Title"), accessor=str, get_url=self.get_inspect_url)

    def get_list_buttons(self, instance: Entry) -> list[Any]:
        return []


def decision_words(entry: Entry) -> Any:
    """What was decided and whether it is known. Reads `standing`."""
    decision = next(iter(entry.standing), None)  # type: ignore[attr-defined]
    if decision is None:
        return "—"
    words = decision.get_outcome_display()
    return words if decision.is_released() else _("%(outcome)s (not released)") % {"outcome": words}


def late_words(entry: Entry) -> Any:
    """Whether the newest copy came late, and by what. Reads `copies`."""
    newest = next(iter(entry.copies), None)  # type: ignore[attr-defined]
    return newest.late_words() if newest else ""
