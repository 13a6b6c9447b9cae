"""Events in the admin: galas, screenings, forums of an edition. When they are on air is a page of its own."""

from datetime import UTC, datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from cms.desk.calls.lines import AnswersField
from cms.desk.calls.own import editions_of
from cms.desk.calls.viewset import DeskModelForm, KeptViewSet, ScopedIndexView
from cms.desk.choosers import authority_chooser
from cms.desk.facts.airings import ClockField, EventAirings, clean_hour, events_of
from cms.desk.fields import TextsField, ZoneField, begin_in
from cms.desk.policies import CallPolicy
from portal.authorities.models import Authority
from portal.calls.models import Edition
from portal.calls.zones import zone_named
from portal.clock import now
from portal.events.actions import touch_airings
from portal.events.models import Event
from portal.fields import CleanCharField
from portal.zones import zone_or_utc

register_permission_policy(Event, CallPolicy(Event))


class NamesField(AnswersField):
    """Other names, one a line; what is written twice is kept once."""

    heads = ((gettext_lazy("Name"), ()),)


class EventForm(DeskModelForm):
    """A day, and an hour where one is known, on the clocks of a zone."""

    name = TextsField(label=gettext_lazy("Name"), max_graphemes=150)
    aliases = NamesField(
        label=gettext_lazy("Also known as"), required=False,
        help_text=gettext_lazy("One a line. They all belong to this one event."),
    )  # fmt: skip
    day = forms.DateField(label=gettext_lazy("Day"), widget=AdminDateInput)
    time = ClockField(label=gettext_lazy("Hour"), help_text=gettext_lazy("Left empty where only the day is known."))
    ends_day = forms.DateField(label=gettext_lazy("Ends on"), widget=AdminDateInput, required=False)
    ends_time = ClockField(label=gettext_lazy("Ends at"))
    zone = ZoneField(initial="Asia/Shanghai")
    place = forms.ModelChoiceField(
        Authority.objects.of_kind("place", "organisation"), label=gettext_lazy("Place"), required=False,
        widget=authority_chooser.widget_class,
        error_messages={"invalid_choice": gettext_lazy("Choose a place or an organisation.")},
    )  # fmt: skip
    description = TextsField(label=gettext_lazy("Description"), max_graphemes=3000, multiline=True, required=False)
    source = CleanCharField(label=gettext_lazy("Source"), max_graphemes=200, max_length=300, required=False)

    class Meta:
        model = Event
        fields = ("edition", "parent", "slug", "name", "aliases", "zone", "place", "attendance", "is_tentative",
                  "description", "source")  # fmt: skip
        labels = {"edition": gettext_lazy("Edition"), "parent": gettext_lazy("Part of")}

    field_order = ("edition", "parent", "slug", "name", "aliases", "day", "time", "ends_day", "ends_time", "zone",
                   "is_tentative", "place", "attendance", "description", "source")  # fmt: skip

    def limit_to(self, user: Any) -> None:
        self.fields["edition"].queryset = editions_of(user)
        self.fields["parent"].queryset = events_of(user).exclude(pk=self.instance.pk)
        if self.instance.pk:
            self.fields["slug"].disabled = True  # its address
            self.initial |= _clocks(self.instance)
            begin_in(self, self.instance.zone)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = clean_hour(self, cleaned, "day", "time"), self._end(cleaned)
        parent = cleaned.get("parent")
        if parent and (parent.parent_id or (cleaned.get("edition") and parent.edition_id != cleaned["edition"].pk)):
            self.add_error("parent", _("An event is part of a whole of the same edition, and a whole of nothing else."))
        if self._leaves_parts(cleaned.get("edition")):
            self.add_error("edition", _("Its parts belong to another edition. Empty “Part of” in each of them first; "
                                        "once all have moved, set it again."))  # fmt: skip
        if self.errors:
            return cleaned
        day_only = starts is None
        starts = starts or midnight(cleaned["day"], cleaned["zone"])
        if ends and ends <= starts:
            raise ValidationError(_("It ends before it begins."), code="order")
        self.instance.starts_at, self.instance.ends_at, self.instance.is_all_day = starts, ends, day_only
        return cleaned

    def _leaves_parts(self, edition: Edition | None) -> bool:
        """Whether it is moving away from its parts: the pages of one edition would name what another still hides."""
        is_moving = edition and self.instance.pk and "edition" in self.changed_data
        return bool(is_moving and self.instance.parts.exclude(edition=edition).exists())

    def _end(self, cleaned: dict[str, Any]) -> datetime | None:
        if cleaned.get("ends_time") and not cleaned.get("ends_day"):
            cleaned["ends_day"] = cleaned.get("day")
        if not cleaned.get("ends_day"):
            return None
        if not cleaned.get("ends_time"):
            if "ends_time" not in self.errors:
                self.add_error("ends_time", _("Write the hour at which it ends, or no end at all."))
            return None
        end: datetime | None = clean_hour(self, cleaned, "ends_day", "ends_time")
        return end


def midnight(day: Any, zone: str) -> datetime:
    """Where a day begins; where the clocks jump over midnight, just after it."""
    return datetime.combine(day, time(), zone_named(zone)).astimezone(UTC)


def _clocks(event: Event) -> dict[str, Any]:
    """The instants of an event as its form shows them."""
    zone = zone_or_utc(event.zone)
    starts = event.starts_at.astimezone(zone)
    clocks = {"day": event.local_day(), "time": "" if event.is_all_day else f"{starts:%H:%M}"}
    if event.ends_at:
        ends = event.ends_at.astimezone(zone)
        clocks |= {"ends_day": ends.date(), "ends_time": f"{ends:%H:%M}"}
    return clocks


class EventIndexView(ScopedIndexView):
    def get_base_queryset(self) -> QuerySet[Event]:
        rows: QuerySet[Event] = events_of(self.request.user).select_related("edition__programme")
        return rows.order_by("-starts_at", "-pk")

    @property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("name", label=_("Name"), accessor=str, url_name="desk-events:edit"),
            Column("local_day", label=_("Day")),
            Column("edition", label=_("Edition")),
        ]


class EditEventView(generic.EditView):
    def get_object(self, queryset: Any = None) -> Any:
        return get_object_or_404(events_of(self.request.user), pk=self.kwargs["pk"])

    @property
    def header_buttons(self) -> list[Any]:
        url = reverse("desk-events:airings", args=[self.object.pk])
        return [HeaderButton(_("On air"), url=url, icon_name="date"), *super().header_buttons]

    @transaction.atomic
    def save_instance(self) -> Event:
        event: Event = super().save_instance()
        if self.form.has_changed():
            touch_airings(event, at=now())
        return event


class EventViewSet(KeptViewSet):
    """Gone is no event: others point at it, and calendars hold it."""

    model = Event
    name = "desk-events"
    url_prefix = "events"
    icon = "date"
    menu_label = gettext_lazy("Events")
    menu_order = 155
    index_view_class = EventIndexView
    edit_view_class = EditEventView
    screens: ClassVar = {"<int:pk>/airings/": ("airings", EventAirings)}

    def get_form_class(self, for_update: bool = False) -> type[EventForm]:
        return EventForm


events = EventViewSet()
