"""Starts the ticks that are due, as far as this worker gets hold of them."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import DatabaseError, InterfaceError, close_old_connections, connections, reset_queries

from portal.clock import now
from portal.queue.models import Tick
from portal.queue.schedule import Periodic, schedule

logger = logging.getLogger(__name__)
AT_ONCE = 4  # ticks are short; a slow one must not keep the others waiting


class Ticker:
    """Ticks for the worker `worker_id` until `stop` is set."""

    def __init__(self, worker_id: str, stop: threading.Event, poll_s: float) -> None:
        self.worker_id, self.stop, self.poll_s = worker_id, stop, poll_s
        self.thread = threading.Thread(target=self.run, name="ticks", daemon=True)
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="tick")

    def run(self) -> None:
        is_prepared = False
        while not self.stop.is_set():
            try:
                close_old_connections()
                reset_queries()
                if not is_prepared:
                    Tick.objects.bulk_create([Tick(name=name) for name in schedule()], ignore_conflicts=True)
                    is_prepared = True
                self.start_due()
            except Exception:  # the database may be away for a while
                logger.exception("ticks could not be started")
                connections.close_all()
                self.stop.wait(1)
            self.stop.wait(self.poll_s)
        self._pool.shutdown(wait=True, cancel_futures=True)
        connections.close_all()

    def start_due(self) -> None:
        """Start, in threads, what is due and nobody else has taken."""
        at = now()
        known = schedule()
        for tick in Tick.objects.due(at).filter(name__in=known):
            periodic = known[tick.name]
            if tick.take(self.worker_id, next_due_at=periodic.next_after(tick.due_at, at), at=at):
                self._pool.submit(self._run_one, tick, periodic)

    def _run_one(self, tick: Tick, periodic: Periodic) -> None:
        error = ""
        try:
            periodic.function()
        except Exception as problem:
            logger.exception("the tick %s failed", tick.name)
            error = f"{type(problem).__name__}: {problem}".replace("\0", "\\0")
        try:
            self._give_back(tick, error)
        finally:
            connections.close_all()

    def _give_back(self, tick: Tick, error: str) -> None:
        """Until it is stored: a tick that a living worker seems to be busy with would never be started again."""
        while True:
            try:
                tick.give_back(self.worker_id, error=error, at=now())
                return
            except (DatabaseError, InterfaceError):
                logger.exception("the tick %s could not be given back yet", tick.name)
                connections.close_all()
                if self.stop.wait(1):
                    return
