"""The nights on which clocks change, and that a new zone database moves nothing that was promised."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from portal import zones
from portal.calls.actions import draft_of, set_gate
from portal.calls.gates import Schedule, local_time
from portal.calls.models import GateKind
from portal.calls.zones import instant_of
from portal.front.templatetags.front import local_time as shown
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, T

NIGHTS = [
    # zone, the last minute before, what is refused and why, the first minute after; both as UTC
    ("Europe/London", "2026-03-29T00:59", "00:59", "2026-03-29T01:30", "imaginary", "2026-03-29T02:00", "01:00"),
    ("Europe/London", "2026-10-25T00:59", "23:59", "2026-10-25T01:30", "ambiguous", "2026-10-25T02:00", "02:00"),
    ("America/New_York", "2026-03-08T01:59", "06:59", "2026-03-08T02:30", "imaginary", "2026-03-08T03:00", "07:00"),
    ("America/New_York", "2026-11-01T00:59", "04:59", "2026-11-01T01:30", "ambiguous", "2026-11-01T02:00", "07:00"),
    ("Australia/Sydney", "2026-10-04T01:59", "15:59", "2026-10-04T02:30", "imaginary", "2026-10-04T03:00", "16:00"),
    ("Australia/Sydney", "2026-04-05T01:59", "14:59", "2026-04-05T02:30", "ambiguous", "2026-04-05T03:00", "17:00"),
]


@pytest.mark.parametrize(("zone", "before", "before_utc", "none_or_two", "code", "after", "after_utc"), NIGHTS)
def test_night_of_changing_clocks(zone, before, before_utc, none_or_two, code, after, after_utc):
    with pytest.raises(ValidationError) as refusal:
        instant_of(none_or_two, zone)

    assert refusal.value.code == code
    assert zone in refusal.value.messages[0]
    assert [f"{instant_of(wall, zone):%H:%M}" for wall in (before, after)] == [before_utc, after_utc]


CHANGING = st.sampled_from(NIGHTS)


@given(night=CHANGING, minutes=st.integers(-26 * 60, 26 * 60))
def test_local_time_is_one_instant_or_refused_with_the_reason(night, minutes):
    """Counted the other way round: how many instants of those two days show this time on the clocks of the zone."""
    zone, changes = night[0], datetime.fromisoformat(night[3])
    wall = changes + timedelta(minutes=minutes)
    around = (wall.replace(tzinfo=UTC) + timedelta(minutes=30 * n) for n in range(-48, 49))
    showing = [at for at in around if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall]

    try:
        assert [instant_of(f"{wall:%Y-%m-%dT%H:%M}", zone)] == showing
    except ValidationError as refusal:
        assert refusal.code == {0: "imaginary", 2: "ambiguous"}[len(showing)]
        assert zone in refusal.messages[0]


@pytest.mark.parametrize("wall", ["2026-03-29T01:30", "2026-10-25T01:30"])
def test_shanghai_never_doubts(wall):
    assert instant_of(wall, "Asia/Shanghai").hour == 17


@pytest.mark.django_db
def test_new_zone_database_moves_no_stored_instant(monkeypatch):
    """The state of New York decides on summer time all year; the gate stays where it was promised."""
    call = CallFactory()
    draft = draft_of(call, by=UserFactory(is_superuser=True))
    gate = set_gate(draft, key="late", kind=GateKind.ENTRY, wall="2026-12-01T18:00", zone="America/New_York")
    promised = gate.at

    monkeypatch.setattr(zones, "ZoneInfo", lambda _name: zones.timezone(zones.timedelta(hours=-4), "EDT"))
    gate.refresh_from_db()

    assert gate.at == promised
    assert Schedule.from_gates([gate]).closes_at() == promised
    assert f"{local_time(gate):%H:%M %Z}" == "19:00 EDT"  # the same instant on the new clocks
    assert instant_of("2026-12-01T18:00", "America/New_York") != promised


@pytest.mark.parametrize(
    ("zone", "words"),
    [("AoE", "AoE (UTC−12)"), ("Mars/Olympus", "UTC (the time zone “Mars/Olympus” is not known here)")],
)
def test_page_shows_any_zone_a_gate_may_carry(zone, words):
    assert shown(T, zone).endswith(words)
