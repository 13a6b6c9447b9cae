"""When something is on air: hours are told or missing, never invented, and every change counts up."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.models import Role
from portal.clock import now
from portal.errors import NotAllowed, StaleVersion
from portal.events.actions import airings_said, instant_on, write_airings
from portal.events.models import Airing, AiringStatus, Event
from portal.seen import fingerprint
from portal.zones import find_zone
from tests.factories.cms import make_airing
from tests.factories.desk import make_call, make_editor, make_film_record

pytestmark = pytest.mark.django_db
EVENING = date(2024, 4, 12)


@pytest.fixture
def event():
    edition = make_call().edition
    return Event.objects.create(
        edition=edition, slug="gala", name={"en": "Gala"}, starts_at=now(), zone="Asia/Shanghai"
    )


@pytest.fixture
def editor():
    return make_editor("lantern")


@pytest.fixture
def channel():
    airing = make_airing(film=make_film_record(make_editor()))
    return airing.channel


def row(channel, **changes):
    return {"channel": channel, "day": EVENING, "time": "", "zone": "Asia/Shanghai", "status": "tentative"} | changes


def write(event, rows, *, by):
    return write_airings(event, rows, by=by, at=now(), seen=fingerprint(airings_said(event)))


def test_airing_without_an_hour_has_no_instant(event, editor, channel):
    write(event, [row(channel)], by=editor)

    airing = event.airings.get()
    assert (airing.day, airing.at, airing.time, airing.status) == (EVENING, None, "", "tentative")


def test_airing_with_an_hour_is_an_instant_of_its_zone(event, editor, channel):
    write(event, [row(channel, time="20:00", status="confirmed")], by=editor)

    assert event.airings.get().at == datetime(2024, 4, 12, 12, tzinfo=UTC)
    assert event.airings.get().time == "20:00"


@pytest.mark.parametrize("day, code", [(date(2024, 3, 31), "imaginary"), (date(2024, 10, 27), "ambiguous")])
def test_hour_that_is_none_or_two_is_refused(event, editor, channel, day, code):
    with pytest.raises(ValidationError) as refusal:
        write(event, [row(channel, day=day, time="01:30", zone="Europe/London")], by=editor)

    assert refusal.value.code == code
    assert not event.airings.exists()


def test_airing_without_an_hour_cannot_be_confirmed(event, editor, channel):
    with pytest.raises(ValidationError):
        write(event, [row(channel, status="confirmed")], by=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Airing.objects.create(event=event, channel=channel, day=EVENING, zone="UTC", status=AiringStatus.CONFIRMED)


def test_change_counts_up_and_the_rest_stays(event, editor, channel):
    write(event, [row(channel), row(channel, day=date(2024, 4, 13))], by=editor)
    first, second = event.airings.all()

    rows = [
        row(channel, public_id=first.public_id, time="20:00"),
        row(channel, public_id=second.public_id, day=second.day),
    ]
    write(event, rows, by=editor)

    assert [(a.public_id, a.sequence) for a in event.airings.all()] == [(first.public_id, 1), (second.public_id, 0)]


def test_row_left_out_is_gone_and_a_strangers_id_is_a_new_row(event, editor, channel):
    other = Airing.objects.exclude(film=None).get()
    write(event, [row(channel)], by=editor)

    write(event, [row(channel, public_id=other.public_id, day=date(2024, 5, 1))], by=editor)

    other.refresh_from_db()
    assert other.event_id is None and event.airings.get().public_id != other.public_id


def test_airings_are_written_by_the_programmes_editors(event, channel):
    for stranger in (make_editor("other"), make_editor("lantern", role=Role.JUROR)):
        with pytest.raises(NotAllowed):
            write(event, [row(channel)], by=stranger)


def test_film_is_not_attached_to_another_programmes_event(event, channel):
    film = make_film_record(make_editor())
    stranger = make_editor("other", role=Role.CURATOR)

    with pytest.raises(NotAllowed):
        write_airings(
            film,
            [row(channel, event=event)],
            by=stranger,
            at=now(),
            seen=fingerprint(airings_said(film)),
            programme="other",
        )


def test_second_writer_overwrites_nothing(event, editor, channel):
    seen = fingerprint(airings_said(event))
    write(event, [row(channel)], by=editor)

    with pytest.raises(StaleVersion):
        write_airings(event, [], by=editor, at=now(), seen=seen)
    assert event.airings.count() == 1


@given(
    day=st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    clock=st.times().map(lambda time: f"{time:%H:%M}"),
    zone=st.sampled_from(["Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Sydney", "AoE"]),
)
def test_instant_shows_the_day_and_hour_that_were_typed(day, clock, zone):
    try:
        at = instant_on(day, clock, zone)
    except ValidationError as refusal:
        assert refusal.code in {"imaginary", "ambiguous"}
        return
    assert at.astimezone(find_zone(zone)).strftime("%Y-%m-%d %H:%M") == f"{day.isoformat()} {clock}"
