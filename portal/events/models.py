"""What happens at a place and a time, and what goes on air."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from portal.authorities.models import Authority
from portal.calls.models import Edition


class Attendance(models.TextChoices):
    """How one can be there (schema.org eventAttendanceMode)."""

    OFFLINE = "offline", _("in person")
    ONLINE = "online", _("online")
    MIXED = "mixed", _("in person and online")


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
    channel = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="airings", verbose_name=_("on air on")
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

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
