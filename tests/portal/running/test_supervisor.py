"""The supervisor with parts that are nothing but small Python programs."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from portal.running.supervisor import Part, Supervisor

POLITE = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *a: sys.exit(0))
open({!r}, "a").write("x")
while True: time.sleep(0.05)
"""
STUBBORN = POLITE.replace("lambda *a: sys.exit(0)", "signal.SIG_IGN")
FALLS = "import sys; sys.exit(3)"


def part(name: str, code: str, started: Path | None = None) -> Part:
    return Part(name, [sys.executable, "-c", code.format(str(started)) if started else code])


def ask_to_stop_when_ready(delay_s: float = 0.0) -> None:
    threading.Timer(delay_s, os.kill, [os.getpid(), signal.SIGTERM]).start()


def test_supervisor_stops_all_parts_when_asked(tmp_path: Path) -> None:
    parts = [part("one", POLITE, tmp_path / "one"), part("two", POLITE, tmp_path / "two")]
    everybody = lambda: (tmp_path / "one").exists() and (tmp_path / "two").exists()  # noqa: E731

    code = Supervisor(parts, ready=everybody, on_ready=ask_to_stop_when_ready).run()

    assert code == 0
    assert [each.process and each.process.returncode for each in parts] == [0, 0]


def test_supervisor_refuses_when_a_part_falls_before_all_is_ready(capsys: pytest.CaptureFixture[str]) -> None:
    code = Supervisor([part("web server", FALLS)], ready=lambda: False, on_ready=lambda: None).run()

    assert code == 1
    assert "The web server did not start" in capsys.readouterr().err


def test_supervisor_starts_a_fallen_part_again(tmp_path: Path) -> None:
    started = tmp_path / "starts"
    worker = part("worker", POLITE, started)

    def kill_it_once() -> None:
        assert worker.process
        worker.process.kill()
        ask_to_stop_when_ready(delay_s=1.5)

    Supervisor([worker], ready=started.exists, on_ready=kill_it_once, pause=0.1).run()

    assert started.read_text() == "xx"


def test_supervisor_kills_what_does_not_stop_in_time(tmp_path: Path) -> None:
    deaf = part("worker", STUBBORN, tmp_path / "started")
    begun = time.monotonic()

    Supervisor([deaf], ready=(tmp_path / "started").exists, on_ready=ask_to_stop_when_ready, patience=0.5).run()

    assert deaf.process
    assert deaf.process.returncode == -signal.SIGKILL
    assert time.monotonic() - begun < 10
