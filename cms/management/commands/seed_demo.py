"""`manage.py seed_demo`: fill an empty site with the demo. Seeding twice changes nothing."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from cms.demo.seed import accounts
from cms.demo.seed.all import is_empty_site, is_there, seed


class Command(BaseCommand):
    help = "Seed the demo: reference programmes, an invented channel, generated films, accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is content already")
        parser.add_argument("--longest", type=float, default=None, help="cut the films to so many seconds (for tests)")
        parser.add_argument("--most", type=int, default=None, help="make so many films of each sort (for tests)")

    def handle(self, *args: Any, if_empty: bool, longest: float | None, most: int | None, **options: Any) -> None:
        if if_empty and (is_there() or not is_empty_site()):
            return
        started = time.monotonic()
        seed(self.stdout.write, longest=longest, most=most)
        call_command("rebuild_catalogue", stdout=self.stdout)
        self.stdout.write(f"The demo is there after {time.monotonic() - started:.0f} s. Who can sign in:")
        self.stdout.write(accounts.table())
