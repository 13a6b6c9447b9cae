"""Compares every copy that was handed in with its hash."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.entries.evidence import altered_copies


class Command(BaseCommand):
    help = "Compare every copy that was handed in with the hash of its receipt; names those that were changed since."

    def handle(self, *args: Any, **options: Any) -> None:
        altered = [f"{row.receipt()} (copy {row.sequence}, row {row.pk})" for row in altered_copies()]
        if altered:
            raise CommandError("Changed since they were handed in: " + ", ".join(altered))
        self.stdout.write("Every copy is what was handed in.")
