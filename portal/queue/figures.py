"""What an operator watches: workers alive, tasks given up, and how long the oldest due task has waited."""

from portal.clock import now
from portal.queue.models import Job, TaskRow, WorkerLease


def workers_alive() -> int:
    return WorkerLease.objects.alive(now()).count()


def dead_letters() -> int:
    return Job.objects.dead().count()


def oldest_due_task_s() -> float:
    """Seconds; 0 when nothing waits."""
    at = now()
    # A task without a time of its own has one in the far future instead of none.
    waits_since = [
        max(enqueued_at, run_after) if run_after <= at else enqueued_at
        for enqueued_at, run_after in TaskRow.objects.ready().values_list("enqueued_at", "run_after")[:1000]
    ]
    return (at - min(waits_since)).total_seconds() if waits_since else 0.0
