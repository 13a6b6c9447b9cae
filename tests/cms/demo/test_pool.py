"""Seeding killed in the middle."""

import os
import signal
import subprocess
import sys
import time

from django.conf import settings

MAKE = """
import multiprocessing, os, sys, time
from concurrent.futures import ProcessPoolExecutor
from portal.running.parent import end_with
if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(1, context, initializer=end_with, initargs=[os.getpid()])
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_helper_ends_with_the_process_that_was_killed(tmp_path):
    script = tmp_path / "make.py"
    script.write_text(MAKE)
    environment = os.environ | {"PYTHONPATH": str(settings.BASE_DIR)}
    seeding = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment)
    assert seeding.stdout
    helper = int(seeding.stdout.readline())

    seeding.send_signal(signal.SIGKILL)
    seeding.wait()

    ends_at = time.monotonic() + 20
    while is_there(helper):
        assert time.monotonic() < ends_at
        time.sleep(0.1)
