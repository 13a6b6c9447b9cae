"""The ledger of prizes on the desk: which were won, which have arrived, which are late."""

from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.permissions import register_permission_policy

from cms.desk.pages import Crumb, DeskPage, say_refusal
from cms.desk.policies import DeskPolicy
from cms.desk.viewsets import DeskViewSet
from portal.calls.models import Call
from portal.clock import now
from portal.errors import DomainError
from portal.fields import CleanCharField
from portal.jury.models import Decision, Delivery, WonPrize
from portal.jury.prizes import deliver_prize, take_back_delivery

register_permission_policy(WonPrize, DeskPolicy(WonPrize))
EXPIRED = "expired"


class NoteForm(forms.Form):
    """How a prize was delivered."""

    note = CleanCharField(
        label=gettext_lazy("Note"),
        max_graphemes=1000,
        max_length=10_000,
        multiline=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("How it was delivered; stays on the desk."),
    )


class TakeBackForm(forms.Form):
    """Why it was not delivered after all."""

    reason = CleanCharField(
        label=gettext_lazy("Reason"),
        max_graphemes=1000,
        max_length=10_000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _calls_of(request: Any) -> QuerySet[Call]:
    return Call.objects.on_desk_of(request.user).select_related("current") if request else Call.objects.none()


class PrizeFilterSet(WagtailFilterSet):
    """By call, by what became of it."""

    call = django_filters.ModelChoiceFilter(
        field_name="entry__call", queryset=_calls_of, label=gettext_lazy("Call"), empty_label=gettext_lazy("All calls")
    )
    delivery = django_filters.ChoiceFilter(
        choices=[*Delivery.choices, (EXPIRED, gettext_lazy("expired and not delivered"))],
        label=gettext_lazy("Delivery"),
        method="by_delivery",
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = WonPrize
        fields: ClassVar[list[str]] = []

    def by_delivery(self, queryset: QuerySet[WonPrize], name: str, value: str) -> QuerySet[WonPrize]:
        if value == EXPIRED:
            return queryset.filter(pk__in=WonPrize.objects.expired(now().date()).values("pk"))
        return queryset.filter(status=value)


def state_words(prize: WonPrize) -> Any:
    """Whether it was delivered; that it is too late."""
    return _("expired and not delivered") if prize.is_expired(now().date()) else prize.get_status_display()


def worth(prize: WonPrize) -> str:
    """The amount, with its currency where it is money."""
    if prize.amount is None:
        return "—"
    return f"{prize.currency} {prize.amount.normalize():,f}".strip()


class PrizeIndexView(generic.IndexView):
    """What nobody has delivered first, by when it expires."""

    filterset_class = PrizeFilterSet
    page_title = gettext_lazy("Prizes")

    def get_base_queryset(self) -> QuerySet[WonPrize]:
        rows = WonPrize.objects.on_desk_of(self.request.user).for_desk()
        # Delivered ones stay also where another decision has taken the award away.
        won = Q(decision__in=Decision.objects.public()) | Q(status=Delivery.DELIVERED)
        return rows.filter(won).order_by("-status", "expires_on", "pk")

    def get_list_buttons(self, instance: WonPrize) -> list[Any]:
        return []

    @property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("product", label=_("Prize"), accessor=str, url_name="desk-prizes:prize"),
            Column("award", label=_("Award"), accessor="decision.award"),
            Column("entry", label=_("Entry")),
            Column("sponsor", label=_("Given by")),
            Column("worth", label=_("Amount"), accessor=worth),
            Column("expires_on", label=_("To be used until")),
            Column("state", label=_("Delivery"), accessor=state_words),
            DateColumn("delivered_at", label=_("Delivered at")),
        ]


class PrizeView(DeskPage):
    """One prize: for whom, what, what became of it, and the button that says so."""

    model = WonPrize
    template_name = "desk/prize.html"
    header_icon = "pick"

    def get_crumbs(self) -> list[Crumb]:
        return [("desk-prizes:index", gettext_lazy("Prizes"))]

    def get_page_title(self) -> str:
        return str(self.prize)

    @cached_property
    def prize(self) -> WonPrize:
        rows = WonPrize.objects.on_desk_of(self.user).for_desk()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        prize = self.prize
        form = NoteForm() if prize.status == Delivery.WAITING else TakeBackForm()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "prize": prize,
            "state": state_words(prize),
            "is_expired": prize.is_expired(now().date()),
            "is_delivered": prize.status == Delivery.DELIVERED,
            "worth": worth(prize),
            "history": prize.history.select_related("by"),
            "form": kwargs.get("form") or form,
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        take_back = "take_back" in request.POST
        form = TakeBackForm(request.POST) if take_back else NoteForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        try:
            if take_back:
                take_back_delivery(self.prize, reason=form.cleaned_data["reason"], by=self.user, at=now())
            else:
                deliver_prize(self.prize, note=form.cleaned_data["note"], by=self.user, at=now())
        except DomainError as refusal:
            return self.show(status=say_refusal(request, refusal))
        done = _("The prize waits for its delivery again.") if take_back else _("The prize is delivered.")
        messages.success(request, done)
        return redirect("desk-prizes:prize", pk)


class PrizeViewSet(DeskViewSet):
    """The routes of the ledger."""

    model = WonPrize
    name = "desk-prizes"
    url_prefix = "prizes"
    icon = "pick"
    menu_label = gettext_lazy("Prizes")
    menu_order = 130
    index_view_class = PrizeIndexView
    screens: ClassVar = {
        "<int:pk>/": ("prize", PrizeView),
    }


prizes = PrizeViewSet()
