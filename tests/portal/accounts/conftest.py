"""What the tests of signing in have in common."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.utils.translation import override

from portal.mail.models import OutgoingMail


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """English addresses, and nobody has tried too often yet."""
    cache.clear()
    with override("en"):
        yield
    cache.clear()


@pytest.fixture
def mailed_code() -> Callable[[], str]:
    """The code in the newest letter."""

    def newest() -> str:
        found = re.search(r"^ {4}(\S+)$", OutgoingMail.objects.latest("pk").text, re.M)
        assert found
        return found[1]

    return newest
