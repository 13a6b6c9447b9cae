"""The clock of planned releases."""

from portal.clock import now
from portal.jury.actions import release_due
from portal.queue import every


@every(seconds=1)
def release_what_is_due() -> None:
    """An embargo ends within a second of its time."""
    release_due(at=now())
