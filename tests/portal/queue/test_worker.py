"""Real processes, really killed."""

import signal
import time

import pytest
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from portal.clock import now
from portal.queue.models import Job, JobState, WorkerLease
from portal.queue.worker import RESTART_ME
from tests.asleep import put_to_sleep
from tests.work.tasks import answer_badly, do, fall, fall_once, hang, leave, render, take_long
from tests.workers import Workers

pytestmark = pytest.mark.processes


def unfinished() -> int:
    return DBTaskResult.objects.filter(Q(status="READY") | Q(status="RUNNING")).count()


def test_two_workers_do_each_task_exactly_once(workers: Workers) -> None:
    for number in range(150):
        do.enqueue(number)
    workers.start()
    workers.start("--queues", "default,default")

    workers.wait_for(lambda: unfinished() == 0)

    assert sorted(map(int, workers.noted("done"))) == list(range(150))


def test_killed_workers_task_is_done_by_another(workers: Workers) -> None:
    take_long.enqueue(1.5)
    first = workers.start()
    workers.wait_for(lambda: workers.noted("begun"))
    first.kill()
    first.wait()

    workers.start()
    workers.wait_for(lambda: workers.noted("ended"))
    workers.wait_for(lambda: unfinished() == 0)

    job = Job.objects.get()
    assert (len(workers.noted("begun")), len(workers.noted("ended"))) == (2, 1)
    assert (job.state, job.attempts) == (JobState.DONE, 1)
    assert job.last_error.startswith("WorkerDied")


def test_task_that_kills_every_worker_ends_as_dead_letter(workers: Workers) -> None:
    take_long.enqueue(60)
    for attempt in (1, 2):
        process = workers.start()
        workers.wait_for(lambda attempt=attempt: len(workers.noted("begun")) == attempt)
        process.kill()
        process.wait()
    do.enqueue(1)

    workers.start()
    workers.wait_for(lambda: workers.noted("done") == ["1"] and Job.objects.dead().exists())

    assert len(workers.noted("begun")) == 2


def test_worker_that_slept_through_its_lease_ends_and_changes_nothing(workers: Workers) -> None:
    take_long.enqueue(2)
    sleeper = workers.start(QUEUE_LEASE_S="1.5")
    workers.wait_for(lambda: workers.noted("begun"))
    put_to_sleep(sleeper)
    workers.start(QUEUE_LEASE_S="1.5")
    workers.wait_for(lambda: workers.noted("ended"))
    workers.wait_for(lambda: unfinished() == 0)
    sleeper.send_signal(signal.SIGCONT)

    assert sleeper.wait(60) == RESTART_ME
    assert Job.objects.get().state == JobState.DONE
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_task_past_its_limit_ends_its_worker_and_not_its_neighbours(workers: Workers) -> None:
    hang.enqueue()
    take_long.using(queue_name="video").enqueue(4)
    process = workers.start("--patience", "0.1")

    assert process.wait(60) == RESTART_ME
    assert Job.objects.get().last_error.startswith("LimitPassed")
    assert Job.objects.dead().count() == 1
    workers.start()
    workers.wait_for(lambda: workers.noted("ended"))
    assert Job.objects.count() == 1


def test_sigterm_finishes_what_was_begun_and_begins_nothing(workers: Workers) -> None:
    take_long.enqueue(1.5)
    process = workers.start()
    workers.wait_for(lambda: workers.noted("begun"))
    do.enqueue(1)
    process.send_signal(signal.SIGTERM)

    assert process.wait(60) == 0
    assert (len(workers.noted("ended")), workers.noted("done")) == (1, [])
    assert WorkerLease.objects.count() == 0


def test_sigterm_without_patience_hands_the_task_back_uncounted(workers: Workers) -> None:
    take_long.enqueue(60)
    process = workers.start("--patience", "0.1")
    workers.wait_for(lambda: workers.noted("begun"))
    process.send_signal(signal.SIGTERM)

    assert process.wait(60) == 0
    assert DBTaskResult.objects.get().status == "READY"
    assert Job.objects.count() == 0


def test_failing_tasks_end_as_dead_letters_and_others_go_on(workers: Workers) -> None:
    for task in (fall, fall_once):
        task.enqueue(1)
    leave.enqueue()
    answer_badly.enqueue()
    for path, payload in [("no.such.task", {}), ("os.path", []), ("", "x"), ("tests.work.tasks.do", {"args": "ab"})]:
        DBTaskResult.objects.create(
            task_path=path, args_kwargs=payload, priority=100, run_after=now(), backend_name="default"
        )
    do.enqueue(7)

    workers.start()
    workers.wait_for(lambda: workers.noted("done") == ["7"])
    # A task notes its deed before the worker stores how it ended, so it is the row that tells when that is known.
    for path in (fall.module_path, leave.module_path):
        workers.wait_for(lambda path=path: Job.objects.dead().filter(task__task_path=path).exists())
    workers.wait_for(lambda: Job.objects.filter(task__task_path__in=["no.such.task", "os.path", ""]).count() == 3)
    workers.wait_for(lambda: Job.objects.filter(state=JobState.DONE).exists())

    assert (len(workers.noted("falls")), len(workers.noted("tries"))) == (3, 2)
    assert Job.objects.get(task__task_path=fall_once.module_path).attempts == 1


def test_long_task_does_not_keep_another_queue_waiting(workers: Workers) -> None:
    take_long.enqueue(60)
    render.enqueue(1)
    workers.start()

    workers.wait_for(lambda: workers.noted("begun") and workers.noted("rendered"))

    assert workers.noted("ended") == []


def test_ticks_run_on_one_worker_at_a_time_and_survive_its_death(workers: Workers) -> None:
    first = workers.start(QUEUE_LEASE_S="1.5")
    workers.start(QUEUE_LEASE_S="1.5")
    workers.wait_for(lambda: len(workers.noted("ticks")) >= 8)
    before = workers.noted("ticks")
    first.kill()
    first.wait()
    workers.wait_for(lambda: len(workers.noted("ticks")) >= len(before) + 5)

    assert before[:8] == ["begin", "end"] * 4


def test_fallen_loop_is_begun_again(workers: Workers) -> None:
    process = workers.start(LOOPS="tests.work.tasks.loop_that_falls")
    workers.wait_for(lambda: len(workers.noted("loop")) >= 4)

    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0


def test_idle_worker_begins_a_task_at_once(workers: Workers) -> None:
    workers.start()
    workers.wait_for(WorkerLease.objects.exists)
    time.sleep(0.5)
    began = time.monotonic()
    do.enqueue(1)
    workers.wait_for(lambda: workers.noted("done"))

    assert time.monotonic() - began < 2
