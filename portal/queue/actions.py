"""What happens to a queued task: claimed, done, failed, taken from a dead worker, settled by an operator."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.errors import InvalidMove
from portal.queue.models import Job, JobState, TaskRow, WorkerLease
from portal.queue.policy import policy_of

logger = logging.getLogger(__name__)
GRACE_S = 30.0
"""How long after a task's limit its own worker may take to end, before others step in."""
LONGEST_TRACEBACK = 20_000


class WorkerDied(Exception):
    """The worker ended before the task did."""


class LimitPassed(Exception):
    """The task took longer than it may."""


def claim_next(queue: str, *, worker_id: str, at: datetime) -> TaskRow | None:
    """The most urgent ready task of `queue`, marked as `worker_id`'s; None when there is none.

    PostgreSQL skips rows that another worker is claiming. SQLite decides by the compare-and-set alone, so an idle
    worker never takes its one write lock.
    """
    with _lock_if_possible():
        ready = DBTaskResult.objects.ready().filter(queue_name=queue)
        if connection.features.has_select_for_update_skip_locked:
            ready = ready.select_for_update(skip_locked=True)
        for row in ready[:1]:
            row.status, row.started_at = TaskResultStatus.RUNNING, at
            row.worker_ids = [*row.worker_ids, worker_id] if isinstance(row.worker_ids, list) else [worker_id]
            waiting = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.READY)
            if waiting.update(status=row.status, started_at=at, worker_ids=row.worker_ids):
                return row
    return None


@contextmanager
def _lock_if_possible() -> Iterator[None]:
    if connection.features.has_select_for_update:
        with transaction.atomic():
            yield
    else:
        yield


def _still_held(row: TaskRow) -> "QuerySet[TaskRow]":
    """The row, as long as the claim that `row` was read with holds; the start instant tells one claim from the next."""
    return DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)


def mark_done(row: TaskRow, value: Any, *, at: datetime) -> bool:
    """Store success; False when the task had meanwhile been taken from this worker."""
    with transaction.atomic():
        held = _still_held(row).update(
            status=TaskResultStatus.SUCCESSFUL,
            finished_at=at,
            return_value=value,
            exception_class_path="",
            traceback="",
        )
        if held and len(row.worker_ids) > 1:
            Job.objects.filter(pk=row.pk).update(state=JobState.DONE)
    return bool(held)


def count_failure(row: TaskRow, error: BaseException, *, at: datetime) -> bool:
    """Store a failure and plan the next attempt, or give up after the last; False when the claim no longer held."""
    policy = policy_of(row.task_path)
    with transaction.atomic():
        if not list(_still_held(row).select_for_update().values_list("pk")):
            return False
        job, _made = Job.objects.get_or_create(
            pk=row.pk, defaults={"max_attempts": policy.max_attempts, "failed_at": at}
        )
        job.attempts, job.max_attempts, job.failed_at = job.attempts + 1, policy.max_attempts, at
        job.last_error = _storable(f"{type(error).__name__}: {error}")[:500]
        job.state = JobState.DEAD if job.attempts >= policy.max_attempts else JobState.RETRYING
        job.save()
        is_dead = job.state == JobState.DEAD
        DBTaskResult.objects.filter(pk=row.pk).update(
            status=TaskResultStatus.FAILED if is_dead else TaskResultStatus.READY,
            run_after=row.run_after if is_dead else at + policy.pause_after(job.attempts),
            finished_at=at if is_dead else None,
            return_value=None,
            exception_class_path=f"{type(error).__module__}.{type(error).__qualname__}",
            traceback=_storable("".join(format_exception(error)))[-LONGEST_TRACEBACK:],
        )
    logger.warning(
        "task %s %s failed (%d of %d): %s", row.task_path, row.pk, job.attempts, job.max_attempts, job.last_error
    )
    return True


def _storable(text: str) -> str:
    """An exception may quote what no database takes: NUL and lone surrogates."""
    return text.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode()


def hand_back(row: TaskRow) -> bool:
    """Make a task that was begun ready again without counting it as a failure: its worker has to go."""
    return bool(_still_held(row).update(status=TaskResultStatus.READY, run_after=get_date_max()))


def reap(*, at: datetime) -> int:
    """Take running tasks from workers that are gone, each counted as a failure. Returns how many."""
    dead = [lease for lease in WorkerLease.objects.all() if lease.is_dead(at)]
    for lease in dead:
        # Only if it has not beaten since: deleting the row is what tells a worker that was merely asleep to end.
        WorkerLease.objects.filter(pk=lease.pk, beaten_at=lease.beaten_at).delete()
    alive = set(WorkerLease.objects.values_list("pk", flat=True))
    buried = {lease.pk for lease in dead} - alive
    return sum(_reap_one(row, alive=alive, buried=buried, at=at) for row in DBTaskResult.objects.running())


def _reap_one(row: TaskRow, *, alive: set[str], buried: set[str], at: datetime) -> bool:
    worker = row.worker_ids[-1] if isinstance(row.worker_ids, list) and row.worker_ids else ""
    started = row.started_at or row.enqueued_at
    lease = timedelta(seconds=settings.QUEUE_LEASE_S)
    if worker in alive:
        # Its own worker ends a task that takes too long. One that lives and did not has lost track of the task.
        limit = timedelta(seconds=policy_of(row.task_path).limit_s + GRACE_S)
        if at <= started + limit + lease:
            return False
        return count_failure(row, LimitPassed(), at=at)
    # A worker without a lease (the library's own command) gets the time of one.
    if worker not in buried and at <= started + lease:
        return False
    return count_failure(row, WorkerDied(worker), at=at)


def retry_dead(job: Job, *, by: AbstractBaseUser | None, at: datetime) -> None:
    """Give a dead letter all its attempts again. Raises InvalidMove when it is not dead any more."""
    with transaction.atomic():
        _settle(job, JobState.RETRYING, by=by, at=at)
        DBTaskResult.objects.filter(pk=job.pk).update(
            status=TaskResultStatus.READY, run_after=get_date_max(), finished_at=None
        )


def discard_dead(job: Job, *, by: AbstractBaseUser | None, at: datetime) -> None:
    """Put a dead letter away for good. Raises InvalidMove when it is not dead any more."""
    with transaction.atomic():
        _settle(job, JobState.DISCARDED, by=by, at=at)


def _settle(job: Job, state: JobState, *, by: AbstractBaseUser | None, at: datetime) -> None:
    dead = Job.objects.filter(pk=job.pk, state=JobState.DEAD)
    if not dead.update(state=state, attempts=0, settled_by=by, settled_at=at):
        raise InvalidMove(_("This task has already been dealt with."))


def prune(*, done_before: datetime, failed_before: datetime) -> int:
    """Forget finished tasks; never a dead letter that nobody has dealt with. Returns how many rows went."""
    old = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=done_before)
    old |= DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__lt=failed_before).exclude(
        job__state=JobState.DEAD
    )
    ids = list(old.values_list("pk", flat=True)[:5000])
    for start in range(0, len(ids), 500):
        DBTaskResult.objects.filter(pk__in=ids[start : start + 500]).delete()
    return len(ids)
