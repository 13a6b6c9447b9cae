"""What the queue adds to the rows of django-tasks-db: failures, the workers' leases, and when each tick is due."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeAlias

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from portal.clock import now
from portal.queue.processes import is_gone, this_host

TaskRow: TypeAlias = DBTaskResult[..., Any]


class JobState(models.TextChoices):
    """What became of a task that failed at least once."""

    RETRYING = "retrying", _("to be tried again")
    DEAD = "dead", _("given up")
    DONE = "done", _("done at last")
    DISCARDED = "discarded", _("discarded")


class JobQuerySet(models.QuerySet["Job"]):
    def dead(self) -> "JobQuerySet":
        """The dead letters: out of attempts, waiting for an operator. Newest first."""
        return self.filter(state=JobState.DEAD).order_by("-failed_at")


class Job(models.Model):
    """A task that failed at least once. Most never do and have no such row."""

    task = models.OneToOneField(DBTaskResult, models.CASCADE, primary_key=True, related_name="job")
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.RETRYING)
    attempts = models.PositiveIntegerField(_("failed attempts"), default=0)
    max_attempts = models.PositiveIntegerField(_("attempts at most"))
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    failed_at = models.DateTimeField(_("failed"), db_index=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(_("settled"), null=True)

    objects: ClassVar[JobQuerySet] = JobQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("failed task")
        verbose_name_plural = _("failed tasks")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.task.task_path} {self.task_id}"


class WorkerLeaseQuerySet(models.QuerySet["WorkerLease"]):
    def alive(self, at: datetime) -> "WorkerLeaseQuerySet":
        """Workers that gave a sign of life within the last `QUEUE_LEASE_S` seconds."""
        return self.filter(beaten_at__gt=at - timedelta(seconds=settings.QUEUE_LEASE_S))

    def beat(self, worker_id: str, at: datetime) -> bool:
        """Renew the lease; False when another worker has already taken this one for dead."""
        return bool(self.filter(worker_id=worker_id).update(beaten_at=at))


class WorkerLease(models.Model):
    """A worker's claim to be alive. Clocks of the hosts may differ by seconds, not by a lease."""

    worker_id = models.CharField(_("worker"), max_length=64, primary_key=True)
    host = models.CharField(_("host"), max_length=200, default=this_host)
    pid = models.PositiveIntegerField(_("process"))
    queues = models.CharField(_("queues"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("started"), default=now)
    beaten_at = models.DateTimeField(_("last sign of life"), default=now)

    objects: ClassVar[WorkerLeaseQuerySet] = WorkerLeaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.worker_id

    def is_dead(self, at: datetime) -> bool:
        """Whether the lease has run out, or the process is known to be gone because it ran on this very host."""
        expired = self.beaten_at <= at - timedelta(seconds=settings.QUEUE_LEASE_S)
        return expired or is_gone(self.host, self.pid)


class TickQuerySet(models.QuerySet["Tick"]):
    def due(self, at: datetime) -> "TickQuerySet":
        """Ticks whose time has come and that no living worker is busy with."""
        holder_lives = Exists(WorkerLease.objects.alive(at).filter(worker_id=OuterRef("holder")))
        return self.filter(due_at__lte=at).exclude(~Q(holder="") & holder_lives)


class Tick(models.Model):
    """When a periodic function is due next, and which worker runs it just now."""

    name = models.CharField(max_length=200, primary_key=True)
    due_at = models.DateTimeField(default=now)
    holder = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects: ClassVar[TickQuerySet] = TickQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name

    def take(self, worker_id: str, *, next_due_at: datetime, at: datetime) -> bool:
        """Claim this run of the tick for `worker_id`; False when another worker was quicker."""
        mine = Tick.objects.due(at).filter(pk=self.pk, due_at=self.due_at, holder=self.holder)
        return bool(mine.update(holder=worker_id, due_at=next_due_at, started_at=at))

    def give_back(self, worker_id: str, *, error: str, at: datetime) -> None:
        """End a run, with what it raised or ""."""
        Tick.objects.filter(pk=self.pk, holder=worker_id).update(holder="", finished_at=at, last_error=error[:500])
