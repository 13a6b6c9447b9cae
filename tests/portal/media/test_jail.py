"""Whether the jail has walls, asked inside containers that allow all, some or none of what it needs."""

import subprocess
import sys
from typing import Any

import pytest

from portal.media import checks
from portal.media.probing import jail

QUESTION = "from portal.media.probing import jail; print(jail.has_walls())"
CONTAINER = ["bwrap", "--bind", "/", "/", "--dev", "/dev", "--unshare-user"]


@pytest.fixture(autouse=True)
def _namespaces_are_allowed() -> None:
    if not jail.has_walls():
        pytest.skip("this machine allows no namespaces, so nothing can be tried in them")


def answer_inside(*walls: str, settings: Any) -> str:
    asked = [*CONTAINER, *walls, "--", sys.executable, "-c", QUESTION]
    return subprocess.run(asked, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True).stdout.strip()


def test_walls_stand_where_places_of_proc_are_masked(settings: Any) -> None:
    # As container engines mask them; no further /proc can be mounted there.
    masked = ["--unshare-pid", "--proc", "/proc", "--ro-bind", "/dev/null", "/proc/cpuinfo"]

    assert answer_inside(*masked, settings=settings) == "True"


def test_no_walls_where_namespaces_are_forbidden(settings: Any) -> None:
    assert answer_inside("--disable-userns", settings=settings) == "False"


@pytest.fixture
def no_walls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jail, "has_walls", lambda: False)


@pytest.mark.usefixtures("no_walls")
def test_check_tells_forbidden_namespaces_from_a_missing_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [each.id for each in checks.films_are_read_behind_walls()] == ["media.W002"]

    monkeypatch.setenv("PATH", "/nowhere")
    assert [each.id for each in checks.films_are_read_behind_walls()] == ["media.W001"]
