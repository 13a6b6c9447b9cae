"""One worker process: a lane for each queue, the ticks, the loops, and a watch over all of them.

The main thread watches: it renews the lease, notices tasks that pass their limit, and waits for the signal to stop.
"""

import logging
import os
import signal
import socket
import threading
import time
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connections, reset_queries
from django.utils.module_loading import autodiscover_modules

from portal.clock import now
from portal.queue.actions import LimitPassed, claim_next, count_failure, hand_back
from portal.queue.loops import start_loops
from portal.queue.models import TaskRow, WorkerLease
from portal.queue.policy import policy_of
from portal.queue.runner import run_task
from portal.queue.ticker import Ticker
from portal.text import new_public_id

logger = logging.getLogger(__name__)
WATCH_S = 0.2
RESTART_ME = 75
"""Exit code of a worker that cannot go on and wants to be started again (EX_TEMPFAIL)."""


@dataclass
class Lane:
    """One thread that works through one queue, and what it is busy with."""

    queue: str
    row: TaskRow | None = None
    ends_at: float = 0.0
    thread: threading.Thread | None = None

    def begin(self, row: TaskRow) -> None:
        self.ends_at = time.monotonic() + policy_of(row.task_path).limit_s
        self.row = row

    @property
    def is_overdue(self) -> bool:
        return self.row is not None and time.monotonic() > self.ends_at


@dataclass
class Worker:
    """Works until SIGTERM, SIGINT or `shut_down`; then finishes what it began, within `patience_s` seconds."""

    queues: list[str]
    loops: list[str] = field(default_factory=list)
    with_ticks: bool = True
    patience_s: float = 25.0
    worker_id: str = field(default_factory=lambda: f"{socket.gethostname()[:40]}-{os.getpid()}-{new_public_id(6)}")

    def __post_init__(self) -> None:
        self.stop = threading.Event()
        self.give_up = threading.Event()
        self.lanes = [Lane(queue) for queue in self.queues]
        self._signals = 0
        self._last_beat = time.monotonic()

    def run(self) -> int:
        """Returns the exit code: 0, or RESTART_ME. Anything still running then has lost its claim already."""
        autodiscover_modules("tasks")
        WorkerLease.objects.create(worker_id=self.worker_id, pid=os.getpid(), queues=",".join(self.queues)[:200])
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        threads = self._start()
        logger.info("worker %s works on %s", self.worker_id, ", ".join(self.queues))
        code = self._watch(threads)
        self._drain(threads)
        return code

    def shut_down(self) -> None:
        self._signals += 1

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.shut_down()  # no lock is taken here: the main thread may hold it

    def _start(self) -> list[threading.Thread]:
        threads = start_loops(self.loops, self.stop)
        for lane in self.lanes:
            lane.thread = threading.Thread(target=self._work, args=[lane], name=f"lane {lane.queue}", daemon=True)
            lane.thread.start()
            threads.append(lane.thread)
        if self.with_ticks:
            ticker = Ticker(self.worker_id, self.stop, settings.QUEUE_POLL_S)
            ticker.thread.start()
            threads.append(ticker.thread)
        return threads

    def _work(self, lane: Lane) -> None:
        while not self.stop.is_set():
            try:
                close_old_connections()
                reset_queries()
                row = claim_next(lane.queue, worker_id=self.worker_id, at=now()) if self._is_trusted else None
                if row is None:
                    self.stop.wait(settings.QUEUE_POLL_S)
                    continue
                lane.begin(row)
                run_task(row, self.give_up)
            except Exception:  # the database may be away for a while
                logger.exception("the lane %s stumbled", lane.queue)
                connections.close_all()
                self.stop.wait(1)
            finally:
                lane.row = None
        connections.close_all()

    @property
    def _is_trusted(self) -> bool:
        """Whether the others still take this worker for alive; after a long sleep they may not."""
        return time.monotonic() - self._last_beat < settings.QUEUE_LEASE_S / 2

    def _watch(self, threads: list[threading.Thread]) -> int:
        while not self._signals:
            if not self._beat_when_due():
                logger.error("worker %s was taken for dead by the others; it ends", self.worker_id)
                return RESTART_ME
            if any(lane.is_overdue for lane in self.lanes):
                self._fail_overdue()
                return RESTART_ME
            if not all(thread.is_alive() for thread in threads):
                logger.error("worker %s lost a thread; it ends", self.worker_id)
                return RESTART_ME
            time.sleep(WATCH_S)
        return 0

    def _beat_when_due(self) -> bool:
        """False when the lease is gone."""
        if time.monotonic() - self._last_beat < settings.QUEUE_LEASE_S / 6:
            return True
        began = time.monotonic()
        try:
            close_old_connections()
            if not WorkerLease.objects.beat(self.worker_id, now()):
                return False
            self._last_beat = began
        except (DatabaseError, InterfaceError):
            logger.exception("the lease of %s could not be renewed yet", self.worker_id)
            connections.close_all()
            time.sleep(1)
        return True

    def _fail_overdue(self) -> None:
        for lane in self.lanes:
            row = lane.row
            if row is not None and lane.is_overdue:
                logger.error("task %s %s passed its limit; the worker ends with it", row.task_path, row.pk)
                limit = policy_of(row.task_path).limit_s
                count_failure(row, LimitPassed(f"took longer than {limit:g} s"), at=now())

    def _drain(self, threads: list[threading.Thread]) -> None:
        """Let everything come to its end, then give back what did not."""
        self.stop.set()
        asked, ends_at = self._signals, time.monotonic() + self.patience_s
        # Overdue tasks have no more claim, so nobody waits for their threads.
        hung = {lane.thread for lane in self.lanes if lane.is_overdue}
        while any(thread.is_alive() for thread in threads if thread not in hung):
            if time.monotonic() > ends_at or self._signals > asked or not self._beat_when_due():
                break
            time.sleep(WATCH_S / 4)
        self.give_up.set()
        try:
            for lane in self.lanes:
                if lane.row is not None and hand_back(lane.row):
                    logger.warning("task %s %s was handed back unfinished", lane.row.task_path, lane.row.pk)
            WorkerLease.objects.filter(worker_id=self.worker_id).delete()
        except (DatabaseError, InterfaceError):
            logger.exception("worker %s could not say good-bye; the others will notice", self.worker_id)
