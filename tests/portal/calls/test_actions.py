"""A call's text is published whole, stays as it is, and every later difference is said in public."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from portal.accounts.models import Role, RoleGrant, User
from portal.calls.actions import draft_of, move_gate, publish_version, set_gate, set_rule
from portal.calls.models import Call, Edition, GateKind, Programme
from portal.calls.rules import Facts, Status, evaluate
from portal.clock import now
from portal.errors import InvalidMove, NotAllowed

pytestmark = pytest.mark.django_db
APRIL = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def editor():
    user = User.objects.create_user("editor@example.org")
    RoleGrant.objects.create(user=user, role=Role.EDITOR)
    return user


@pytest.fixture
def call(editor):
    programme = Programme.objects.create(slug="p", name="P")
    call = Call.objects.create(slug="c", edition=Edition.objects.create(programme=programme, slug="e", year=2026))
    draft = draft_of(call, by=editor)
    draft.title, draft.consent = "Call", "I agree"
    draft.save()
    set_gate(draft, key="end", kind=GateKind.ENTRY, wall="2026-05-01T18:00", zone="Asia/Shanghai")
    set_rule(draft, "team_size", minimum=2, maximum=6)
    publish_version(draft, by=editor, at=now())
    call.refresh_from_db()
    return call


def test_publishing_puts_the_version_in_force(call):
    assert call.current.published_at is not None
    assert not call.amendments.exists()


def test_published_version_cannot_be_changed(call):
    with pytest.raises(InvalidMove):
        set_rule(call.current, "team_size", minimum=1, maximum=6)


def test_moving_a_gate_becomes_a_public_amendment(call, editor):
    amendment = move_gate(call, "end", wall="2026-05-03T18:00", by=editor, at=APRIL)

    changed = {(change["key"], change["field"]): (change["old"], change["new"]) for change in amendment.changes}
    assert changed == {
        ("end", "wall"): ("2026-05-01T18:00", "2026-05-03T18:00"),
        ("end", "at"): ("2026-05-01T10:00:00+00:00", "2026-05-03T10:00:00+00:00"),
    }


def test_gate_is_not_moved_into_the_past(call, editor):
    with pytest.raises(InvalidMove, match="2026-05-03 10:00:01 UTC"):
        move_gate(call, "end", wall="2026-05-03T18:00", by=editor, at=datetime(2026, 5, 3, 10, 0, 1, tzinfo=UTC))

    assert not call.amendments.exists()


def test_gate_is_not_moved_past_the_one_after_it(call, editor):
    draft = draft_of(call, by=editor)
    set_gate(draft, key="results", kind=GateKind.RESULTS, wall="2026-06-01T18:00", zone="Asia/Shanghai", after="end")
    publish_version(draft, by=editor, at=APRIL)

    with pytest.raises(InvalidMove, match="“end” would pass later than “results”"):
        move_gate(call, "end", wall="2026-06-01T18:01", by=editor, at=APRIL)
    assert move_gate(call, "end", wall="2026-06-01T18:00", by=editor, at=APRIL)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"after": "nothing"}, "comes after “nothing”, which is not there"),
        ({"after": "team"}, "would come after itself"),
        ({"after": "end"}, "comes after “end”, and passes before it"),
        ({"track": "xr"}, "is for the track “xr”, which is not there"),
    ],
)
def test_gates_that_cannot_stand_together_are_not_published(call, editor, fields, reason):
    draft = draft_of(call, by=editor)
    set_gate(draft, key="team", kind=GateKind.TEAM, wall="2026-04-20T18:00", zone="Asia/Shanghai", **fields)

    with pytest.raises(ValidationError, match=reason):
        publish_version(draft, by=editor, at=APRIL)


def test_draft_is_a_copy_that_leaves_the_published_one_alone(call, editor):
    draft = draft_of(call, by=editor)
    set_rule(draft, "team_size", minimum=3, maximum=4)

    assert call.current.rules.get().params == {"minimum": 2, "maximum": 6}
    assert draft_of(call, by=editor) == draft


def test_unfinished_draft_is_refused_with_every_reason(call, editor):
    draft = draft_of(call, by=editor)
    draft.title = draft.consent = ""
    draft.save()

    with pytest.raises(ValidationError) as refusal:
        publish_version(draft, by=editor, at=now())

    assert len(refusal.value.messages) == 2


def test_stranger_cannot_publish(call):
    with pytest.raises(NotAllowed):
        draft_of(call, by=User.objects.create_user("stranger@example.org"))


def test_rule_kind_of_another_release_stops_no_other_rule(call):
    call.current.rules.create(kind="from-the-future", params={"x": 1}, position=9)

    verdicts = evaluate(call.current, Facts(team_size=3))

    assert [(v.kind, v.status) for v in verdicts] == [
        ("team_size", Status.PASS),
        ("from-the-future", Status.UNKNOWN),
    ]
