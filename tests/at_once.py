"""Two people at the same moment."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

HOLD_S = 0.5


@contextmanager
def begun_elsewhere(act: Callable[[], object]) -> Iterator[None]:
    """The block runs while another connection has done `act` and has not committed it yet; half a second later it does.

    On SQLite the block waits for its first write; on PostgreSQL only for rows that it locks itself.
    """
    done, problems = threading.Event(), []

    def other() -> None:
        try:
            with transaction.atomic():
                act()
                done.set()
                threading.Event().wait(HOLD_S)
        except Exception as problem:
            problems.append(problem)
        finally:
            done.set()
            connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    done.wait()
    try:
        yield
    finally:
        thread.join()
    assert not problems
