"""Person, team, film: a hackathon's four gates as entries meet them, and tracks with gates of their own."""

from datetime import timedelta

import pytest

from portal.calls.gates import Timing
from portal.calls.models import GateKind, Track
from portal.calls.zones import instant_of
from portal.entries.actions import start_entry
from portal.entries.gatekeeping import may_begin, require_open
from portal.entries.models import Entry, TeamMember
from portal.entries.stages import StageState, missed_stage, require_stages, stages_of
from portal.entries.team import accept_invitation, invite
from portal.errors import TooLate
from portal.mail.models import OutgoingMail
from tests.factories.accounts import UserFactory
from tests.factories.calls import ET, R0_GATES, CallFactory, just_before, publish
from tests.factories.entries import EntryFactory, hand_in
from tests.portal.entries.test_team import token_of

pytestmark = pytest.mark.django_db
TEAMS = {"team_size": {"minimum": 2, "maximum": 6}}


def et(wall):
    return instant_of(f"2024-02-{wall}", ET)


@pytest.fixture
def call():
    return CallFactory(version__opens=None, version__closes=None, version__gates=R0_GATES, version__rules=TEAMS)


@pytest.fixture
def entry(call):
    return started(call, et("13T12:00"))


def started(call, at, owner=None):
    return Entry.objects.for_work().get(pk=start_entry(call, by=owner or UserFactory(), at=at).pk)


def joined(entry, at):
    TeamMember.objects.create(entry=entry, user=UserFactory(), joined_at=at)
    return Entry.objects.for_work().get(pk=entry.pk)


def test_registration_closes_to_whoever_has_not_begun(call, entry):
    gate = et("14T23:59")

    assert started(call, just_before(gate))
    assert not may_begin(call, gate)
    with pytest.raises(TooLate) as refusal:
        start_entry(call, by=UserFactory(), at=gate)
    assert "2024-02-14 23:59:00 America/New_York (2024-02-15 04:59:00 UTC)" in str(refusal.value)
    assert start_entry(call, by=entry.owner, at=gate) == entry


def test_registered_without_a_team_at_the_team_gate_cannot_hand_in(call, entry):
    """Reference row 6."""
    at = et("17T20:31")

    missed = missed_stage(entry, at)

    assert (missed.gate.key, missed.state) == ("team", StageState.MISSED)
    assert missed.words.startswith("Registered, no team: when “teams close” passed, the team had 1.")
    assert [stage.state for stage in stages_of(entry, at)] == ["done", "missed", "open"]
    with pytest.raises(TooLate, match="Registered, no team"):
        hand_in(entry, at=at)
    with pytest.raises(TooLate, match="no team"):
        require_stages(joined(entry, at), at)  # whoever comes after the gate does not count


def test_team_at_the_gate_counts(entry):
    gate = et("17T20:30")
    before = stages_of(entry, just_before(gate))
    entry = joined(entry, just_before(gate))

    assert [stage.state for stage in before] == ["done", "open", "open"]
    assert "no team yet" in before[1].words
    assert missed_stage(entry, gate) is None
    assert missed_stage(entry, just_before(gate)) is None


def test_after_the_team_gate_nobody_is_invited_or_joins(entry):
    gate, guest = et("17T20:30"), UserFactory()
    invite(entry, guest.email, by=entry.owner, at=just_before(gate))

    with pytest.raises(TooLate, match="“teams close” passed at 2024-02-17 20:30:00"):
        invite(entry, "late@example.org", by=entry.owner, at=gate)
    with pytest.raises(TooLate, match="teams close"):
        accept_invitation(token_of(guest.email), by=guest, at=gate)

    assert accept_invitation(token_of(guest.email), by=guest, at=just_before(gate)) == entry
    assert not OutgoingMail.objects.filter(to="late@example.org").exists()


@pytest.mark.parametrize(
    ("wall", "mode", "is_taken"),
    [
        ("18T16:30:00", "remote", False),
        ("18T16:30:00", "on-site", True),
        ("18T18:00:01", "remote", False),
        ("18T18:00:01", "on-site", False),
    ],
)
def test_entry_gate_depends_on_the_mode(entry, wall, mode, is_taken):
    """Reference row 4."""
    entry.mode = mode

    if is_taken:
        assert require_open(entry, et(wall)) is Timing.OPEN
    else:
        with pytest.raises(TooLate, match=r"The gate closed at 2024-02-18 1[68]:00:00 America/New_York"):
            require_open(entry, et(wall))


def test_second_draft_of_a_registered_person_is_registered(call, entry):
    Entry.objects.filter(pk=entry.pk).update(version=2)
    second = started(call, et("15T12:00"), entry.owner)

    assert second != entry
    assert stages_of(second, et("15T12:00"))[0].state == StageState.DONE


def test_gate_moved_for_everybody_opens_the_team_again(call, entry):
    later = tuple(row | {"wall": "2024-02-17T22:00"} if row["key"] == "team" else row for row in R0_GATES)
    publish(call, opens=None, closes=None, gates=later, rules=TEAMS)

    assert missed_stage(joined(Entry.objects.for_work().get(pk=entry.pk), et("17T21:00")), et("17T23:00")) is None


def test_track_with_an_earlier_gate_closes_earlier():
    xr = {"key": "xr", "kind": GateKind.ENTRY, "track": "xr", "wall": "2024-02-10T12:00", "zone": ET, "grace_s": 60}
    call = CallFactory(version__gates=(xr,))
    Track.objects.create(version=call.current, key="xr", name="XR")
    entry = EntryFactory(complete=True, call=call, declarations={"tracks": ["xr"]})
    gate = et("10T12:00")

    assert require_open(EntryFactory(call=call), gate + timedelta(days=9)) is Timing.OPEN
    assert hand_in(entry, at=gate + timedelta(seconds=60) - timedelta(milliseconds=1)).is_late
    with pytest.raises(TooLate):
        require_open(entry, gate + timedelta(seconds=60))


def test_second_stage_lets_in_only_who_handed_in_at_the_first():
    first = {"key": "idea", "kind": GateKind.ENTRY, "wall": "2024-02-10T12:00", "zone": ET}
    last = {"key": "film", "kind": GateKind.ENTRY, "wall": "2024-02-20T12:00", "zone": ET, "after": "idea"}
    call = CallFactory(version__closes=None, version__gates=(first, last))
    in_time, too_late = EntryFactory(complete=True, call=call), EntryFactory(complete=True, call=call)
    hand_in(in_time, at=et("10T11:59"))

    with pytest.raises(TooLate, match="Nothing had been handed in"):
        hand_in(too_late, at=et("10T12:00"))
    assert missed_stage(in_time, et("19T12:00")) is None
    assert not may_begin(call, et("10T12:00"))
