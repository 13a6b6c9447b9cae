"""The queue's own upkeep."""

from datetime import timedelta

from portal.clock import now
from portal.queue import actions
from portal.queue.schedule import every


@every(seconds=2)
def reap() -> None:
    """Take tasks from workers that are gone."""
    actions.reap(at=now())


@every(seconds=600)
def prune() -> None:
    """Forget what was done a day ago, and failures that were dealt with a month ago."""
    at = now()
    actions.prune(done_before=at - timedelta(days=1), failed_before=at - timedelta(days=30))
