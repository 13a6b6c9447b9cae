"""`manage.py prepare`: bring database, files and buckets to where this code needs them. Safe to repeat."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from portal.running.buckets import make_buckets

LOCK = 7_011_2024  # any number, the same in every release


class Command(BaseCommand):
    help = (
        "Migrate, gather static files, make missing buckets, fill in what older releases left out. Several wait "
        "for each other."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        _lock()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            call_command("migrate", interactive=False, verbosity=options["verbosity"] - 1, stdout=self.stdout)
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        if settings.S3_ENDPOINT_URL or settings.S3_PRIVATE_BUCKET:
            for name in make_buckets():
                self.stdout.write(f"Made the bucket {name}.")
        for path in settings.PREPARATIONS:
            import_string(path)()


def _lock() -> None:
    """One at a time on PostgreSQL; held until the process ends. SQLite locks by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 0")
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
