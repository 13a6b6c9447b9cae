"""When an event or a film is on air: the same rows on both screens."""

import re
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from cms.desk.choosers import authority_chooser, film_chooser, films_seen_by
from cms.desk.facts.film import OneFilm
from cms.desk.facts.page import Account, FactsPage, Parts
from cms.desk.facts.rows import fact_rows
from cms.desk.fields import ZoneField, begin_in
from cms.desk.pages import Crumb
from portal.accounts.models import User
from portal.authorities.models import Authority
from portal.clock import now
from portal.events.actions import airings_said, instant_on, write_airings
from portal.events.models import AiringStatus, Event
from portal.fields import CleanCharField
from portal.films.models import Film

_CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d", re.ASCII)


class ClockField(CleanCharField):
    """An hour on somebody's wall, `20:00`; "" where nobody has named one."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"placeholder": "20:00", "size": 6, "autocomplete": "off"}))
        super().__init__(max_graphemes=5, max_length=5, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and not _CLOCK.fullmatch(text):
            raise ValidationError(_("Write the hour like 20:00."), code="clock")
        return text.zfill(5) if text else ""


def clean_hour(form: forms.Form, cleaned: dict[str, Any], day: str, time: str) -> Any:
    """The instant of two fields and the zone; where it cannot be one, the field of the hour says why."""
    if not cleaned.get(day) or "zone" not in cleaned or time in form.errors:
        return None
    try:
        return instant_on(cleaned[day], cleaned.get(time) or "", cleaned["zone"])
    except ValidationError as refusal:
        form.add_error(time, refusal)
        return None


class AiringForm(forms.Form):
    """One airing. The hidden id keeps its calendar file the same."""

    public_id = CleanCharField(max_graphemes=16, max_length=16, required=False, widget=forms.HiddenInput)
    channel = forms.ModelChoiceField(
        Authority.objects.of_kind("channel"),
        label=gettext_lazy("Channel"),
        widget=authority_chooser.widget_class,
        error_messages={"invalid_choice": gettext_lazy("Choose a channel.")},
    )
    day = forms.DateField(label=gettext_lazy("Day"), widget=AdminDateInput)
    time = ClockField(
        label=gettext_lazy("Hour"),
        help_text=gettext_lazy("Left empty while nobody has named one: then the page gives the day alone."),
    )
    zone = ZoneField(initial="Asia/Shanghai")
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), choices=AiringStatus.choices, initial=AiringStatus.TENTATIVE.value
    )
    source = CleanCharField(label=gettext_lazy("Source"), max_graphemes=200, max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if zone := self.initial.get("zone"):
            begin_in(self, zone)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        at = clean_hour(self, cleaned, "day", "time")
        if at is None and cleaned.get("status") == AiringStatus.CONFIRMED and "time" not in self.errors:
            self.add_error("status", _("An airing without an hour cannot be confirmed."))
        return cleaned


class AiringsPage(FactsPage):
    """The rows of one thing, saved together, with a line in its history."""

    template_name = "desk/facts/airings.html"
    header_icon = "date"
    other: ClassVar[str]  # what else an airing may be of

    @property
    def programme(self) -> str:
        """On whose behalf the person works here."""
        return ""

    def other_field(self) -> Any:
        raise NotImplementedError

    @cached_property
    def form_class(self) -> type[forms.Form]:
        return type("OwnAiringForm", (AiringForm,), {self.other: self.other_field()})

    def parts(self) -> Parts:
        return {"airings": self.form_class}

    def forms(self, data: QueryDict | None = None) -> dict[str, Any]:
        rows = list(self.thing.airings.select_related("channel", self.other).prefetch_related("channel__names"))
        for row in rows:
            row.day = row.local_day()
        return {"airings": fact_rows(self.form_class, rows, "airings", data)}

    def said(self) -> Account:
        return airings_said(self.thing)

    def get_page_title(self) -> str:
        return _("On air: %(thing)s") % {"thing": self.thing}

    def write(self, bound: dict[str, Any], seen: str) -> tuple[Account, Account]:
        rows = bound["airings"].rows()
        return write_airings(self.thing, rows, by=self.user, at=now(), seen=seen, programme=self.programme)


class EventAirings(AiringsPage):
    """Of an event of the person's programmes; somebody else's is 404."""

    model = Event
    other = "film"
    route = "desk-events:airings"

    @cached_property
    def thing(self) -> Event:
        return get_object_or_404(events_of(self.user), pk=self.kwargs["pk"])

    def other_field(self) -> Any:
        seen = Q(pk__in=films_seen_by(self.user).values("pk")) | Q(airings__event=self.thing)
        return forms.ModelChoiceField(
            Film.objects.filter(seen).distinct(), label=gettext_lazy("Film"), required=False,
            widget=film_chooser.widget_class,
            help_text=gettext_lazy("Where a film is shown with the event."),
        )  # fmt: skip

    def get_crumbs(self) -> list[Crumb]:
        where = reverse("desk-events:edit", args=[self.thing.pk])
        return [("desk-events:index", gettext_lazy("Events")), (where, str(self.thing))]


class FilmAirings(OneFilm, AiringsPage):
    """Of a film, for whoever may correct its facts."""

    header_icon = "date"
    other = "event"
    route = "desk-films:airings"
    get_page_title = AiringsPage.get_page_title

    @property
    def thing(self) -> Film:
        return self.film

    def other_field(self) -> Any:
        seen = Q(pk__in=events_of(self.user).values("pk")) | Q(airings__film=self.film)
        return forms.ModelChoiceField(
            Event.objects.filter(seen).distinct(), label=gettext_lazy("Event"), required=False
        )

    def get_crumbs(self) -> list[Crumb]:
        return [*super().get_crumbs(), (reverse("desk-films:facts", args=[self.film.pk]), str(self.film))]


def events_of(user: User) -> QuerySet[Event]:
    """The events of the person's programmes."""
    return Event.objects.on_desk_of(user)
