"""Carries changes into the catalogue in this process; every worker does so anyway."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from search.index import run_indexer_forever


class Command(BaseCommand):
    help = "Carry changes into the catalogue until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: stop.set())
        run_indexer_forever(stop)
