"""Filling an index from the database beside the one that answers, and letting it take over without a gap."""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from portal.clock import now
from search.documents import split_id
from search.engines import engine
from search.facets import Index
from search.kinds import Kind, kinds_of
from search.models import OutboxRow
from search.outbox import announce, announce_many, mark_written, take_ticket, take_turn
from search.writing import write_present_state

logger = logging.getLogger(__name__)
CHUNK = 500
CLOCKS_DIFFER = timedelta(seconds=60)
Progress = Callable[[Index, int], None]


class Stopped(Exception):
    """The process is asked to end; the half-filled index is thrown away."""


def rebuild(index: Index, on_progress: Progress | None = None, stop: threading.Event | None = None) -> int:
    """Fill a new index, catch up on what changed meanwhile, switch to it. How many objects were read.

    The old one answers, and takes changes, until the switch. What changes during the switch itself is announced once
    more, so that it reaches the new one whichever of the two took it.
    """
    started_at = now() - CLOCKS_DIFFER
    ticket = take_ticket()
    name = engine().begin(index)
    try:
        count = 0
        for kind in kinds_of(index):
            for keys in _chunks(kind, index):
                if stop is not None and stop.is_set():
                    raise Stopped
                _put(index, name, kind, keys, ticket)
                count += len(keys)
                if on_progress:
                    on_progress(index, count)
        caught_up_at = _catch_up(index, name, started_at)
        engine().switch(index, name)
    except BaseException:
        engine().discard(index, name)
        raise
    _announce_again(caught_up_at - CLOCKS_DIFFER)
    mark_written(take_ticket())
    return count


def fill_missing(holder: str, stop: threading.Event | None = None) -> list[Index]:
    """Fill the indexes that do not exist in this code's shape: the first start, a new version, a lost index."""
    missing = [index for index in Index if not engine().is_ready(index)]
    if missing and take_turn(holder) is None:
        return []
    for index in missing:
        logger.warning("the %s catalogue is being filled", index)
        try:
            rebuild(index, on_progress=lambda _index, _count: _keep_turn(holder), stop=stop)
        except Stopped:
            break
    return missing


def _keep_turn(holder: str) -> None:
    take_turn(holder)


def _chunks(kind: Kind[Any], index: Index) -> Iterator[list[str]]:
    """Keys of everything of a kind, in order, a chunk at a time; what comes in meanwhile is caught up on later."""
    last: Any = None
    while True:
        objects = kind.everything().order_by("pk")
        rows = objects.filter(pk__gt=last) if last is not None else objects
        keys = list(rows.values_list("pk", flat=True)[:CHUNK])
        if not keys:
            return
        yield [str(key) for key in keys]
        last = keys[-1]


def _put(index: Index, name: str, kind: Kind[Any], keys: list[str], ticket: int) -> None:
    failures = write_present_state([(kind.name, key) for key in keys], ticket, {index: name})
    for doc_id in failures:
        announce(*split_id(doc_id))  # tried again, and given up with its reason, as any other change


def _catch_up(index: Index, name: str, since: datetime) -> datetime:
    """Write what was announced since the filling began, until a round takes less than a chunk; five rounds at most."""
    began = since
    for is_last in (False, False, False, False, True):
        began = now()
        rows = OutboxRow.objects.changed_since(since).values_list("kind", "object_id").distinct()
        wanted = list(rows)
        ticket = take_ticket()
        for start in range(0, len(wanted), CHUNK):
            write_present_state(wanted[start : start + CHUNK], ticket, {index: name})
        if is_last or len(wanted) < CHUNK:
            break
        since = began - CLOCKS_DIFFER
    return began


def _announce_again(since: datetime) -> None:
    """What was carried over around the switch, or is just being, may go into the index that is no longer asked."""
    rows = OutboxRow.objects.changed_since(since).values_list("kind", "object_id").distinct()
    by_kind: dict[str, list[str]] = {}
    for kind, object_id in rows:
        by_kind.setdefault(kind, []).append(object_id)
    for kind, object_ids in by_kind.items():
        announce_many(kind, object_ids)
