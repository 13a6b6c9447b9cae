"""Gates on their track."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.front.timeline import Gate, lay_out

START = datetime(2026, 10, 1, tzinfo=UTC)


def gates(*days):
    return [Gate(f"gate {day}", START + timedelta(days=day)) for day in days]


def test_timeline_marks_what_is_past_next_and_ahead():
    timeline = lay_out(gates(60, 0, 30), now=START + timedelta(days=10), zone="UTC")

    assert [(mark.gate.name, mark.number, mark.state) for mark in timeline.marks] == [
        ("gate 0", 1, "past"),
        ("gate 30", 2, "next"),
        ("gate 60", 3, "ahead"),
    ]
    assert [clip.state for clip in timeline.clips] == ["now", "ahead"]
    assert timeline.next_mark == timeline.marks[1]


def test_gate_is_past_at_its_own_instant():
    timeline = lay_out(gates(0, 30), now=START + timedelta(days=30), zone="UTC")

    assert [mark.state for mark in timeline.marks] == ["past", "past"]
    assert timeline.next_mark is None


def test_playhead_leaves_the_track_with_the_time():
    assert lay_out(gates(0, 30), now=START + timedelta(days=90), zone="UTC").playhead is None


def test_timeline_without_gates_is_empty():
    assert lay_out([], now=START, zone="UTC").marks == ()


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=8), st.integers(-100, 5000))
def test_everything_stays_on_the_track_in_order(days, now):
    timeline = lay_out(gates(*days), now=START + timedelta(days=now), zone="UTC")

    places = [mark.x for mark in timeline.marks]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in [*places, *(tick.x for tick in timeline.ticks)])
    assert all(clip.width >= 0 for clip in timeline.clips)
    assert len(timeline.ticks) <= 6
    assert timeline.playhead is None or 0 <= timeline.playhead <= 100
