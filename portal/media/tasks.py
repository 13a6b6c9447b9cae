"""Work on files after the answer: reading what came, clearing what was given up."""

from portal.clock import now
from portal.queue import every, retrying

from . import actions
from .reading import read
from .sweeping import sweep_files


@retrying(queue="video", max_attempts=3, limit_s=6 * 3600)
def read_original(original_pk: int) -> None:
    """Hash, probe and copies of one original. Running it twice changes nothing the second time."""
    read(original_pk)


@every(seconds=60)
def expire_uploads() -> None:
    """Give up uploads that nobody continues, and finish those a killed server left whole."""
    actions.finish_whole_uploads(at=now())
    actions.expire_uploads(at=now())


@every(seconds=6 * 3600)
def sweep() -> None:
    """Delete what no row knows where people could fetch it."""
    sweep_files(at=now())


@retrying(max_attempts=10)
def delete_public_files(keys: list[str]) -> None:
    """Make withdrawn files unreachable; tried until the store has answered."""
    actions.delete_public_files(keys)
