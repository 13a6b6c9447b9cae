"""How fast the public pages are, against a bare Django view under the same gunicorn, in interleaved rounds.

    DATA_DIR=a seeded demo python -m tests.bench.bench_pages [--rounds 3] [--seconds 5] [--connections 16]

Needs `wrk`. Every request makes its page; with PAGE_MOMENT_S=1 those of one second share it, as in production.
Prints requests a second (median of the rounds), p50 and p99, the worker's own CPU time a request, which other work on
the machine disturbs less than the wall clock, and ratios to the bare view: medians of each round's own.
"""

# ruff: noqa: T201
import argparse
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Round:
    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    refused: int


@dataclass
class Target:
    name: str
    path: str
    rounds: list[Round] = field(default_factory=list)

    def median(self, value: str) -> float:
        return float(statistics.median(getattr(one, value) for one in self.rounds))

    def ratio(self, other: "Target", value: str) -> float:
        pairs = zip(self.rounds, other.rounds, strict=True)
        return float(statistics.median(getattr(mine, value) / max(getattr(its, value), 0.001) for mine, its in pairs))


def environment(port: int) -> dict[str, str]:
    """Settings as in production, on this machine alone."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.base", "SECRET_KEY": "bench-" + "x9" * 30, "LOG_LEVEL": "WARNING",
        "ALLOWED_HOSTS": "127.0.0.1", "BASE_URL": f"https://127.0.0.1:{port}", "PORT": str(port),
        "SEARCH_RATE": "", "EMAIL_URL": "smtp://127.0.0.1:25", "WEB_PROCESSES": os.environ.get("WEB_PROCESSES", "2"),
        "PAGE_MOMENT_S": os.environ.get("PAGE_MOMENT_S", "0"),
    }  # fmt: skip


def targets() -> list[Target]:
    """The bare view and one page of each type, found in the database."""
    import django

    django.setup()
    from cms.models import CollectionPage, FilmPage
    from portal.calls.models import Call

    film = FilmPage.objects.live().filter(locale__language_code="zh-hans").order_by("-pk").first()
    collection = CollectionPage.objects.live().filter(locale__language_code="zh-hans").order_by("-pk").first()
    call = Call.objects.public().order_by("-pk").first()
    if not (film and collection and call):
        raise SystemExit("This DATA_DIR holds no demo: run `manage.py seed_demo` with it first.")
    return [
        Target("bare Django view", "/bare/"),
        Target("home", "/zh-hans/"),
        Target("film", film.url),
        Target("collection", collection.url),
        Target("catalogue", "/zh-hans/catalogue/"),
        Target("call", f"/zh-hans/calls/{call.slug}/"),
    ]


def cpu_s(parent: int) -> float:
    """CPU seconds of a process's children so far."""
    total = 0
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split() if entry.name.isdigit() else ["", "0"]
        except OSError:
            continue
        if int(fields[1]) == parent:
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


def wrk(address: str, seconds: int, connections: int, server: int) -> Round:
    """One run of wrk, with the CPU time that the workers used meanwhile."""
    before = cpu_s(server)
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "30s"]
    words = subprocess.run(
        [*command, "-H", "Accept: text/html,*/*;q=0.8", address], capture_output=True, text=True, check=True
    ).stdout
    used = cpu_s(server) - before
    count = int(found(r"(\d+) requests in", words))
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", words)
    return Round(
        float(found(r"Requests/sec:\s+([\d.]+)", words)), milliseconds("50%", words), milliseconds("99%", words),
        1000 * used / max(count, 1), int(bad[1]) if bad else 0,
    )  # fmt: skip


def found(pattern: str, words: str) -> str:
    match = re.search(pattern, words)
    if match is None:
        raise SystemExit(f"wrk said something else:\n{words}")
    return match[1]


def milliseconds(share: str, words: str) -> float:
    number, unit = re.match(r"([\d.]+)(us|ms|s)", found(rf"(?m)^\s+{share}\s+(\S+)", words)).groups()  # type: ignore[union-attr]
    return float(number) * UNITS[unit]


def wait_for(port: int) -> None:
    for _try in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("gunicorn did not start")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--port", type=int, default=8961)
    given = parser.parse_args()
    os.environ.update(environment(given.port))
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"], check=True)
    found_targets = targets()
    print(f"load at start: {' '.join(f'{load:.1f}' for load in os.getloadavg())} on {os.cpu_count()} cores", flush=True)
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "tests.bench.pages_app:application"]
    server = subprocess.Popen(command)
    try:
        wait_for(given.port)
        base = f"http://127.0.0.1:{given.port}"
        for target in found_targets:
            for _time in range(20):
                urllib.request.urlopen(base + target.path, timeout=60).read()
        for _round in range(given.rounds):
            for target in found_targets:
                target.rounds.append(wrk(base + target.path, given.seconds, given.connections, server.pid))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(40)
    show(found_targets)


def show(measured: list[Target]) -> None:
    bare = measured[0]
    print("| page | req/s | p50 ms | p99 ms | CPU ms | ÷ bare req/s | × bare CPU | refused |")
    print("|---|---|---|---|---|---|---|---|")
    for one in measured:
        print(
            f"| {one.name} | {one.median('per_second'):.1f} | {one.median('p50_ms'):.1f} | {one.median('p99_ms'):.1f} "
            f"| {one.median('cpu_ms'):.2f} | {one.ratio(bare, 'per_second'):.3f} | {one.ratio(bare, 'cpu_ms'):.1f} "
            f"| {sum(each.refused for each in one.rounds)} |"
        )
    print(f"load at end: {' '.join(f'{load:.1f}' for load in os.getloadavg())}")


if __name__ == "__main__":
    main()
