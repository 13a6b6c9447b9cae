"""A child process that sees one file, writes into one folder, and is killed when it takes too much."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache")
MIB = 1024**2
MAX_ANSWER = 256 * 1024


@dataclass(frozen=True)
class Limits:
    """What one reading may take."""

    wall_seconds: int
    cpu_seconds: int
    memory_bytes: int = 1536 * MIB
    file_bytes: int = 64 * MIB

    @classmethod
    def for_bytes(cls, size: int) -> "Limits":
        """Enough to go through `size` bytes on a slow disk, and to write them again."""
        seconds = 60 + size // (20 * MIB)
        return cls(wall_seconds=seconds, cpu_seconds=seconds, file_bytes=size + size // 10 + 64 * MIB)


@dataclass(frozen=True)
class Answer:
    """What the child said; `None` when it was killed or said nothing we understand."""

    said: dict[str, Any] | None
    exit_code: int
    peak_bytes: int = 0


def has_bubblewrap() -> bool:
    return shutil.which("bwrap") is not None


@cache
def has_walls() -> bool:
    """Whether bubblewrap is here and may make namespaces on this machine."""
    if not has_bubblewrap():
        return False
    with tempfile.TemporaryDirectory() as out:
        # The very walls that a film gets: a container often allows some of them, not all.
        trial = [*_walls(HERE / "jail.py", Path(out)), sys.executable, "-I", "-c", ""]
        try:
            return subprocess.run(trial, capture_output=True, timeout=10, check=False).returncode == 0  # noqa: S603
        except (OSError, subprocess.TimeoutExpired):
            return False


def run(program: str, file: Path, out: Path, wishes: dict[str, Any], limits: Limits) -> Answer:
    """Run `program` of this folder on `file`; what it makes is in `out`. Never raises for what the file does."""
    inside = has_walls()
    with tempfile.TemporaryFile() as answer:
        order = wishes | {
            "file": "/in/file" if inside else str(file),
            "out": "/out" if inside else str(out),
            "limits": [limits.memory_bytes, limits.cpu_seconds, limits.file_bytes],
        }
        command = [sys.executable, "-I", "-B", str(HERE / program), json.dumps(order)]
        child = subprocess.Popen(  # noqa: S603
            (_walls(file, out) if inside else []) + command,
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
        peak = _wait(child, limits.wall_seconds)
        answer.seek(0)
        return Answer(_understand(answer.read(MAX_ANSWER)), child.returncode, peak)


def _wait(child: "subprocess.Popen[bytes]", seconds: int) -> int:
    """Wait, kill what is still there afterwards, and return the peak memory in bytes (an upper bound)."""
    try:
        with suppress(subprocess.TimeoutExpired):
            child.wait(seconds)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def _understand(raw: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(raw)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _walls(file: Path, out: Path) -> list[str]:
    """No network, no other process, no other file: the system's libraries, Python, one input, one output folder."""
    command = [shutil.which("bwrap") or "bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
    command += ["--cap-drop", "ALL", "--hostname", "jail", "--dev", "/dev", "--tmpfs", "/tmp"]  # noqa: S108
    folders = dict.fromkeys([*SYSTEM, sys.base_prefix, sys.prefix, str(HERE)])
    for folder in folders:
        if folder not in ("/usr", "/") and folder.startswith("/usr/"):
            continue
        if Path(folder).is_symlink():
            command += ["--symlink", str(Path(folder).readlink()), folder]
        elif Path(folder).exists():
            command += ["--ro-bind", folder, folder]
    return [*command, "--ro-bind", str(file), "/in/file", "--bind", str(out), "/out", "--chdir", "/", "--"]
