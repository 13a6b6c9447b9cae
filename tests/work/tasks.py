"""Tasks for the tests: what they did is in files, which outlive every transaction and process."""

import os
import threading
import time
from pathlib import Path

from portal.queue import every, retrying


def note(name: str, text: str) -> None:
    """Append a line to the file `name`; one write, so that processes do not mix."""
    with Path(os.environ["DEEDS_DIR"], name).open("a") as file:
        file.write(f"{text}\n")


def noted(folder: Path, name: str) -> list[str]:
    path = folder / name
    return path.read_text().split() if path.exists() else []


@retrying()
def do(number: int) -> None:
    note("done", str(number))


@retrying(queue="video")
def render(number: int) -> None:
    note("rendered", str(number))


@retrying(max_attempts=3, backoff_s=0.1)
def fall(number: int) -> None:
    note("falls", str(number))
    raise ValueError("no\0thing \ud800 works")


@retrying(max_attempts=3, backoff_s=0.1)
def fall_once(number: int) -> None:
    note("tries", str(number))
    if not Path(os.environ["DEEDS_DIR"], "mended").exists():
        note("mended", "x")
        raise ValueError("not yet")


@retrying(max_attempts=2, backoff_s=0.1)
def take_long(seconds: float) -> None:
    note("begun", str(os.getpid()))
    time.sleep(seconds)
    note("ended", str(os.getpid()))


@retrying(max_attempts=1, limit_s=1)
def hang() -> None:
    note("begun", str(os.getpid()))
    time.sleep(600)


@retrying(max_attempts=2, backoff_s=0.1)
def leave() -> None:
    note("left", "x")
    raise SystemExit(3)


@retrying(max_attempts=1)
def answer_badly() -> str:
    return "a\0b"


@every(seconds=0.3)
def tick() -> None:
    """Takes longer than its period, so that two at once would show."""
    note("ticks", "begin")
    time.sleep(0.4)
    note("ticks", "end")


def loop_that_falls(stop: threading.Event) -> None:
    note("loop", "begun")
    stop.wait(0.1)
    raise ValueError("oh")
