"""Sessions that a test leaves open on PostgreSQL: nobody could drop the test database while there is one."""

import time
from dataclasses import dataclass
from functools import cache
from typing import Any

import psycopg
from django.db import connection

# The server's own workers, such as autovacuum, make way by themselves when a database is dropped.
OTHERS = """
    SELECT pid, coalesce(state, ''), query FROM pg_stat_activity
    WHERE datname = %s AND pid <> %s AND backend_type = 'client backend'
"""
PATIENCE_S = 5.0
"""The server notices the end of a killed process within this time."""


@dataclass(frozen=True)
class Session:
    """One session of the test database besides this thread's own."""

    pid: int
    state: str
    query: str

    def __str__(self) -> str:
        return f"session {self.pid} ({self.state}), last asked: {self.query[:200]!r}"


def others() -> list[Session]:
    """Sessions of this process's test database that are not this thread's; none on SQLite."""
    if connection.vendor != "postgresql":
        return []
    mine = connection.connection.info.backend_pid if connection.connection else 0
    return [Session(*row) for row in _server().execute(OTHERS, [connection.settings_dict["NAME"], mine])]


def end_all() -> list[Session]:
    """End the others that are still there after a moment of patience; which they were."""
    ends_at = time.monotonic() + PATIENCE_S
    while (found := others()) and time.monotonic() < ends_at:
        time.sleep(0.05)
    for session in found:
        _server().execute("SELECT pg_terminate_backend(%s, 5000)", [session.pid])
    return found


@cache
def _server() -> psycopg.Connection[Any]:
    """A connection to no test database, kept: it is asked after every test."""
    config = connection.settings_dict
    who = {"user": config["USER"], "password": config["PASSWORD"]}
    return psycopg.connect(host=config["HOST"], port=config["PORT"], dbname="postgres", autocommit=True, **who)
