"""When an event is: no more than is known."""

from datetime import UTC, date, datetime, timedelta

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


@pytest.mark.parametrize("hour", [-12, -11, -5, 0, 5, 8, 11])
def test_day_stays_the_same_where_its_zone_has_gone(hour: int) -> None:
    """Only that midnight is stored, hours before or after that of UTC: the nearest one tells the day."""
    midnight = datetime(2026, 12, 12, tzinfo=UTC) + timedelta(hours=hour)
    event = Event(starts_at=midnight, zone="Mars/Olympus", is_all_day=True)

    assert event.local_day() == date(2026, 12, 12)
    with override("en"):
        assert when_words(event) == "12 December 2026"


def test_hour_is_told_in_utc_where_its_zone_has_gone() -> None:
    event = Event(starts_at=datetime(2026, 12, 11, 16, tzinfo=UTC), zone="Mars/Olympus")

    assert event.local_day() == date(2026, 12, 11)
    with override("en"):
        assert when_words(event) == "11 December 2026, 16:00 UTC (the time zone “Mars/Olympus” is not known here)"
