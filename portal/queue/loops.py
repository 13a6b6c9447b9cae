"""What runs in a worker all the time, named in settings.BACKGROUND_LOOPS.

A loop is a function of one argument, the event that asks it to return. The settings name them because they may live on
any floor, and this room is at the bottom. Every worker runs every loop, so each has to bear company.
"""

import logging
import random
import threading
import time
from collections.abc import Callable

from django.db import connections
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)
LONGEST_PAUSE_S = 60.0
Loop = Callable[[threading.Event], None]


def start_loops(paths: list[str], stop: threading.Event) -> list[threading.Thread]:
    """Start the loops at `paths`, each in a thread of its own, until `stop` is set."""
    threads = [threading.Thread(target=keep_running, args=[path, stop], name=path, daemon=True) for path in paths]
    for thread in threads:
        thread.start()
    return threads


def keep_running(path: str, stop: threading.Event, first_pause_s: float = 1.0) -> None:
    """Run the loop at `path` and begin it again after a fall, with pauses that grow while it keeps falling."""
    falls = 0
    while not stop.is_set():
        began = time.monotonic()
        try:
            loop: Loop = import_string(path)
            loop(stop)
        except Exception:
            logger.exception("the loop %s fell", path)
        finally:
            connections.close_all()
        falls = 0 if time.monotonic() - began > LONGEST_PAUSE_S else falls + 1
        # Jitter, so that a database that comes back is not met by everybody at once.
        pause = min(first_pause_s * 2 ** min(falls - 1, 10), LONGEST_PAUSE_S) if falls else first_pause_s
        stop.wait(pause * random.uniform(0.5, 1.5))  # noqa: S311
