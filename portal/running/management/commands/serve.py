"""`manage.py serve`: the web server and one worker together, for one machine."""

import io
import os
import socket
import sys
import urllib.error
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from portal.running.supervisor import Part, Supervisor


class Command(BaseCommand):
    help = "Run the web server and one worker until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument(
            "--prepare", action="store_true", help="first migrate, and fill an empty site with the demo"
        )

    def handle(self, *args: Any, host: str, port: int, prepare: bool, **options: Any) -> None:
        # What is said is seen at once, also in a file or a service's journal.
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(line_buffering=True)
        if not _is_free(host, port):
            self.stderr.write(f"Port {port} is taken, perhaps by a Firstcut that still runs.")
            self.stderr.write(f"Choose another one: PORT={port + 1} make run")
            sys.exit(1)
        try:
            if prepare:
                call_command("prepare")
                _seed()
        except KeyboardInterrupt:
            self.stderr.write("\nStopped before it was finished; the next start goes on.")
            sys.exit(130)
        os.environ |= {"HOST": host, "PORT": str(port)}
        python = sys.executable
        parts = [
            Part("web server", [python, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "portal.wsgi:application"]),
            Part("worker", [python, "manage.py", "run_worker"]),
        ]
        os.chdir(settings.BASE_DIR)
        supervisor = Supervisor(
            parts,
            ready=lambda: _answers(f"http://{host}:{port}/healthz"),
            on_ready=lambda: self.stdout.write(_where_to_look(port)),
        )
        sys.exit(supervisor.run())


def _seed() -> None:
    """Fill an empty site with the demo. One that was interrupted is done again from the start."""
    if "seed_demo" not in get_commands():
        return
    unfinished = Path(settings.DATA_DIR) / "seeding-unfinished"
    again = unfinished.exists()
    unfinished.touch()
    call_command("seed_demo", if_empty=not again)
    unfinished.unlink()


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _where_to_look(port: int) -> str:
    accounts = Path(settings.DATA_DIR) / "demo-accounts.txt"
    demo = f" · demo accounts: {accounts.read_text().strip()}" if accounts.exists() else ""
    return f"Firstcut is at http://localhost:{port}/{demo} · stop with Ctrl-C"
