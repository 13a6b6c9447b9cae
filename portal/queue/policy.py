"""How often a task is tried, how long it may take, and the decorator that says so."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import ParamSpec, TypeVar

from django.utils.module_loading import import_string
from django_tasks import DEFAULT_TASK_QUEUE_NAME, task
from django_tasks.base import Task

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What happens to a task that fails: `max_attempts` tries in all, pauses that double from `backoff_s` seconds."""

    max_attempts: int = 3
    backoff_s: float = 5.0
    longest_backoff_s: float = 3600.0
    limit_s: float = 300.0

    def pause_after(self, failures: int) -> timedelta:
        """How long to wait after the `failures`-th failure; with jitter, so that a crowd does not come back as one."""
        pause = min(self.backoff_s * 2 ** min(failures - 1, 30), self.longest_backoff_s)
        return timedelta(seconds=pause * random.uniform(0.75, 1.25))  # noqa: S311


# For tasks that others define, such as Wagtail's, and for rows whose path leads nowhere.
DEFAULT = Policy()
_policies: dict[str, Policy] = {}


def retrying(
    *,
    max_attempts: int = 5,
    backoff_s: float = 5.0,
    longest_backoff_s: float = 3600.0,
    limit_s: float = 300.0,
    queue: str = DEFAULT_TASK_QUEUE_NAME,
    priority: int = 0,
) -> Callable[[Callable[P, T]], Task[P, T]]:
    """A task that is tried again after an exception, and after its worker was killed; at last it is a dead letter.

    `enqueue()` writes the row in the caller's transaction. The arguments are ids: JSON, looked up again when it runs.
    A task may run twice (a worker can die after the work and before the mark), so its body must bear that. One that
    takes longer than `limit_s` seconds costs its worker the life: a thread cannot be stopped in any other way.
    """

    def decorate(function: Callable[P, T]) -> Task[P, T]:
        made: Task[P, T] = task(queue_name=queue, priority=priority)(function)
        _policies[made.module_path] = Policy(
            max_attempts=max_attempts, backoff_s=backoff_s, longest_backoff_s=longest_backoff_s, limit_s=limit_s
        )
        return made

    return decorate


def policy_of(task_path: str) -> Policy:
    """The policy of the task at `task_path`; the default one where nothing can be found there."""
    if task_path not in _policies:
        try:
            import_string(task_path)
        except (Exception, SystemExit):  # the path may name anything, even a module that raises when imported
            return DEFAULT
    return _policies.get(task_path, DEFAULT)
