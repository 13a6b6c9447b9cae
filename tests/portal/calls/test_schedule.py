"""Which gate stands for whom, what order gates keep, and that nothing is let in which the sentence calls closed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.calls.gates import Schedule, Timing, local_time
from portal.calls.models import Gate, GateKind
from portal.calls.ordering import disorders
from portal.calls.zones import instant_of
from tests.factories.calls import ET, R0_GATES, just_before

R0 = Schedule.from_gates([Gate(at=instant_of(row["wall"], row["zone"]), **row) for row in R0_GATES])


def gate(key, kind, day, **fields):
    return Gate(
        key=key, kind=kind, at=datetime(2026, 5, day, tzinfo=UTC), zone="UTC", wall=f"2026-05-{day:02}", **fields
    )


def test_r0_is_stored_as_published_and_shown_on_a_shanghai_clock():
    shanghai = [f"{row.at.astimezone(ZoneInfo('Asia/Shanghai')):%m-%d %H:%M}" for row in R0.gates]

    assert [f"{row.at:%m-%dT%H:%MZ}" for row in R0.gates] == [
        "02-15T04:59Z",
        "02-18T01:30Z",
        "02-18T21:00Z",
        "02-18T23:00Z",
    ]
    assert shanghai == ["02-15 12:59", "02-18 09:30", "02-19 05:00", "02-19 07:00"]
    assert {local_time(row).tzname() for row in R0.gates} == {"EST"}


@pytest.mark.parametrize("row", R0.gates, ids=lambda row: row.key)
def test_r0_is_half_open_at_each_of_its_gates(row):
    stages = {g.key: g for g in R0.stages(row.mode)}
    before, at = just_before(row.at), row.at

    if row.kind == GateKind.ENTRY:
        assert (R0.timing(before, row.mode), R0.timing(at, row.mode)) == (Timing.OPEN, Timing.CLOSED)
    else:
        assert row.key in stages
        assert (R0.admits(before, needs_team=True), R0.admits(at, needs_team=True)) == (row.key == "person", False)


SPECIFIC = Schedule.from_gates(
    [
        gate("film", GateKind.ENTRY, 10),
        gate("film-site", GateKind.ENTRY, 12, mode="site"),
        gate("xr", GateKind.ENTRY, 8, track="xr"),
        gate("music", GateKind.ENTRY, 6, track="music"),
        gate("xr-site", GateKind.ENTRY, 14, mode="site", track="xr"),
        gate("film-again", GateKind.ENTRY, 11),
    ]
)


@pytest.mark.parametrize(
    ("mode", "tracks", "key"),
    [
        ("", (), "film-again"),  # of two equals the later
        ("site", (), "film-site"),
        ("remote", (), "film-again"),
        ("remote", ("xr",), "xr"),
        ("remote", ("xr", "music"), "music"),  # one entry keeps the gates of both its tracks
        ("site", ("music",), "film-site"),
        ("site", ("xr",), "xr-site"),
    ],
)
def test_most_specific_gate_wins(mode, tracks, key):
    assert SPECIFIC.entry_gate(mode, tracks).key == key
    assert SPECIFIC.closes_at(mode, tracks) == SPECIFIC.with_key(key).at


def test_opening_depends_on_the_track():
    schedule = Schedule.from_gates([gate("now", GateKind.OPENS, 1), gate("xr", GateKind.OPENS, 5, track="xr")])
    between = datetime(2026, 5, 3, tzinfo=UTC)

    assert (schedule.timing(between), schedule.timing(between, "", ("xr",))) == (Timing.OPEN, Timing.EARLY)


def test_mode_that_no_gate_knows_has_the_last_end_and_its_grace():
    schedule = Schedule.from_gates(
        [gate("a", GateKind.ENTRY, 3, mode="a"), gate("b", GateKind.ENTRY, 5, mode="b", grace_s=60)]
    )
    end = schedule.closes_at()

    assert [schedule.timing(end + timedelta(seconds=s), "gone") for s in (-1, 59, 60)] == [
        Timing.OPEN,
        Timing.LATE,
        Timing.CLOSED,
    ]


def test_gate_of_a_zone_that_has_gone_is_shown_in_utc():
    row = gate("end", GateKind.ENTRY, 3)
    row.zone, row.wall = "Mars/Olympus", "2026-05-03T09:00"

    assert local_time(row).isoformat() == "2026-05-03T00:00:00+00:00"


INSTANTS = st.integers(0, 40).map(lambda hours: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=hours))
GATES = st.lists(
    st.builds(
        Gate,
        key=st.sampled_from("abcdefgh"),
        kind=st.sampled_from(GateKind.values),
        mode=st.sampled_from(["", "site", "remote"]),
        track=st.sampled_from(["", "xr"]),
        after=st.sampled_from(["", *"abcdefgh"]),
        at=INSTANTS,
        grace_s=st.sampled_from([0, 60, 7200]),
        zone=st.just(ET),
    ),
    max_size=8,
    unique_by=lambda gate: gate.key,
)
SOMEBODY = st.tuples(st.sampled_from(["", "site", "remote", "gone"]), st.sampled_from([(), ("xr",)]))


@given(GATES)
def test_any_sequence_of_gates_keeps_its_order(gates):
    schedule = Schedule.from_gates(reversed(gates))

    assert [g.at for g in schedule.gates] == sorted(g.at for g in gates)
    assert all(schedule.with_key(a).at > schedule.with_key(b).at for a, b in disorders(gates))


@given(GATES, SOMEBODY, INSTANTS)
def test_nothing_is_let_in_that_the_printed_gates_call_closed(gates, somebody, instant):
    schedule = Schedule.from_gates(gates)
    opens, closes = schedule.opening_gate(*somebody), schedule.entry_gate(*somebody)
    timing = schedule.timing(instant, *somebody)

    if opens and instant < opens.at:
        assert timing is Timing.EARLY
    elif closes and instant >= closes.hard_at:
        assert timing is Timing.CLOSED
    elif closes and instant >= closes.at:
        assert timing is Timing.LATE
    elif opens or closes:
        assert timing is Timing.OPEN
    if timing in (Timing.OPEN, Timing.LATE) and somebody[0] != "gone":
        assert schedule.is_open(instant)
    if schedule.admits(instant):
        assert schedule.is_open(instant)
