"""When a request came, and whom we believe about it."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from portal.clock import now
from portal.entries.received import ReceivedMiddleware, received_at


def stamped(settings, ago, *, hops, is_set_by_proxy):
    settings.TRUSTED_PROXY_HOPS, settings.PROXY_STAMPS_REQUESTS = hops, is_set_by_proxy
    claimed = now() - ago
    request = RequestFactory().post("/", headers={"X-Request-Start": f"t={claimed.timestamp():.3f}"})
    ReceivedMiddleware(lambda _request: None)(request)
    return abs(received_at(request) - claimed) < timedelta(milliseconds=2)


@pytest.mark.parametrize(("hops", "is_set_by_proxy"), [(0, False), (0, True), (1, False)])
def test_visitors_own_stamp_makes_nobody_earlier(settings, hops, is_set_by_proxy):
    assert not stamped(settings, timedelta(seconds=100), hops=hops, is_set_by_proxy=is_set_by_proxy)


def test_stamp_of_a_proxy_that_writes_it_counts(settings):
    assert stamped(settings, timedelta(seconds=100), hops=1, is_set_by_proxy=True)
    assert not stamped(settings, timedelta(seconds=121), hops=1, is_set_by_proxy=True)
    assert not stamped(settings, timedelta(seconds=-5), hops=1, is_set_by_proxy=True)
