"""What has to be told to the catalogue, and who is telling it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.clock import now


class OutboxQuerySet(models.QuerySet["OutboxRow"]):
    def pending(self) -> "OutboxQuerySet":
        return self.filter(done_at=None, dead_at=None)

    def due(self, at: datetime) -> "OutboxQuerySet":
        """Pending ones whose pause is over, oldest first."""
        return self.pending().filter(not_before__lte=at).order_by("pk")

    def dead(self) -> "OutboxQuerySet":
        """Those that were given up; a person has to look at them."""
        return self.filter(dead_at__isnull=False)

    def changed_since(self, at: datetime) -> "OutboxQuerySet":
        """Those an index filled since `at` may have missed."""
        return self.filter(Q(done_at__gte=at) | Q(done_at=None, dead_at=None))


class OutboxRow(models.Model):
    """Something changed. Says what, never how: the indexer reads the present state when it comes to it.

    Rows stay for a while after they are done, so that an index which is being filled can catch up on them.
    """

    kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=64)
    enqueued_at = models.DateTimeField(default=now)
    not_before = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("change for the catalogue")
        verbose_name_plural = _("changes for the catalogue")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(done_at=None) | Q(dead_at=None), name="outbox_done_or_dead")
        ]
        indexes: ClassVar = [
            models.Index(fields=["not_before", "id"], condition=Q(done_at=None, dead_at=None), name="outbox_due"),
            models.Index(fields=["done_at"], condition=Q(done_at__isnull=False), name="outbox_done"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"


class IndexerState(models.Model):
    """The one row that makes one indexer write at a time, and lets a late one be recognised.

    `ticket` counts up with every batch and is the version of what that batch writes: an indexer that slept through
    the end of its lease writes with an older ticket, and the engine leaves it out. `written` is the last ticket whose
    changes can be found: answers may be cached under it.
    """

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    ticket = models.PositiveBigIntegerField(default=0)
    written = models.PositiveBigIntegerField(default=0)
    holder = models.CharField(max_length=40, blank=True)
    held_until = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("state of the indexer")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="one_indexer_state"),
            models.CheckConstraint(condition=Q(written__lte=models.F("ticket")), name="written_had_a_ticket"),
        ]

    def __str__(self) -> str:
        return f"ticket {self.ticket}"


class Check(models.Model):
    """What the last comparison of one index with the database found; one row for each index."""

    index = models.CharField(_("index"), max_length=10, primary_key=True)
    checked_at = models.DateTimeField(_("checked"), default=now)
    seconds = models.FloatField(_("took, in seconds"), default=0)
    checked = models.PositiveIntegerField(_("documents looked at"), default=0)
    missing = models.PositiveIntegerField(_("missing"), default=0)
    stale = models.PositiveIntegerField(_("out of date"), default=0)
    ghosts = models.PositiveIntegerField(_("without a record"), default=0)
    odd = models.PositiveIntegerField(_("without a document"), default=0)
    examples = models.JSONField(_("some of them"), default=list, blank=True)

    class Meta:
        verbose_name = _("check of the catalogue")
        verbose_name_plural = _("checks of the catalogue")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(index__in=["public", "desk"]), name="check_index_known")
        ]

    def __str__(self) -> str:
        return f"{self.index}: {self.wrong} of {self.checked}"

    @property
    def wrong(self) -> int:
        """How many documents were not as they should be."""
        return self.missing + self.stale + self.ghosts + self.odd
