"""Deadlines to the millisecond, modes, grace, and local times that are none or two."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from portal.calls.gates import Schedule, Timing
from portal.calls.models import Gate, GateKind
from portal.calls.zones import instant_of

MS = timedelta(milliseconds=1)


def gate(kind, wall, zone="America/New_York", mode="", grace_s=0):
    return Gate(
        key=f"{kind}{mode}", kind=kind, mode=mode, wall=wall, zone=zone, at=instant_of(wall, zone), grace_s=grace_s
    )


HACKATHON = Schedule.from_gates(
    [
        gate(GateKind.REGISTRATION, "2024-02-14T23:59"),
        gate(GateKind.TEAM, "2024-02-17T20:30"),
        gate(GateKind.ENTRY, "2024-02-18T18:00", mode="on-site"),
        gate(GateKind.ENTRY, "2024-02-18T16:00", mode="remote"),
    ]
)


def test_gates_of_the_hackathon_are_the_published_instants():
    assert [g.at.isoformat() for g in HACKATHON.gates] == [
        "2024-02-15T04:59:00+00:00",
        "2024-02-18T01:30:00+00:00",
        "2024-02-18T21:00:00+00:00",
        "2024-02-18T23:00:00+00:00",
    ]


@pytest.mark.parametrize(
    ("wall", "mode", "timing"),
    [
        ("2024-02-18T16:30", "remote", Timing.CLOSED),
        ("2024-02-18T16:30", "on-site", Timing.OPEN),
        ("2024-02-18T18:00:01", "remote", Timing.CLOSED),
        ("2024-02-18T18:00:01", "on-site", Timing.CLOSED),
    ],
)
def test_gate_depends_on_participation_mode(wall, mode, timing):
    assert HACKATHON.timing(instant_of(wall, "America/New_York"), mode) == timing


def test_gate_is_half_open_to_the_millisecond():
    end = HACKATHON.closes_at("remote")

    assert HACKATHON.timing(end - MS, "remote") == Timing.OPEN
    assert HACKATHON.timing(end, "remote") == Timing.CLOSED


def test_grace_is_accepted_and_marked_late():
    schedule = Schedule.from_gates([gate(GateKind.ENTRY, "2025-01-01T00:00", "UTC", grace_s=60)])
    end = schedule.closes_at()

    assert schedule.timing(end, "") == Timing.LATE
    assert schedule.timing(end + timedelta(seconds=60) - MS) == Timing.LATE
    assert schedule.timing(end + timedelta(seconds=60)) == Timing.CLOSED


def test_call_without_gates_is_only_announced():
    assert Schedule(()).timing(datetime(2030, 1, 1, tzinfo=UTC)) == Timing.EARLY


def test_call_with_results_alone_is_over_after_them():
    schedule = Schedule.from_gates([gate(GateKind.RESULTS, "2025-04-19T20:00", "Asia/Hong_Kong")])
    results = schedule.gates[0].at

    assert schedule.timing(results - MS) == Timing.EARLY
    assert schedule.timing(results) == Timing.CLOSED


def test_open_call_without_end_stays_open():
    schedule = Schedule.from_gates([gate(GateKind.OPENS, "2025-03-01T09:00", "Asia/Shanghai")])

    assert schedule.timing(datetime(2030, 1, 1, tzinfo=UTC)) == Timing.OPEN


def test_call_opens_at_its_gate():
    schedule = Schedule.from_gates([gate(GateKind.OPENS, "2025-03-01T09:00", "Asia/Shanghai")])
    start = schedule.opens_at()

    assert schedule.timing(start - MS) == Timing.EARLY
    assert schedule.timing(start) == Timing.OPEN


@pytest.mark.parametrize(
    ("wall", "zone", "code"),
    [
        ("2026-03-29T01:30", "Europe/London", "imaginary"),
        ("2026-10-25T01:30", "Europe/London", "ambiguous"),
        ("2026-11-01T01:30", "America/New_York", "ambiguous"),
        ("2026-10-04T02:30", "Australia/Sydney", "imaginary"),
        ("2026-02-30T10:00", "UTC", "wall"),
        ("0001-01-01T00:00", "UTC", "wall"),
        ("2026-01-01T00:00+08:00", "UTC", "wall"),
        ("2026-01-01T00:00", "Mars/Olympus", "zone"),
        ("2026-01-01T00:00", "../etc/passwd", "zone"),
    ],
)
def test_local_time_that_is_none_or_two_is_refused(wall, zone, code):
    with pytest.raises(ValidationError) as refusal:
        instant_of(wall, zone)

    assert refusal.value.code == code


def test_anywhere_on_earth_is_twelve_hours_behind():
    assert instant_of("2026-05-01T23:59", "AoE").isoformat() == "2026-05-02T11:59:00+00:00"
