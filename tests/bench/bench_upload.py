# ruff: noqa: T201
"""Upload MB/s and peak memory: one film through our tus on a real gunicorn (gthread), each piece durable.

    python -m tests.bench.bench_upload [--mib 1024] [--piece-mib 8] [--runs 3] [--workers 1] [--threads 4]

Beside it, in the same run and folder, the disk's own rate with fdatasync after every piece: the floor.
"""

import argparse
import os
import statistics
import tempfile
import threading
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")

from tests.portal.media.live import LiveServer

MIB = 1024**2


class Peak(threading.Thread):
    """The largest resident set of any worker, in MiB, looked at every 20 ms."""

    def __init__(self, server: LiveServer) -> None:
        super().__init__(daemon=True)
        self.server, self.is_over = server, False
        self.before = self.top = self.largest()

    def largest(self) -> float:
        return max((rss(pid) for pid in self.server.workers()), default=0.0)

    def run(self) -> None:
        while not self.is_over:
            self.top = max(self.top, self.largest())
            time.sleep(0.02)


def rss(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def upload(server: LiveServer, total: int, piece: bytes) -> float:
    """Seconds for one file."""
    began = time.perf_counter()
    url = server.create(total)
    line = server.connect()
    for offset in range(0, total, len(piece)):
        headers = server.headers(Upload_Offset=str(offset), Content_Type="application/offset+octet-stream")
        line.request("PATCH", url, piece, headers)
        response = line.getresponse()
        response.read()
        if response.status != 204:
            raise SystemExit(f"PATCH: {response.status}")
    return time.perf_counter() - began


def disk(folder: Path, total: int, piece: bytes) -> float:
    """Seconds for the same bytes straight to disk."""
    began = time.perf_counter()
    path = folder / "floor"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    for _offset in range(0, total, len(piece)):
        os.write(descriptor, piece)
        os.fdatasync(descriptor)
    os.close(descriptor)
    took = time.perf_counter() - began
    path.unlink()
    return took


def main() -> None:
    arguments = argparse.ArgumentParser()
    for name, value in (("mib", 1024), ("piece-mib", 8), ("runs", 3), ("workers", 1), ("threads", 4)):
        arguments.add_argument(f"--{name}", type=int, default=value)
    order = arguments.parse_args()
    piece, total = os.urandom(order.piece_mib * MIB), order.mib * MIB
    rates: dict[str, list[float]] = {"tus": [], "disk": []}
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        server = LiveServer(Path(folder), "-k", "gthread", "-w", str(order.workers), "--threads", str(order.threads))
        try:
            upload(server, len(piece), piece)  # the first request loads what a worker loads once
            peak = Peak(server)
            peak.start()
            for _run in range(order.runs):
                rates["disk"].append(total / 1e6 / disk(Path(folder), total, piece))
                rates["tus"].append(total / 1e6 / upload(server, total, piece))
            peak.is_over = True
            peak.join()
        finally:
            server.stop()
    for name, found in rates.items():
        print(f"{name}: {min(found):.0f} / {statistics.median(found):.0f} / {max(found):.0f} MB/s (min/median/max)")
    print(f"worker: {peak.before:.0f} MiB before, {peak.top:.0f} MiB at its peak (+{peak.top - peak.before:.1f})")


if __name__ == "__main__":
    main()
