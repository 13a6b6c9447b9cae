"""Worker processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workers import Workers, workers_in


@pytest.fixture
def workers(tmp_path: Path, transactional_db: None) -> Iterator[Workers]:
    with workers_in(tmp_path) as started:
        yield started
