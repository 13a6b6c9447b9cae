"""Figures for an operator."""

from datetime import timedelta

import pytest

from portal.clock import now
from portal.queue.figures import dead_letters, oldest_due_task_s, workers_alive
from portal.queue.models import TaskRow, WorkerLease
from tests.work.tasks import do

pytestmark = pytest.mark.django_db


def test_oldest_due_task_counts_from_when_it_was_due():
    assert oldest_due_task_s() == 0
    do.enqueue(1)
    do.using(run_after=now() + timedelta(hours=1)).enqueue(2)
    TaskRow.objects.update(enqueued_at=now() - timedelta(minutes=5))

    assert 300 <= oldest_due_task_s() < 360


def test_workers_alive_leaves_out_those_without_a_sign_of_life():
    WorkerLease.objects.create(worker_id="one", pid=1)
    WorkerLease.objects.create(worker_id="two", pid=2)
    WorkerLease.objects.filter(worker_id="two").update(beaten_at=now() - timedelta(hours=1))

    assert workers_alive() == 1
    assert dead_letters() == 0
