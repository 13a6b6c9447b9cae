"""`manage.py dead_letters`: the tasks that were given up, and what to do with them."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from portal.clock import now
from portal.errors import DomainError
from portal.queue.actions import discard_dead, retry_dead
from portal.queue.models import Job


class Command(BaseCommand):
    help = "List tasks that were given up; try one again, or discard it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--retry", metavar="ID", help="give this task all its attempts again ('all' for every one)")
        what.add_argument("--discard", metavar="ID", help="put this task away for good")

    def handle(self, *args: Any, retry: str | None, discard: str | None, **options: Any) -> None:
        try:
            if retry:
                jobs = list(Job.objects.dead()) if retry == "all" else [_find(retry)]
                for job in jobs:
                    retry_dead(job, by=None, at=now())
                self.stdout.write(f"{len(jobs)} to be tried again.")
            elif discard:
                discard_dead(_find(discard), by=None, at=now())
                self.stdout.write("Discarded.")
            else:
                self._list()
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal

    def _list(self) -> None:
        for job in Job.objects.dead().select_related("task"):
            self.stdout.write(f"{job.pk}  {job.failed_at:%Y-%m-%d %H:%M:%S}Z  {job.task.task_path}  {job.last_error}")


def _find(job_id: str) -> Job:
    try:
        return Job.objects.get(pk=UUID(job_id))
    except (Job.DoesNotExist, ValueError) as error:
        raise CommandError(f"No failed task has the id {job_id}.") from error
