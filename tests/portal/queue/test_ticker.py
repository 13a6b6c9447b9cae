"""What happens to a tick whose connection breaks under it."""

import threading

import pytest
from django.db import connection

from portal.clock import now
from portal.queue.models import Tick, WorkerLease
from portal.queue.schedule import Periodic
from portal.queue.ticker import Ticker


@pytest.mark.django_db(transaction=True)
def test_tick_is_given_back_although_its_connection_broke():
    WorkerLease.objects.create(worker_id="w", pid=1)
    tick = Tick.objects.create(name="t", holder="w", due_at=now())

    def lose_the_database():
        connection.ensure_connection()
        connection.connection.close()

    ticker = Ticker("w", threading.Event(), 0.1)
    thread = threading.Thread(target=ticker._run_one, args=[tick, Periodic("t", lose_the_database, 1)])
    thread.start()
    thread.join()

    assert list(Tick.objects.due(now())) == [tick]
