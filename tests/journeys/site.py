"""The site as it is in production: its own start commands, as processes, on a database of their own.

Everything that differs between SQLite with the embedded engine and PostgreSQL with Elasticsearch, S3 and Redis comes
from the environment of the test run. Two web processes and one worker, the demo seeded once.
"""

import fcntl
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from portal.running.parent import VARIABLE
from tests import databases

SECRET_KEY = "the key of the site that the journeys walk through"
DEMO = ("--longest=1", "--most=3")
LOUD = ("error", "critical")
# A folder that keeps what was seeded, on SQLite alone: a second test process, or run, need not seed for itself.
KEPT = os.environ.get("JOURNEYS_SEEDED", "")
START: dict[str, list[str]] = {
    "web": ["-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "portal.wsgi:application"],
    "worker": ["manage.py", "run_worker"],
}


class Site:
    """Where it is, what it is made of, and what it wrote into its logs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.url = f"https://localhost:{self.port}"
        self.database = _database_name()
        self.search_prefix = f"{settings.SEARCH_PREFIX}-journeys"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._heard: dict[str, int] = {}

    def start(self) -> None:
        """Prepare, seed, start; as docs/operating.md says."""
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(Path(settings.DATA_DIR) / "catalogue", ignore_errors=True)
        cache.clear()
        _certify(self.folder)
        with _alone():
            if not self._take_kept():
                self.manage("prepare")
                self.manage("seed_demo", *DEMO)
                self._keep()
        for name in START:
            self.launch(name)
        self._wait_until_ready()
        self.complaints()

    def _take_kept(self) -> bool:
        there = connection.vendor == "sqlite" and bool(KEPT) and Path(KEPT).exists()
        if there:
            shutil.copytree(KEPT, settings.DATA_DIR, dirs_exist_ok=True)
            self.manage("prepare")
        return there

    def _keep(self) -> None:
        if KEPT and connection.vendor == "sqlite":
            shutil.copytree(settings.DATA_DIR, KEPT)

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py beside the site; what it said."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout[-3000:]}{done.stderr[-3000:]}"
        return done.stdout

    def launch(self, name: str) -> subprocess.Popen[bytes]:
        """Start "web" or "worker"."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, *START[name]],
                cwd=settings.BASE_DIR,
                env=self.environment() | {VARIABLE: str(os.getpid())},
                stdout=log,
                stderr=log,
            )
        return self.processes[name]

    def stop(self) -> None:
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(45)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def environment(self) -> dict[str, str]:
        """That of the test run, with the settings of production instead of the tests'."""
        certificate = f"--certfile={self.folder / 'site.pem'} --keyfile={self.folder / 'site.key'}"
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.base",
            "SECRET_KEY": SECRET_KEY,
            "ALLOWED_HOSTS": "localhost",
            "BASE_URL": self.url,
            "PORT": str(self.port),
            "EMAIL_URL": f"file://{self.folder / 'letters'}",
            "DATABASE_URL": databases.url_of(self.database),
            "DATA_DIR": str(settings.DATA_DIR),
            "SEARCH_PREFIX": self.search_prefix,
            "LOG_LEVEL": "INFO",
            "WEB_PROCESSES": "2",
            # A browser opens connections ahead; over TLS without a proxy each of them holds a thread until it is used.
            "WEB_THREADS": "16",
            "PYTHONWARNINGS": "default",
            "GUNICORN_CMD_ARGS": certificate,
        }

    def web_processes(self) -> list[int]:
        """The numbers of the processes that answer requests."""
        main = self.processes["web"].pid
        return [int(pid) for pid in Path(f"/proc/{main}/task/{main}/children").read_text().split()]

    def complaints(self) -> list[str]:
        """What the processes have logged as an error since the last call, and which of them have ended."""
        ended = [f"the {name} has ended" for name, process in self.processes.items() if process.poll() is not None]
        return ended + [line for name in START for line in self._new_lines(name) if _is_complaint(line)]

    def _new_lines(self, name: str) -> list[str]:
        with (self.folder / f"{name}.log").open("rb") as log:
            log.seek(self._heard.get(name, 0))
            words = log.read()
        # A line that is still being written is heard next time.
        whole = words[: words.rfind(b"\n") + 1]
        self._heard[name] = self._heard.get(name, 0) + len(whole)
        return whole.decode(errors="replace").splitlines()

    def _wait_until_ready(self, seconds: float = 90) -> None:
        ends_at = time.monotonic() + seconds
        while not self._is_ready():
            assert time.monotonic() < ends_at, self.logs()
            time.sleep(0.2)

    def _is_ready(self) -> bool:
        answer = self.answer("/readyz")
        return bool(answer.get("ready") and answer["figures"]["workers_alive"])

    def answer(self, path: str) -> dict[str, dict[str, float]]:
        """The JSON at `path`; {} where nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=5, context=_trusting()) as response:
                return dict(json.load(response))
        except (urllib.error.URLError, OSError):
            return {}

    def logs(self) -> str:
        return "\n".join((self.folder / f"{name}.log").read_text()[-4000:] for name in START)


@contextmanager
def _alone() -> Iterator[None]:
    """One test process at a time, where they share what is seeded."""
    if not KEPT:
        yield
        return
    with Path(f"{KEPT}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def running_site() -> Iterator[Site]:
    """A site of this test process, gone afterwards."""
    site = Site(Path(settings.DATA_DIR) / "site")
    databases.copy(site.database)
    try:
        site.start()
        yield site
    finally:
        site.stop()
        if settings.SEARCH_URL:
            _forget_indices(site.search_prefix)
        databases.drop(site.database)


@contextmanager
def rows_of(site: Site) -> Iterator[None]:
    """This process reads and writes the site's rows. The caller has unblocked the database."""
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = site.database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def _is_complaint(line: str) -> bool:
    if not line.startswith("{"):
        return line.startswith("Traceback")
    record = json.loads(line)
    return record.get("level") in LOUD or int(record.get("code") or 0) >= 500


# --- a database, a port, a certificate --------------------------------------------------------------------------------


def _database_name() -> str:
    if connection.vendor == "sqlite":
        return str(Path(settings.DATA_DIR) / "journeys.sqlite3")
    return f"journeys_{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}_{os.getpid()}"


def _forget_indices(prefix: str) -> None:
    from elasticsearch import Elasticsearch

    with Elasticsearch(settings.SEARCH_URL) as client:
        names = list(client.indices.get(index=f"{prefix}*", expand_wildcards="all"))
        if names:
            client.indices.delete(index=names)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _certify(folder: Path) -> None:
    """A certificate that signs itself: cookies and policies of production want HTTPS."""
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    places = ["-keyout", str(folder / "site.key"), "-out", str(folder / "site.pem")]
    name = ["-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(["openssl", *words.split(), *name, *places], check=True, capture_output=True)


def _trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
