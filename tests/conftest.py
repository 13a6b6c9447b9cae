"""What every test may rely on, and what a test that needs a real service says.

`elasticsearch`, `s3`, `journey`: skipped where the service is missing, failed instead where CI=true.
`processes`: real workers, killed; they take minutes together and run with PROCESSES=1 and where CI=true.
"""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django.test.client
import pytest
from django.conf import settings
from django.db import connection
from django.test.client import store_rendered_templates

from tests import databases, sessions
from tests.handing_out import OneByOne

IN_CI = os.environ.get("CI") == "true"
NEEDS: dict[str, tuple[Callable[[], bool], str]] = {
    "elasticsearch": (lambda: bool(settings.SEARCH_URL), "SEARCH_URL names no Elasticsearch"),
    "s3": (lambda: bool(settings.S3_PRIVATE_BUCKET), "S3_PRIVATE_BUCKET names no bucket"),
    "journey": (lambda: bool(shutil.which("chromium")), "there is no chromium here"),
    "processes": (lambda: IN_CI or bool(os.environ.get("PROCESSES")), "takes minutes, wants PROCESSES=1"),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (is_there, reason) in NEEDS.items():
        if item.get_closest_marker(marker) and not is_there():
            (pytest.fail if IN_CI else pytest.skip)(f"{reason}: see .ci/services")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneByOne:
    return OneByOne(config, log)


def pytest_collection_finish() -> None:
    """All that is loaded by now stays to the end: the collector need not look through it thousands of times."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def store_pages(store: dict[str, Any], signal: Any, sender: Any, template: Any, context: Any, **kwargs: Any) -> None:
    """As Django's test client, without the thousands of widgets of a large form: copying each is half of the time."""
    if not (template.name or "").startswith(("django/forms/", "wagtailadmin/widgets/", "wagtailadmin/shared/")):
        store_rendered_templates(store, signal, sender, template, context, **kwargs)


django.test.client.store_rendered_templates = store_pages


@pytest.fixture(scope="session", autouse=True)
def own_places() -> Iterator[None]:
    """Buckets of this test process alone, and nothing left of its folder."""
    if settings.S3_PRIVATE_BUCKET:
        from portal.running.buckets import make_buckets

        make_buckets()
    yield
    shutil.rmtree(Path(settings.DATA_DIR), ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """For pytest-django: the database is there already."""
    return True


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: None, migrated: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """pytest-django's, on a copy of a migrated database, which is dropped at the end: nobody may be in it then."""
    yield
    with django_db_blocker.unblock():
        for session in sessions.end_all():
            # Past pytest's capturing: nothing of it is shown after the last test.
            print(f"ended, so that the test database can be dropped: {session}", file=sys.__stderr__)
        connection.close()
        databases.drop(migrated)


@pytest.fixture(scope="session")
def migrated(django_db_modify_db_settings: None, django_db_blocker: Any) -> str:
    """The name of this test process's database, copied."""
    name = str(connection.creation._get_test_db_name())
    with django_db_blocker.unblock():
        databases.copy(name)
    return name


@pytest.fixture(autouse=True)
def no_session_left(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """A test that starts threads ends their sessions too. Killed processes could not, so theirs are ended here."""
    yield
    if "django_db_setup" in request.fixturenames:
        with django_db_blocker.unblock():
            left = sessions.end_all()
        if left and not request.node.get_closest_marker("processes"):
            pytest.fail("left open on the test database: " + "; ".join(map(str, left)))
