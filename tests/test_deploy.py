"""deploy/compose.yaml: valid, explained, and started the way .ci/run tries it."""

import re
import runpy
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from django.conf import settings
from gunicorn.config import Config
from gunicorn.http import RequestParser
from gunicorn.http.errors import InvalidHeader

BASE = Path(settings.BASE_DIR)
COMPOSE = BASE / "deploy/compose.yaml"
OURS = ("prepare", "web", "worker", "video")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return dict(yaml.safe_load(COMPOSE.read_text())["services"])


def test_compose_file_is_valid() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    checked = subprocess.run(check, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("name", OURS)
def test_compose_starts_what_ci_starts(name: str, services: dict[str, Any]) -> None:
    command = " ".join(services[name]["command"])

    assert re.search(rf"^\s*(background \w+ )?{re.escape(command)}$", (BASE / ".ci/run").read_text(), re.M), command


def test_compose_gives_every_process_the_same_environment(services: dict[str, Any]) -> None:
    web = dict(services["web"]["environment"])
    for name in ("WEB_PROCESSES", "WEB_THREADS"):
        web.pop(name)

    assert all(services[name]["environment"] == web for name in OURS if name != "web")


def test_compose_sets_only_what_is_explained(services: dict[str, Any]) -> None:
    explained = set(re.findall(r"^([A-Z0-9_]+)=", (BASE / ".env.example").read_text(), re.M))
    asked = set(re.findall(r"\$\{([A-Z0-9_]+)", COMPOSE.read_text())) - {"DATABASE_PASSWORD"}

    assert set(services["web"]["environment"]) | asked <= explained


def test_compose_passes_on_what_an_operator_may_set(services: dict[str, Any]) -> None:
    read = set(re.findall(r'env\.\w+\("([A-Z0-9_]+)"', (BASE / "portal/settings/base.py").read_text()))
    # The image's own folder, the store and the engine of this very file, and what follows TRUSTED_PROXY_HOPS.
    settled = {"DATA_DIR", "S3_REGION", "SEARCH_PREFIX", "SECURE_SSL_REDIRECT", "QUEUE_LEASE_S", "QUEUE_POLL_S"}

    assert read - settled == set(services["prepare"]["environment"])


def test_compose_lets_requests_and_tasks_finish(services: dict[str, Any]) -> None:
    graceful = re.search(r"^graceful_timeout = (\d+)$", (BASE / "deploy/gunicorn.conf.py").read_text(), re.M)

    assert graceful
    assert int(services["web"]["stop_grace_period"].removesuffix("s")) > int(graceful[1])


TWO_LENGTHS = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG"
OWN_NAMES = "GET /a HTTP/1.1\r\nHost: x\r\nSCRIPT_NAME: /a\r\nPATH_INFO: /b\r\nX_Forwarded_For: 1.2.3.4\r\n\r\n"


def parsed(raw: str) -> Any:
    """A request as the web process reads it from a proxy on its own machine."""
    config = Config()
    for name, value in runpy.run_path(str(BASE / "deploy/gunicorn.conf.py")).items():
        if name in config.settings:
            config.set(name, value)
    return next(RequestParser(config, iter([raw.encode()]), ("127.0.0.1", 50000)))


def test_request_of_two_lengths_is_refused():
    with pytest.raises(InvalidHeader):
        parsed(TWO_LENGTHS)


def test_visitor_names_no_variable_of_ours():
    assert [name for name, _value in parsed(OWN_NAMES).headers] == ["HOST"]


def test_silent_connection_holds_no_thread_for_good():
    config = runpy.run_path(str(BASE / "deploy/gunicorn.conf.py"))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        config["pre_request"](None, SimpleNamespace(unreader=SimpleNamespace(sock=ours)))
        assert ours.gettimeout() == config["idle_s"]

    config["pre_request"](None, SimpleNamespace())  # one that has no socket of its own
