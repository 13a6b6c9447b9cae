"""What happens at a place and a time, and what goes on air."""

from datetime import UTC, date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from portal.accounts.models import User
from portal.authorities.models import Authority, AuthorityKind
from portal.calls.models import Edition, editor_scopes
from portal.clock import now
from portal.films.models import Film
from portal.text import new_public_id
from portal.zones import find_zone, zone_or_utc


class Attendance(models.TextChoices):
    """How one can be there (schema.org eventAttendanceMode)."""

    OFFLINE = "offline", _("in person")
    ONLINE = "online", _("online")
    MIXED = "mixed", _("in person and online")


class EventQuerySet(models.QuerySet["Event"]):
    def on_desk_of(self, user: User) -> "EventQuerySet":
        """The events of the programmes that the person is an editor of."""
        scopes = editor_scopes(user)
        everywhere = user.is_superuser or "" in scopes
        return self if everywhere else self.filter(edition__programme__slug__in=scopes)


class Event(models.Model):
    """A gala, a screening, a forum. `zone` is an IANA name; instants are UTC. An empty end is not known."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="events")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    slug = models.SlugField(_("slug"), max_length=80, unique=True, allow_unicode=True)
    name = I18nCharField(_("name"))
    aliases = models.JSONField(_("also known as"), default=list, blank=True)
    description = I18nTextField(_("description"), blank=True, default="")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    is_all_day = models.BooleanField(_("only the day is known"), default=False)
    zone = models.CharField(_("zone"), max_length=64)
    place = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="+")
    attendance = models.CharField(_("attendance"), max_length=7, choices=Attendance, default=Attendance.OFFLINE)
    is_tentative = models.BooleanField(_("tentative"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)  # since when it is told of

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")), name="event_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    def local_day(self) -> date:
        """The day on the clocks of its zone.

        Where that is not known any more, a day alone is still the one that was written: it is stored as the midnight it
        begins with, and the midnight of UTC nearest to that begins the same day.
        """
        if self.is_all_day and find_zone(self.zone) is None:
            return (self.starts_at + timedelta(hours=12)).astimezone(UTC).date()
        return self.starts_at.astimezone(zone_or_utc(self.zone)).date()


class AiringStatus(models.TextChoices):
    """How sure it is."""

    TENTATIVE = "tentative", pgettext_lazy("airing", "tentative")
    CONFIRMED = "confirmed", pgettext_lazy("airing", "confirmed")
    CANCELLED = "cancelled", pgettext_lazy("airing", "cancelled")


class Airing(models.Model):
    """An event or a film, or the one with the other, on a channel. `day` is a day on the channel's clocks (`zone`).

    Without `at` only the day is known: nobody has named an hour, so none is shown and nothing is confirmed.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    event = models.ForeignKey(
        Event, models.CASCADE, null=True, blank=True, related_name="airings", verbose_name=_("event")
    )
    film = models.ForeignKey(
        Film, models.CASCADE, null=True, blank=True, related_name="airings", verbose_name=_("film")
    )
    channel = models.ForeignKey(
        Authority, models.PROTECT, related_name="airings", verbose_name=_("channel"),
        limit_choices_to={"kind": AuthorityKind.CHANNEL},
    )  # fmt: skip
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("instant"), null=True, blank=True)
    zone = models.CharField(_("zone"), max_length=64)
    status = models.CharField(_("status"), max_length=9, choices=AiringStatus, default=AiringStatus.TENTATIVE)
    source = models.CharField(_("source"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)  # of its calendar file: rises with each change
    changed_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("airing")
        verbose_name_plural = _("airings")
        ordering: ClassVar = ["day", models.F("at").asc(nulls_first=True), "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(event__isnull=False) | Q(film__isnull=False), name="airing_is_of_something"
            ),
            models.CheckConstraint(
                condition=Q(at__isnull=False) | ~Q(status="confirmed"), name="airing_without_hour_is_not_confirmed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.day} {self.time}".strip()

    def local_day(self) -> date:
        """The day that belongs to `time`: where the zone is not known any more, another than was typed."""
        return self.at.astimezone(zone_or_utc(self.zone)).date() if self.at else self.day

    @property
    def time(self) -> str:
        """The hour on the channel's clocks as one types it; "" while only the day is known."""
        return f"{self.at.astimezone(zone_or_utc(self.zone)):%H:%M}" if self.at else ""
