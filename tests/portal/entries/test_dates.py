"""The dates on an entry's pages: those of its own mode and tracks, each as a calendar file that follows its gate."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from portal.calls.actions import move_gate
from portal.calls.gates import Schedule
from portal.clock import now
from portal.entries.dates import dates_of
from portal.entries.facts import closing_day
from portal.entries.models import Entry
from tests.cast import make_user
from tests.factories.calls import CallFactory
from tests.factories.entries import EntryFactory, hand_in

pytestmark = pytest.mark.django_db
GATES = (
    {"key": "remote", "kind": "entry", "wall": "2096-05-01T16:00", "zone": "UTC", "mode": "remote"},
    {"key": "site", "kind": "entry", "wall": "2096-05-01T18:00", "zone": "UTC", "mode": "on-site"},
    {"key": "show", "kind": "event", "wall": "2096-05-09T18:00", "zone": "UTC"},
    {"key": "xr-show", "kind": "event", "wall": "2096-05-10T18:00", "zone": "UTC", "track": "xr"},
)


@pytest.fixture
def entry():
    return EntryFactory(complete=True, mode="on-site", call=CallFactory(version__closes=None, version__gates=GATES))


def keys(text):
    return re.findall(r"UID:call-\d+-([\w-]+)@", text)


def test_dates_are_those_of_the_mode_and_the_tracks(entry):
    def ahead():
        return [date.url.rpartition("/")[2] for date in dates_of(entry, now()).ahead]

    assert ahead() == ["site.ics", "show.ics"]
    entry.mode, entry.declarations = "remote", {"tracks": ["xr"]}
    assert ahead() == ["remote.ics", "show.ics", "xr-show.ics"]


def test_special_end_replaces_the_one_for_everybody():
    both = ({"key": "all", "kind": "entry", "wall": "2096-05-01T10:00", "zone": "UTC"}, *GATES)
    call = CallFactory(version__closes=None, version__gates=both)
    schedule = Schedule.of(call)

    assert [gate.key for gate in schedule.gates_for("on-site") if gate.kind == "entry"] == ["site"]
    assert [gate.key for gate in schedule.gates_for("elsewhere") if gate.kind == "entry"] == ["all"]


@pytest.mark.parametrize("page", ["film", "submit", "receipt"])
def test_page_links_each_date_and_all_of_them(client, entry, page):
    if page == "receipt":
        hand_in(entry)
    client.force_login(entry.owner)
    names = {"film": ("entry-step", "film"), "submit": ("entry-submit",), "receipt": ("entry-receipt",)}
    name, *more = names[page]

    html = client.get(reverse(name, args=[entry.public_id, *more])).content.decode()

    assert reverse("call-gate", args=[entry.call.slug, "site"]) in html
    assert reverse("call-gate", args=[entry.call.slug, "remote"]) not in html
    whole = client.get(dates_of(entry, now()).url).content.decode()
    assert keys(whole) == ["opens", "site", "show"]


@pytest.mark.parametrize("query", ["?mode=%00", "?mode=none&track=none", "?track=" + "x" * 3000, "?mode=a&mode=b"])
def test_calendar_of_a_mode_that_is_none_survives(client, entry, query):
    answer = client.get(reverse("call-calendar", args=[entry.call.slug]) + query)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")


def test_saved_gate_follows_when_it_is_moved(client, entry):
    client.force_login(entry.owner)
    url = reverse("call-gate", args=[entry.call.slug, "site"])

    def saved():
        rows = dict(line.split(":", 1) for line in client.get(url).content.decode().split("\r\n") if ":" in line)
        return rows["UID"], int(rows["SEQUENCE"]), rows["DTSTART"]

    uid, number, start = saved()
    move_gate(entry.call, "site", wall="2096-05-02T18:00", by=make_user("administrator"), at=now())

    page = client.get(reverse("entry-step", args=[entry.public_id, "film"]))
    assert saved() == (uid, number + 1, "20960502T180000Z") and start == "20960501T180000Z"
    assert f'<a href="{url}">' in page.context["banners"][0]


@pytest.mark.parametrize(
    ("status", "is_under_way"),
    [("submitted", True), ("returned", True), ("eligible", True),
     ("withdrawn", False), ("disqualified", False), ("ineligible", False)],
)  # fmt: skip
def test_entry_that_is_out_has_no_dates(client, entry, status, is_under_way):
    hand_in(entry)
    Entry.objects.filter(pk=entry.pk).update(status=status)
    client.force_login(entry.owner)
    with override("en"):
        html = client.get(reverse("entry-receipt", args=[entry.public_id])).content.decode()

    assert ["Your dates" in html, "What comes next" in html] == [is_under_way, is_under_way]


def test_nothing_ahead_is_no_box(entry):
    gates = Schedule.of(entry.call).gates

    assert dates_of(Entry.objects.get(pk=entry.pk), gates[-1].at) is None


def test_day_that_an_age_counts_on_is_the_one_that_was_typed():
    entry = EntryFactory()
    gate = entry.call.current.gates.get(key="end")
    type(gate).objects.filter(pk=gate.pk).update(
        zone="Mars/Olympus", wall="2027-03-01T00:30", at=datetime(2027, 2, 28, 16, 30, tzinfo=UTC)
    )

    assert closing_day(Entry.objects.get(pk=entry.pk)) == date(2027, 3, 1)
