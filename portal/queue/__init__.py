"""Work done after the answer: tasks that are tried again, things that happen every few seconds, and their workers.

`@retrying(...)` makes a task, `task.enqueue(id)` queues it in the caller's transaction, `@every(seconds=...)` makes a
tick. Both live in a room's `tasks.py`, which every worker imports.
"""

from portal.queue.policy import retrying
from portal.queue.schedule import every

__all__ = ["every", "retrying"]
