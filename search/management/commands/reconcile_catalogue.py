"""Compares the catalogue with the database and repairs what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.facets import Index
from search.index import drain_all
from search.reconcile import Report, reconcile

SHOWN = 20


class Command(BaseCommand):
    help = "Compare the catalogue with the database; what differs is named, and repaired by the indexer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--drain", action="store_true", help="repair in this process (no worker is running)")

    def handle(self, *args: Any, **options: Any) -> None:
        reports = [reconcile(index) for index in Index]
        for report in reports:
            self._tell(report)
        if options["drain"]:
            drain_all()
        if any(report.odd for report in reports):
            raise CommandError("Some records have no document; the log says why.")

    def _tell(self, report: Report) -> None:
        self.stdout.write(f"{report.index}: {report.checked} checked, {report.drift} differ")
        for what in ("missing", "stale", "ghosts", "odd"):
            ids: list[str] = getattr(report, what)
            if ids:
                more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
                self.stdout.write(f"  {what}: {', '.join(ids[:SHOWN])}{more}")
