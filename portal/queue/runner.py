"""Runs one claimed task and stores how it ended, however long the database takes to listen."""

import logging
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from django.utils import timezone, translation
from django_tasks.base import TaskContext
from django_tasks.signals import task_finished, task_started
from django_tasks.utils import normalize_json

from portal.clock import now
from portal.queue.actions import count_failure, mark_done
from portal.queue.models import TaskRow

logger = logging.getLogger(__name__)


def run_task(row: TaskRow, give_up: threading.Event) -> None:
    """Run the task of `row` in this thread. Never raises for what the task does."""
    try:
        with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
            value = normalize_json(_call(row))
    except BaseException as error:  # even sys.exit() in a task must not end the worker
        problem = error
        _persist(lambda: count_failure(row, problem, at=now()), give_up)
    else:
        try:
            _persist(lambda: mark_done(row, value, at=now()), give_up)
        except Exception as error:  # a value that this database cannot hold
            problem = error
            _persist(lambda: count_failure(row, problem, at=now()), give_up)


def _call(row: TaskRow) -> object:
    task, result = row.task, row.task_result
    backend = type(task.get_backend())
    task_started.send(sender=backend, task_result=result)
    # The two libraries' result classes differ in their type parameters only.
    context = [TaskContext(task_result=result)] if task.takes_context else []  # type: ignore[arg-type]
    value = task.call(*context, *result.args, **result.kwargs)
    task_finished.send(sender=backend, task_result=result)
    return value


def _persist(store: Callable[[], bool], give_up: threading.Event) -> None:
    """Store the outcome; while the database is away, again and again, because only this thread knows it."""
    while True:
        try:
            if not store():
                logger.warning("a task ended after it had been taken from this worker; its outcome is dropped")
            return
        except (OperationalError, InterfaceError):
            logger.exception("the outcome of a task could not be stored yet")
            connections.close_all()
            if give_up.wait(1):
                return
