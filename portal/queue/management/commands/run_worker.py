"""`manage.py run_worker`: background tasks, ticks and loops until SIGTERM."""

import os
import sys
import traceback
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.queue.worker import Worker


class Command(BaseCommand):
    help = "Work on background tasks, ticks and loops until SIGTERM; what was begun is finished first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = ",".join(settings.TASKS["default"]["QUEUES"])
        parser.add_argument(
            "--queues", default=known, help=f"one lane for each, separated by commas; twice for two (default: {known})"
        )
        parser.add_argument("--no-ticks", action="store_true", help="leave the ticks to other workers")
        parser.add_argument("--no-loops", action="store_true", help="leave settings.BACKGROUND_LOOPS to other workers")
        parser.add_argument("--patience", type=float, default=25, help="seconds for running tasks after SIGTERM")

    def handle(self, *args: Any, queues: str, no_ticks: bool, no_loops: bool, patience: float, **options: Any) -> None:
        names = [name for name in queues.split(",") if name]
        unknown = set(names) - set(settings.TASKS["default"]["QUEUES"])
        if unknown or not names:
            raise CommandError(f"No such queue: {', '.join(sorted(unknown)) or '(none)'}")
        worker = Worker(
            queues=names,
            loops=[] if no_loops else settings.BACKGROUND_LOOPS,
            with_ticks=not no_ticks,
            patience_s=patience,
        )
        code = 1
        try:
            code = worker.run()
        except Exception:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            # Not sys.exit: a thread that hangs in a task would keep the process, which others take for gone.
            os._exit(code)
