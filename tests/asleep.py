"""Putting a running worker to sleep, as a machine does that is short of everything."""

import signal
import sqlite3
import subprocess
import time
from contextlib import closing

import pytest
from django.db import connection


def put_to_sleep(process: subprocess.Popen[bytes]) -> None:
    """Stop a worker between its writes: one stopped inside a write holds SQLite's only lock, and nobody works on."""
    for _attempt in range(100):
        process.send_signal(signal.SIGSTOP)
        time.sleep(0.05)  # it takes a moment to stop, in which it might begin to write
        if can_write():
            return
        process.send_signal(signal.SIGCONT)
        time.sleep(0.03)
    pytest.fail("the worker was always writing")


def can_write() -> bool:
    """Whether somebody else could write now. PostgreSQL locks rows only."""
    if connection.vendor != "sqlite":
        return True
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0.2, isolation_level=None)) as probe:
        try:
            probe.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        probe.execute("ROLLBACK")
        return True
