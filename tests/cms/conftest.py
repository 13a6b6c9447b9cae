"""A site for the tests of its pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

from tests.factories.cms import make_site


@pytest.fixture(autouse=True)
def no_memory() -> None:
    """Wagtail keeps renditions by number, and numbers come back with every test."""
    cache.clear()


@pytest.fixture(scope="module")
def planted(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[dict[str, Any]]:
    """One of everything, made once for a file of tests and rolled back after it."""
    pictures = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("public"))
    with pictures, django_db_blocker.unblock(), transaction.atomic():
        cache.clear()  # of the file before this one
        yield make_site()
        transaction.set_rollback(True)


@pytest.fixture
def site(planted: dict[str, Any], db: None) -> dict[str, Any]:
    """The same, in three languages; what a test changes of it is undone."""
    return planted
