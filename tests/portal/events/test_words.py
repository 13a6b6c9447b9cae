"""When an event is: no more than is known."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from portal.events.models import Event
from portal.events.words import when_words

EVENING = datetime(2024, 4, 12, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "12 April 2024, 19:30 CST (UTC+8)"),
        ({"is_all_day": True}, "12 April 2024"),
        ({"is_tentative": True}, "12 April 2024, 19:30 CST (UTC+8) (to be confirmed)"),
        ({"is_tentative": True, "is_all_day": True}, "12 April 2024 (to be confirmed)"),
    ],
)
def test_words_hold_an_hour_and_a_doubt_where_there_are_any(fields: dict[str, bool], words: str) -> None:
    with override("en"):
        assert when_words(Event(starts_at=EVENING, zone="Asia/Shanghai", **fields)) == words
