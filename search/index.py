"""The one indexer: carries the outbox into the engine, in batches, until each change is there or given up."""

import logging
import random
import secrets
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import close_old_connections, reset_queries

from portal.clock import now
from search.documents import document_id
from search.engines import engine
from search.engines.base import EngineBusy, EngineDown, Failure
from search.models import OutboxRow
from search.outbox import end_turn, mark_written, take_turn
from search.rebuild import fill_missing
from search.spreading import is_cause, spread
from search.writing import write_present_state

logger = logging.getLogger(__name__)
POLL_S = 0.5
BATCH, SMALLEST_BATCH = 500, 25
GIVE_UP_AFTER = 8  # attempts
FIRST_PAUSE_S, LONGEST_PAUSE_S = 2.0, 600.0
LOOK_EVERY_S = 30.0  # whether the indexes are still there
# Between two knocks at an engine that does not answer, or says that it has too much to do. Once an engine is back it
# still shows what was withdrawn meanwhile, so that the first is short.
LONGEST_AWAY_S, LONGEST_BUSY_S = 3.0, 30.0
KEEP_DONE_FOR = timedelta(days=1)


def run_indexer_forever(stop: threading.Event) -> None:
    """The background loop of a worker. Several may run: a lease lets one write at a time."""
    holder = secrets.token_hex(8)
    misses, batch, is_looked_at = 0, BATCH, float("-inf")
    try:
        while not stop.is_set():
            close_old_connections()
            reset_queries()
            try:
                if time.monotonic() - is_looked_at > LOOK_EVERY_S:
                    fill_missing(holder, stop)
                    is_looked_at = time.monotonic()
                count = drain(holder, batch)
                misses, batch = 0, min(BATCH, batch * 2)
            except EngineDown as error:
                misses, is_looked_at = misses + 1, float("-inf")
                is_busy = isinstance(error, EngineBusy)
                batch = max(SMALLEST_BATCH, batch // 2) if is_busy else batch
                if misses & (misses - 1) == 0:  # the 1st, 2nd, 4th, 8th …: an hour without it is no flood
                    logger.warning("the catalogue cannot be written, %d in a row: %s", misses, str(error)[:300])
                end_turn(holder)
                stop.wait(_pause(misses, first=0.5, longest=LONGEST_BUSY_S if is_busy else LONGEST_AWAY_S))
                continue
            if not count:
                stop.wait(POLL_S)
    finally:
        end_turn(holder)
        close = getattr(engine(), "close", None)
        if close:
            close()


def drain(holder: str = "by hand", batch: int = BATCH) -> int:
    """Carry one batch of due changes over; how many rows were dealt with. Raises EngineDown, and then none was."""
    rows = list(OutboxRow.objects.due(now())[:batch])
    if not rows:
        return 0
    ticket = take_turn(holder)
    if ticket is None:
        return 0
    causes, changes = [row for row in rows if is_cause(row)], [row for row in rows if not is_cause(row)]
    _settle(causes, spread(causes))  # before the engine is asked: while it is away nothing is to be spread twice
    wanted = list(dict.fromkeys((row.kind, row.object_id) for row in changes))
    failures = write_present_state(wanted, ticket)
    mark_written(ticket)
    _settle(changes, failures)
    _forget_old()
    return len(rows)


def drain_all(holder: str = "by hand") -> int:
    """Drain until nothing is due; how many rows."""
    total = 0
    while count := drain(holder):
        total += count
    return total


def _settle(rows: Sequence[OutboxRow], failures: Mapping[str, Failure]) -> None:
    if not rows:
        return
    at = now()
    done = [row.pk for row in rows if document_id(row.kind, row.object_id) not in failures]
    OutboxRow.objects.filter(pk__in=done).update(done_at=at, last_error="")
    _drop_earlier_failures(rows)
    for row in rows:
        failure = failures.get(document_id(row.kind, row.object_id))
        if failure is None:
            continue
        attempts = row.attempts + 1
        changes: dict[str, Any] = {"attempts": attempts, "last_error": failure.reason.replace("\0", " ")}
        if attempts >= GIVE_UP_AFTER:
            logger.error("%s is given up: %s", row, failure.reason)
            changes["dead_at"] = at
        else:
            pause = _pause(attempts, first=FIRST_PAUSE_S, longest=LONGEST_PAUSE_S)
            changes["not_before"] = at + timedelta(seconds=pause)
        OutboxRow.objects.filter(pk=row.pk).update(**changes)


def _drop_earlier_failures(rows: Sequence[OutboxRow]) -> None:
    """What was given up and is now being told again stands in the newer row: done, tried again or given up there."""
    told = {(row.kind, row.object_id) for row in rows}
    dead = OutboxRow.objects.dead().exclude(pk__in=[row.pk for row in rows])
    old = [pk for pk, kind, object_id in dead.values_list("pk", "kind", "object_id") if (kind, object_id) in told]
    if old:
        OutboxRow.objects.filter(pk__in=old).delete()


def _forget_old() -> None:
    """Now and then, drop what no rebuild can need any more."""
    if random.random() < 0.01:  # noqa: S311
        OutboxRow.objects.filter(done_at__lt=now() - KEEP_DONE_FOR).delete()


def _pause(misses: int, *, first: float, longest: float) -> float:
    """Seconds, doubling, with jitter so that nobody knocks in step."""
    pause: float = min(first * 2 ** min(misses - 1, 20), longest)
    return pause * random.uniform(0.5, 1.0)  # noqa: S311
