"""What the embedded engine does about other processes. What it finds is in the parity suite."""

from pathlib import Path

import pytest

from search.engines.base import Change
from search.engines.embedded import EmbeddedEngine
from search.facets import Index
from search.queries import CatalogQuery


def change(number: int, ticket: int) -> Change:
    name = f"thing:{number}"
    return Change(name, ticket, {"id": name, "digest": "x", "title": f"x {name}", "names": "x"})


def open_folders(root: Path) -> set[str]:
    """The folders below `root` for which this process holds a writer's lock."""
    links = (link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink())
    return {path.parent.name for path in links if path.name == ".tantivy-writer.lock" and path.is_relative_to(root)}


@pytest.mark.parametrize("look", ["write", "ask"])
def test_worker_lets_go_of_what_another_process_switched_away_from(tmp_path: Path, look: str) -> None:
    worker, command = EmbeddedEngine(tmp_path), EmbeddedEngine(tmp_path)
    for index in Index:
        worker.switch(index, worker.begin(index))
        worker.write(index, [change(1, 1)])
    desk, public = sorted(open_folders(tmp_path))

    command.switch(Index.PUBLIC, command.begin(Index.PUBLIC))
    filled = worker.begin(Index.PUBLIC)
    worker.write(Index.PUBLIC, [change(2, 2)], filled)
    if look == "write":
        worker.write(Index.PUBLIC, [change(3, 2)])
    else:
        assert worker.is_ready(Index.PUBLIC)

    assert public not in open_folders(tmp_path)
    assert {desk, filled} <= open_folders(tmp_path)
    worker.switch(Index.PUBLIC, filled)
    assert worker.find(Index.PUBLIC, CatalogQuery()).total == 1
    worker.close()
