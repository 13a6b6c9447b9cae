"""A part of `manage.py serve`, or a helper at seeding, must not outlive what started it, however that ended."""

import os
import signal
import threading
import time

VARIABLE = "FIRSTCUT_SUPERVISOR"


def end_with_parent() -> None:
    """Ask this process to stop when the supervisor that started it is gone; without one, do nothing."""
    supervisor = int(os.environ.get(VARIABLE, "0"))
    if supervisor:
        end_with(supervisor)


def end_with(parent: int) -> None:
    """Ask this process to stop when `parent`, which started it, is gone. A killed one cannot tell its children."""
    threading.Thread(target=_watch, args=[parent], name="parent", daemon=True).start()


def _watch(supervisor: int) -> None:
    while os.getppid() == supervisor:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
