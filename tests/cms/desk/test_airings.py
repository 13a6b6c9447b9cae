"""Events and airings on the desk."""

import pytest
from django.urls import reverse

from portal.authorities.models import Authority
from portal.clock import now
from portal.events.models import Airing, Event
from tests.factories.desk import make_call, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel():
    return Authority.objects.create(kind="channel", slug="night")


def make_event(call, slug="gala"):
    fields = {"slug": slug, "name": {"en": "Gala"}, "starts_at": now(), "zone": "Asia/Shanghai", "is_all_day": True}
    return Event.objects.create(edition=call.edition, **fields)


def airing(on, **changes):
    row = {"channel": on.pk, "day": "2024-04-12", "time": "", "zone": "Asia/Shanghai", "status": "tentative"}
    return {f"airings-0-{name}": value for name, value in (row | changes).items()}


def form(client, address, **more):
    seen = client.get(address).context["seen"]
    return {"seen": seen, "airings-TOTAL_FORMS": 1, "airings-INITIAL_FORMS": 0, **more}


def event_form(call, **changes):
    return {
        "edition": call.edition.pk, "slug": "gala", "name_0": "", "name_2": "Gala", "day": "2024-04-12", "time": "",
        "zone": "Asia/Shanghai", "attendance": "offline", "is_tentative": "on", "aliases": "Honours Night",
    } | changes  # fmt: skip


def test_event_of_a_day_is_entered_without_an_hour(client, call, editor):
    client.post(reverse("desk-events:add"), event_form(call))

    event = Event.objects.get()
    assert event.is_all_day and f"{event.local_day()}" == "2024-04-12"
    assert event.aliases == ["Honours Night"]


def test_event_with_an_hour_comes_back_as_it_was_typed(client, call, editor):
    client.post(reverse("desk-events:add"), event_form(call, time="19:30", ends_time="21:00"))

    event = Event.objects.get()
    html = client.get(reverse("desk-events:edit", args=[event.pk])).content.decode()
    assert not event.is_all_day and event.starts_at.isoformat() == "2024-04-12T11:30:00+00:00"
    assert 'value="19:30"' in html and 'value="21:00"' in html and 'value="2024-04-12"' in html


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"time": "25:00"}, "Write the hour like 20:00."),
        ({"time": "01:30", "zone": "Europe/London", "day": "2024-03-31"}, "does not exist"),
        ({"time": "01:30", "zone": "Europe/London", "day": "2024-10-27"}, "happens twice"),
        ({"zone": "Mars/Olympus"}, "is not a time zone we know"),
        ({"time": "20:00", "ends_time": "19:00"}, "It ends before it begins."),
        ({"ends_day": "2024-04-13"}, "Write the hour at which it ends"),
    ],
)
def test_event_that_cannot_be_is_refused_with_the_reason(client, call, editor, changes, words):
    answer = client.post(reverse("desk-events:add"), event_form(call, **changes))

    assert words in answer.content.decode()
    assert not Event.objects.exists()


def test_airing_is_written_and_stands_in_the_history(client, call, editor, channel):
    event = make_event(call)
    address = reverse("desk-events:airings", args=[event.pk])

    answer = client.post(address, form(client, address, **airing(channel, source="A paper")))

    found = event.airings.get()
    again = client.get(address).content.decode()
    history = client.get(reverse("desk-events:history", args=[event.pk])).content.decode()
    assert answer["Location"] == address
    assert (found.at, found.status, found.source) == (None, "tentative", "A paper")
    assert f'value="{found.public_id}"' in again and "2024-04-12" in history


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"time": "01:30", "zone": "Europe/London", "day": "2024-03-31"}, "does not exist"),
        ({"time": "01:30", "zone": "Europe/London", "day": "2024-10-27"}, "happens twice"),
        ({"status": "confirmed"}, "An airing without an hour cannot be confirmed."),
        ({"channel": ""}, "This field is required."),
        ({"zone": "nowhere"}, "is not a time zone we know"),
        ({"source": "a\x00b"}, "cannot"),
        ({"day": "2024-02-31"}, "valid date"),
    ],
)
def test_airing_that_cannot_be_is_refused_and_kept_on_the_screen(client, call, editor, channel, changes, words):
    address = reverse("desk-events:airings", args=[make_event(call).pk])

    answer = client.post(address, form(client, address, **airing(channel, **changes)))

    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Airing.objects.exists()


def test_row_is_added_without_saving(client, call, editor, channel):
    address = reverse("desk-events:airings", args=[make_event(call).pk])

    answer = client.post(address, form(client, address, add="airings", **airing(channel)))

    assert answer.status_code == 200 and 'name="airings-1-day"' in answer.content.decode()
    assert not Airing.objects.exists()


def test_airing_of_a_film_is_written_on_its_own_screen(client, call, editor, channel):
    film, event = make_entry(call).film, make_event(call)
    address = reverse("desk-films:airings", args=[film.pk])

    client.post(address, form(client, address, **airing(channel, time="20:00", status="confirmed", event=event.pk)))

    found = film.airings.get()
    assert found.event == event and found.time == "20:00"


def test_changing_an_event_counts_its_calendar_files_up(client, call, editor, channel):
    event = make_event(call)
    address = reverse("desk-events:airings", args=[event.pk])
    client.post(address, form(client, address, **airing(channel)))

    client.post(reverse("desk-events:edit", args=[event.pk]), event_form(call, name_2="Great Gala"))

    assert event.airings.get().sequence == 1


def test_event_keeps_its_edition_while_its_parts_belong_to_that(client, call, editor):
    event, later = make_event(call), make_call("later").edition
    part = make_event(call, "salon")
    Event.objects.filter(pk=part.pk).update(parent=event)
    address = reverse("desk-events:edit", args=[event.pk])

    refused = client.post(address, event_form(call, edition=later.pk))
    assert "Its parts belong to another edition." in refused.content.decode()
    assert Event.objects.get(pk=event.pk).edition == call.edition
    assert client.post(address, event_form(call, name_2="Great Gala")).status_code == 302

    Event.objects.filter(pk=part.pk).update(parent=None)
    assert client.post(address, event_form(call, edition=later.pk)).status_code == 302
    assert Event.objects.get(pk=event.pk).edition == later


def test_event_whose_parts_were_left_behind_can_be_corrected(client, call, editor):
    event, part = make_event(call), make_event(make_call("later"), "salon")
    Event.objects.filter(pk=part.pk).update(parent=event)
    address = reverse("desk-events:edit", args=[event.pk])

    assert client.post(address, event_form(call, name_2="Great Gala")).status_code == 302
    assert client.post(address, event_form(call, edition=part.edition_id)).status_code == 302


def test_events_of_other_programmes_are_not_there(client, call, editor):
    other = make_event(make_call("autumn", programme="harbour"), "other")

    pages = ("desk-events:edit", "desk-events:airings")
    assert {client.get(reverse(page, args=[other.pk])).status_code for page in pages} == {404}
    assert f"events/edit/{other.pk}/" not in client.get(reverse("desk-events:index")).content.decode()
