"""One row at a time: claims, failures, dead letters, the reaper."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.clock import now
from portal.errors import InvalidMove
from portal.queue.actions import claim_next, count_failure, discard_dead, hand_back, mark_done, prune, reap, retry_dead
from portal.queue.models import Job, JobState, WorkerLease
from portal.queue.policy import DEFAULT, Policy, policy_of
from tests.work.tasks import do, fall, render

pytestmark = pytest.mark.django_db


def claimed(worker: str = "w1") -> Any:
    row = claim_next("default", worker_id=worker, at=now())
    assert row is not None
    return row


def test_enqueue_rolls_back_with_its_transaction():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        do.enqueue(1)
        raise ZeroDivisionError

    assert DBTaskResult.objects.count() == 0


def test_claim_takes_each_task_once():
    do.enqueue(1)
    render.enqueue(2)

    claims = [claim_next("default", worker_id="w1", at=now()) for _i in range(2)]

    assert [claim is None for claim in claims] == [False, True]


def test_failure_is_tried_again_after_a_pause_and_then_dead():
    fall.enqueue(1)
    states = []
    for _i in range(3):
        DBTaskResult.objects.update(run_after=now())
        row = claimed()
        assert count_failure(row, ValueError("x\0y \ud800"), at=now())
        states.append(Job.objects.get().state)
    row.refresh_from_db()

    assert states == [JobState.RETRYING, JobState.RETRYING, JobState.DEAD]
    assert row.status == TaskResultStatus.FAILED
    assert Job.objects.get().last_error == "ValueError: x\\0y \\ud800"
    assert list(Job.objects.dead()) == [Job.objects.get()]


def test_failed_task_is_not_ready_before_its_pause_is_over():
    fall.enqueue(1)
    count_failure(claimed(), ValueError(), at=now() + timedelta(minutes=1))

    assert claim_next("default", worker_id="w1", at=now()) is None


def test_outcome_of_a_lost_claim_is_dropped():
    do.enqueue(1)
    old = claimed("w1")
    hand_back(old)
    new = claimed("w2")

    assert not mark_done(old, None, at=now())
    assert not count_failure(old, ValueError(), at=now())
    assert not hand_back(old)
    assert mark_done(new, None, at=now())
    assert Job.objects.count() == 0


def test_reaper_leaves_living_workers_alone():
    WorkerLease.objects.create(worker_id="w1", pid=1, host="elsewhere")
    do.enqueue(1)
    claimed("w1")

    assert reap(at=now()) == 0


def test_reaper_takes_tasks_from_a_worker_whose_lease_ran_out(settings):
    WorkerLease.objects.create(worker_id="w1", pid=1, host="elsewhere")
    do.enqueue(1)
    claimed("w1")
    later = now() + timedelta(seconds=settings.QUEUE_LEASE_S + 1)

    assert reap(at=later) == 1
    assert not WorkerLease.objects.beat("w1", later)
    assert Job.objects.get().last_error == "WorkerDied: w1"
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY


def test_reaper_needs_no_patience_for_a_process_known_to_be_gone():
    WorkerLease.objects.create(worker_id="w1", pid=4_194_303)
    do.enqueue(1)
    claimed("w1")

    assert reap(at=now()) == 1


def test_reaper_takes_a_task_its_living_worker_has_lost_track_of():
    WorkerLease.objects.create(worker_id="w1", pid=1, host="elsewhere", beaten_at=now() + timedelta(hours=2))
    do.enqueue(1)
    claimed("w1")

    assert reap(at=now() + timedelta(seconds=299)) == 0
    assert reap(at=now() + timedelta(hours=1)) == 1


def test_reaper_bears_a_row_of_rubbish():
    DBTaskResult.objects.create(
        task_path="", args_kwargs="rubbish", worker_ids={}, status="RUNNING", run_after=now(), backend_name="default"
    )

    assert reap(at=now() + timedelta(hours=1)) == 1


def test_dead_letter_is_dealt_with_once(django_user_model):
    by = django_user_model.objects.create_user("op@example.org")
    fall.enqueue(1)
    count_failure(claimed(), ValueError(), at=now())
    Job.objects.update(state=JobState.DEAD)
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    job = Job.objects.get()

    retry_dead(job, by=by, at=now())

    assert claimed().pk == job.pk
    with pytest.raises(InvalidMove):
        retry_dead(job, by=by, at=now())
    with pytest.raises(InvalidMove):
        discard_dead(job, by=by, at=now())
    job.refresh_from_db()
    assert (job.state, job.attempts, job.settled_by) == (JobState.RETRYING, 0, by)


def test_prune_forgets_what_is_done_and_keeps_dead_letters():
    old = now() - timedelta(days=99)
    do.enqueue(1)
    mark_done(claimed(), None, at=old)
    for state in (JobState.DEAD, JobState.DISCARDED):
        fall.enqueue(1)
        count_failure(claimed(), ValueError(), at=old)
        DBTaskResult.objects.filter(status="READY").update(status="FAILED", finished_at=old)
        Job.objects.filter(state=JobState.RETRYING).update(state=state)

    assert prune(done_before=now(), failed_before=now()) == 2
    assert Job.objects.get().state == JobState.DEAD


def test_policy_pauses_double_up_to_the_longest():
    policy = Policy(backoff_s=10, longest_backoff_s=60)

    pauses = [policy.pause_after(failures).total_seconds() for failures in (1, 2, 3, 4, 9999)]

    for pause, expected in zip(pauses, [10, 20, 40, 60, 60], strict=True):
        assert expected * 0.75 <= pause <= expected * 1.25


@pytest.mark.parametrize("path", ["", "nothing", "no.such.module", "os.path", "tests.work.leaves.x"])
def test_policy_of_rubbish_is_the_default(path):
    assert policy_of(path) == DEFAULT
