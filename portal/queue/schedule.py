"""What happens every few seconds, by exactly one worker at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

Tickable = Callable[[], object]


@dataclass(frozen=True)
class Periodic:
    """A function without arguments and the seconds from one start of it to the next."""

    name: str
    function: Tickable
    seconds: float

    def next_after(self, due_at: datetime, at: datetime) -> datetime:
        """The next instant on the grid that began with `due_at`; missed ones are not made up for."""
        following = due_at + timedelta(seconds=self.seconds)
        return following if following > at else at + timedelta(seconds=self.seconds)


_schedule: dict[str, Periodic] = {}


def every(*, seconds: float) -> Callable[[Tickable], Tickable]:
    """Run the function each `seconds` seconds, on one worker of all; while it still runs it is not started again.

    It has to bear being cut off at any point. What it raises is logged, and the next tick comes in its time.
    """

    def decorate(function: Tickable) -> Tickable:
        name = f"{function.__module__}.{function.__qualname__}"
        _schedule[name] = Periodic(name, function, seconds)
        return function

    return decorate


def schedule() -> dict[str, Periodic]:
    """Every tick by name, of the modules imported so far."""
    return dict(_schedule)
