"""Real worker processes on the tests' database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests import databases


class Workers:
    """Starts workers whose deeds are noted in `folder`; all are killed at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"worker-{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run_worker", *arguments],
            cwd=settings.BASE_DIR,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "tests.worker_settings",
                "DATABASE_URL": databases.url_of(connection.settings_dict["NAME"]),
            }
            | {"DEEDS_DIR": str(self.folder), "PYTHONWARNINGS": "default", "TMPDIR": str(self.folder)}
            | environment,
            stdout=log,
            stderr=log,
        )
        self.processes.append(process)
        return process

    def noted(self, name: str) -> list[str]:
        """What tasks have written down under `name`."""
        path = self.folder / name
        return path.read_text().split() if path.exists() else []

    def logs(self) -> str:
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("worker-*.log")))

    def wait_for(self, condition: Callable[[], object], seconds: float = 60) -> None:
        """Until `condition` holds; what the workers said is in the failure."""
        ends_at = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < ends_at, self.logs()[-6000:]
            time.sleep(0.05)


@contextmanager
def workers_in(folder: Path) -> Iterator[Workers]:
    workers = Workers(folder)
    try:
        yield workers
    finally:
        for process in workers.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait()
