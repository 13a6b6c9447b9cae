"""What the database counts of an edition: the way from handing in to an award, and where the works come from."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import User
from portal.authorities.models import Authority
from portal.calls.counting import counts_of
from portal.calls.models import CallKind, Measure
from portal.clock import now
from portal.entries.models import TeamMember
from portal.entries.workflow import Status
from portal.jury.actions import plan_release, publish_release, record_decision
from portal.jury.models import Outcome
from tests.factories.desk import make_call, make_editor, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_call()


@pytest.fixture
def editor(call):
    return make_editor("lantern")


def numbers(call, *measures):
    pk = call.edition.pk
    return {measure: counts_of([pk], measures)[pk, measure].number for measure in measures}


def place(slug, parent=None):
    return Authority.objects.create(kind="place", slug=slug, parent=parent)


def origins(call):
    pk = call.edition.pk
    count = counts_of([pk], [Measure.ORIGINS])[pk, Measure.ORIGINS]
    assert count.number == len(count.places)
    return {record.slug: number for record, number in count.places}


def decide(call, editor, *outcomes, is_released=True):
    entries = [make_entry(call) for _outcome in outcomes]
    decisions = [
        record_decision(entry, outcome, by=editor, at=now()) for entry, outcome in zip(entries, outcomes, strict=True)
    ]
    release = plan_release(call, name="Results", decisions=decisions, by=editor, at=now())
    if is_released:
        publish_release(release, by=editor, at=now())
    return entries


@pytest.mark.parametrize("status", Status)
def test_drafts_and_withdrawn_entries_are_not_counted(call, status):
    make_entry(call, status=status)

    expected = 0 if status in (Status.DRAFT, Status.WITHDRAWN) else 1
    assert set(numbers(call, Measure.ENTRIES, Measure.FILMS, Measure.PEOPLE).values()) == {expected}


@pytest.mark.parametrize("origin", ["pilot", "invited", "archive", "external"])
def test_pilots_and_invited_films_are_in_no_statistic_of_entries(call, editor, origin):
    (pilot,) = decide(call, editor, Outcome.WINNER)
    pilot.film.countries.add(place("china"))
    pilot.film.origin = origin
    pilot.film.save()

    assert set(numbers(call, *Measure.values).values()) == {0}


def test_invited_segments_are_in_no_statistic_of_entries():
    call = make_call(kind=CallKind.SEGMENT)
    make_entry(call)

    assert numbers(call, Measure.ENTRIES) == {Measure.ENTRIES: 0}


def test_selection_narrows_from_entries_to_awards(call, editor):
    make_entry(call, status=Status.DRAFT)
    decide(call, editor, *[Outcome.WINNER] * 3, *[Outcome.FINALIST] * 4, Outcome.SELECTED, *[Outcome.NOT_SELECTED] * 5)

    assert numbers(call, Measure.ENTRIES, Measure.SELECTED, Measure.FINALISTS, Measure.AWARDED) == {
        Measure.ENTRIES: 13, Measure.SELECTED: 8, Measure.FINALISTS: 7, Measure.AWARDED: 3,
    }  # fmt: skip


def test_what_is_under_embargo_is_not_counted(call, editor):
    decide(call, editor, Outcome.WINNER, is_released=False)

    assert numbers(call, Measure.SELECTED, Measure.AWARDED) == {Measure.SELECTED: 0, Measure.AWARDED: 0}


def test_finalist_who_was_disqualified_is_no_finalist(call, editor):
    gone, _stays = decide(call, editor, Outcome.FINALIST, Outcome.FINALIST)
    gone.status = Status.DISQUALIFIED
    gone.save()

    assert numbers(call, Measure.ENTRIES, Measure.FINALISTS) == {Measure.ENTRIES: 2, Measure.FINALISTS: 1}


def test_film_counts_once_and_once_for_each_of_its_countries_and_regions(call):
    china, hong_kong, france = place("china"), place("hong-kong"), place("france")
    make_entry(call).film.countries.add(china)
    both = make_entry(call)
    both.film.countries.add(hong_kong, france)
    again = make_entry(make_call("autumn"))
    type(again).objects.filter(pk=again.pk).update(film=both.film, call=call, call_version=call.current)

    assert numbers(call, Measure.ENTRIES, Measure.FILMS) == {Measure.ENTRIES: 3, Measure.FILMS: 2}
    assert origins(call) == {"china": 1, "hong-kong": 1, "france": 1}


def test_town_counts_for_its_country_once(call):
    china = place("china")
    hubei = place("hubei", china)
    make_entry(call).film.countries.add(place("jingzhou", hubei), china, place("hong-kong"))

    assert origins(call) == {"china": 1, "hong-kong": 1}


def test_people_without_a_film_count_for_where_they_live():
    call = make_call(kind=CallKind.TALENT)
    entry = make_entry(call)
    entry.talent.region = place("hong-kong")
    entry.talent.save()

    assert origins(call) == {"hong-kong": 1}


def test_people_are_counted_once_and_those_who_left_are_not(call):
    one, other = make_entry(call), make_entry(call)
    guest = User.objects.create_user("guest@example.org")
    TeamMember.objects.create(entry=one, user=other.owner)
    TeamMember.objects.create(entry=one, user=guest, left_at=now())

    assert numbers(call, Measure.PEOPLE) == {Measure.PEOPLE: 2}


@pytest.mark.parametrize("count", [1, 3, 12])
def test_queries_do_not_grow_with_entries_or_editions(call, editor, count):
    for number in range(count):
        other = make_call(f"call-{number}")
        (entry,) = decide(other, editor, Outcome.WINNER)
        entry.film.countries.add(place(f"place-{number}"))
    editions = list(type(call.edition).objects.values_list("pk", flat=True))

    with CaptureQueriesContext(connection) as captured:
        found = counts_of(editions, Measure.values)

    assert sum(found[pk, Measure.AWARDED].number for pk in editions) == count
    assert len(captured) == 8


def test_nothing_is_asked_where_nothing_is_to_be_counted(django_assert_num_queries, call):
    pk = call.edition.pk

    with django_assert_num_queries(0):
        assert counts_of([pk], []) == {}
        assert counts_of([], Measure.values) == {}
