"""Counters in files: no count is lost, and counting does not move the end."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.web.counting import CountingFileCache

COUNT = """
import sys
from django.conf import settings
settings.configure()
from portal.web.counting import CountingFileCache
cache = CountingFileCache(sys.argv[1], {})
for _time in range(100):
    cache.add("n", 0, 60)
    cache.incr("n")
"""


def test_no_count_is_lost_between_processes_and_threads(tmp_path: Path) -> None:
    cache = CountingFileCache(str(tmp_path), {})
    cache.add("n", 0, 60)
    others = [subprocess.Popen([sys.executable, "-c", COUNT, str(tmp_path)]) for _process in range(2)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _n: cache.incr("n"), range(100)))

    assert [other.wait() for other in others] == [0, 0]
    assert cache.get("n") == 300


def test_counting_does_not_move_the_end(tmp_path: Path) -> None:
    cache = CountingFileCache(str(tmp_path), {"timeout": 1})
    cache.add("hour", 0, 3600)
    cache.incr("hour")
    time.sleep(1.1)

    assert cache.get("hour") == 1


def test_there_is_nothing_to_count_up(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no counter"):
        CountingFileCache(str(tmp_path), {}).incr("n")
