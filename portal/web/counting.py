"""The cache of files, with counters that several processes may count up at once."""

import fcntl
import os
import pickle
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class CountingFileCache(FileBasedCache):
    """Django's own reads and writes unlocked, so that counts get lost, and gives a counter a new end each time."""

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        with self._alone():
            return bool(super().add(key, value, timeout, version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count up without giving the counter more time. Raises ValueError where there is none."""
        with self._alone():
            value = self.get(key, None, version)
            if value is None:
                raise ValueError(f"There is no counter {key!r}")
            with Path(self._key_to_file(key, version)).open("rb") as file:  # type: ignore[attr-defined]
                end = pickle.load(file)  # noqa: S301 - Django's own file, which it has just read the same way
            self.set(key, value + delta, None if end is None else max(end - time.time(), 1), version)
            return int(value + delta)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process and thread at a time. A holder that dies takes the lock with it."""
        self._createdir()  # type: ignore[attr-defined]
        descriptor = os.open(Path(self._dir) / ".counting", os.O_RDWR | os.O_CREAT, 0o600)  # type: ignore[attr-defined]
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)
