"""An award with so many places is granted so many times, whoever grants it when."""

import pytest
from django.utils.translation import override

from portal.calls.actions import draft_of, publish_version
from portal.clock import now
from portal.entries.eligibility import move_on_desk
from portal.entries.workflow import ACCEPT, REFUSE, Status
from portal.errors import InvalidMove, NotAllowed
from portal.jury.actions import plan_release, publish_release, record_decision, withdraw_decision
from portal.jury.models import Decision, Outcome
from portal.jury.places import granted, places_of
from tests.at_once import begun_elsewhere
from tests.factories.desk import make_call, make_editor, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    call = make_call()
    call.current.awards.update(places=2)
    return call


@pytest.fixture
def editor(call):
    return make_editor("lantern")


@pytest.fixture
def grant(call, editor):
    def grant(entry=None):
        award = call.current.awards.get(key="best")
        return record_decision(entry or make_entry(call), Outcome.WINNER, award=award, by=editor, at=now())

    return grant


def left(call, decisions=None):
    award = call.current.awards.get(key="best")
    return places_of([award], granted() if decisions is None else decisions)[award.pk].left


def test_more_than_the_places_is_refused_with_a_sentence(call, grant):
    for _place in range(2):
        grant()

    with override("en"), pytest.raises(InvalidMove, match=r"“Best film” has no place left: 2 of 2 are granted."):
        grant()

    assert Decision.objects.count() == 2
    assert left(call) == 0


def test_deciding_anew_on_the_same_entry_takes_no_second_place(call, grant):
    grant()
    entry = grant().entry

    grant(entry)

    assert left(call) == 0


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.DISQUALIFIED])
def test_whoever_leaves_gives_the_place_back(call, grant, status):
    entries = [grant().entry for _place in range(2)]
    type(entries[0]).objects.filter(pk=entries[0].pk).update(status=status)

    grant()

    assert left(call) == 0


def test_withdrawn_decision_gives_the_place_back(call, grant, editor):
    withdraw_decision(grant(), by=editor, at=now())

    assert left(call) == 2


def test_places_are_counted_across_versions_of_the_call(call, grant, editor):
    grant()
    draft = draft_of(call, by=editor)
    draft.awards.update(places=1)
    publish_version(draft, by=editor, at=now())
    call.refresh_from_db()

    with override("en"), pytest.raises(InvalidMove, match="no place left"):
        grant()

    assert left(call) == 0


def test_award_without_a_number_is_granted_as_often_as_one_likes(call, grant):
    call.current.awards.update(places=None)

    for _place in range(4):
        grant()

    assert places_of(call.current.awards.all(), granted()) == {}


def test_public_count_holds_nothing_under_embargo(call, grant, editor):
    decision = grant()
    before = left(call, Decision.objects.public())

    release = plan_release(call, name="Results", decisions=[decision], by=editor, at=now())
    publish_release(release, by=editor, at=now())

    assert (before, left(call, Decision.objects.public())) == (2, 1)


def test_places_of_many_awards_are_one_query(call, grant, django_assert_num_queries):
    grant()
    for number in range(3):
        call.current.awards.create(key=f"more-{number}", name={"en": "More"}, places=5)
    awards = list(call.current.awards.all())

    with django_assert_num_queries(1):
        found = places_of(awards, granted())

    assert [places.left for places in found.values()] == [1, 5, 5, 5]


@pytest.mark.django_db(transaction=True)
def test_last_place_is_granted_once_by_two_at_the_same_moment(call, grant):
    grant()
    one, other = make_entry(call), make_entry(call)

    with begun_elsewhere(lambda: grant(one)), pytest.raises(InvalidMove):
        grant(other)

    assert left(call) == 0
    assert Decision.objects.standing().count() == 2


def test_entry_that_comes_back_finds_its_place_given_away(call, grant, editor):
    gone, _other = grant().entry, grant()
    move_on_desk(gone, REFUSE, by=editor, at=now(), reason="Too long")
    grant()

    with override("en"), pytest.raises(InvalidMove, match=r"granted “Best film” .* \(2 of 2\)"):
        move_on_desk(gone, ACCEPT, by=editor, at=now())

    gone.refresh_from_db()
    assert (gone.status, left(call)) == (Status.INELIGIBLE, 0)


def test_entry_comes_back_to_the_place_that_is_still_free(call, grant, editor):
    gone, _other = grant().entry, grant()
    move_on_desk(gone, REFUSE, by=editor, at=now(), reason="Too long")

    move_on_desk(gone, ACCEPT, by=editor, at=now())

    assert left(call) == 0


def test_entry_comes_back_by_the_number_of_places_in_force(call, grant, editor):
    """The award was granted under an earlier version of the call, which had a place less."""
    gone, _other = grant().entry, grant()
    move_on_desk(gone, REFUSE, by=editor, at=now(), reason="Too long")
    grant()
    draft = draft_of(call, by=editor)
    draft.awards.update(places=3)
    publish_version(draft, by=editor, at=now())

    move_on_desk(type(gone).objects.get(pk=gone.pk), ACCEPT, by=editor, at=now())

    call.refresh_from_db()
    assert left(call) == 0


def test_stranger_learns_nothing_of_places_from_a_refusal(call, grant, editor):
    gone, _other = grant().entry, grant()
    move_on_desk(gone, REFUSE, by=editor, at=now(), reason="Too long")
    grant()

    with pytest.raises(NotAllowed):
        move_on_desk(gone, ACCEPT, by=make_editor("other"), at=now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("comes_back_first", [True, False])
def test_last_place_goes_to_whoever_comes_back_or_to_another(call, grant, editor, comes_back_first):
    gone, _other = grant().entry, grant()
    move_on_desk(gone, REFUSE, by=editor, at=now(), reason="Too long")
    third = make_entry(call)
    acts = [lambda: move_on_desk(gone, ACCEPT, by=editor, at=now()), lambda: grant(third)]
    first, second = acts if comes_back_first else reversed(acts)

    with begun_elsewhere(first), pytest.raises(InvalidMove):
        second()

    assert granted().count() == 2
