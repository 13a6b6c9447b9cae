"""Fills the catalogue anew beside the one that answers, and switches."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search.facets import Index
from search.rebuild import rebuild


class Command(BaseCommand):
    help = "Fill the catalogue anew from the database. The present one answers until the new one takes over."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("index", nargs="*", choices=[*map(str, Index), []], help="public, desk; both if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        for index in map(Index, options["index"] or Index):
            began = time.monotonic()
            count = rebuild(index, on_progress=self._tell)
            self.stdout.write(f"{index}: {count} objects in {time.monotonic() - began:.1f} s")

    def _tell(self, index: Index, count: int) -> None:
        if count % 10_000 == 0:
            self.stdout.write(f"{index}: {count} …")
