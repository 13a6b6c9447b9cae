"""Several processes as one: started together, restarted when they fall, stopped together.

Knows nothing of Django, so that a test can supervise anything.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from .parent import VARIABLE

LONGEST_PAUSE = 30.0


@dataclass
class Part:
    """One process: what starts it, and what became of it."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    falls: int = 0
    start_at: float = 0.0

    def start(self) -> None:
        # A session of its own: Ctrl-C in the terminal reaches the supervisor alone, which then stops all in order.
        environment = os.environ | {VARIABLE: str(os.getpid())}
        self.process = subprocess.Popen(self.command, env=environment, start_new_session=True)  # noqa: S603

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def send(self, number: int) -> None:
        """Signal the process; a kill reaches its children too."""
        if self.process is None or not self.running:
            return
        if number == signal.SIGKILL:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)


class Supervisor:
    """Run `parts` until a signal asks to stop. `ready` is asked until it says yes, then `on_ready` is called once."""

    def __init__(
        self,
        parts: list[Part],
        *,
        ready: Callable[[], bool],
        on_ready: Callable[[], None],
        patience: float = 35.0,
        pause: float = 1.0,
    ) -> None:
        self.parts = parts
        self.ready = ready
        self.on_ready = on_ready
        self.patience = patience
        self.pause = pause
        self.stopping = threading.Event()
        self.is_ready = False

    def run(self) -> int:
        """Exit code: 0 after an asked-for stop, 1 when a part fell before everything was ready."""
        previous = {number: signal.signal(number, self._asked_to_stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            for part in self.parts:
                part.start()
            failed = self._watch()
        finally:
            self._stop()
            for number, handler in previous.items():
                signal.signal(number, handler)
        if failed:
            print(f"The {failed.name} did not start (its words are above).", file=sys.stderr)  # noqa: T201
        return 1 if failed else 0

    def _asked_to_stop(self, number: int, frame: object) -> None:
        if self.stopping.is_set():  # asked twice: no more patience
            for part in self.parts:
                part.send(signal.SIGKILL)
        self.stopping.set()

    def _watch(self) -> Part | None:
        while not self.stopping.wait(0.2):
            for part in self.parts:
                if part.running:
                    continue
                if not self.is_ready:
                    return part
                self._restart(part)
            if not self.is_ready and self.ready():
                self.is_ready = True
                self.on_ready()
        return None

    def _restart(self, part: Part) -> None:
        now = time.monotonic()
        if part.process is not None:
            pause = min(self.pause * 2**part.falls, LONGEST_PAUSE)
            part.falls += 1
            print(f"The {part.name} ended ({part.process.returncode}); again in {pause:g} s.", file=sys.stderr)  # noqa: T201
            part.process = None
            part.start_at = now + pause
        elif now >= part.start_at:
            part.start()

    def _stop(self) -> None:
        for part in self.parts:
            part.send(signal.SIGTERM)
        deadline = time.monotonic() + self.patience
        for part in self.parts:
            if part.process is None:
                continue
            try:
                part.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                part.send(signal.SIGKILL)
                part.process.wait()
