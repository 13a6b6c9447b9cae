"""The pages of a draft: they open, save, refuse strangers, and keep within their number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.clock import now
from portal.entries.actions import start_entry
from portal.entries.models import Entry
from portal.entries.team import invite
from portal.entries.workflow import Status
from tests.factories.accounts import UserFactory
from tests.factories.authorities import AuthorityFactory
from tests.factories.calls import CallFactory, publish
from tests.factories.entries import EntryFactory, attach_file, hand_in, talent_entry

pytestmark = pytest.mark.django_db
FILM_STEPS = ["film", "people", "file", "ai"]
TALENT_STEPS = ["profile", "portfolio"]


def url(name, *args):
    return reverse(name, args=args)


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_starting_makes_a_saved_draft_once(client, owner):
    call = CallFactory()

    for _press in range(2):
        answer = client.post(url("entry-start", call.slug))
        assert answer.status_code == 302

    entry = Entry.objects.get()
    assert (entry.owner, entry.status, entry.film.owner) == (owner, Status.DRAFT, owner)
    assert entry.members.get().is_lead


@pytest.mark.parametrize("step", FILM_STEPS)
def test_step_of_a_film_opens(client, owner, step):
    entry = EntryFactory(owner=owner)

    answer = client.get(url("entry-step", entry.public_id, step))

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("step", TALENT_STEPS)
def test_step_of_a_talent_opens(client, owner, step):
    assert client.get(url("entry-step", talent_entry(owner=owner).public_id, step)).status_code == 200


def test_film_step_is_saved_with_its_titles(client, owner):
    entry = EntryFactory(owner=owner)
    place = AuthorityFactory(place=True, name="China")
    sent = {
        "version": 1,
        "original_language": "zh-Hans",
        "title_zh_hans": "江上无灯",
        "title_en": "No Lamp",
        "synopsis_zh_hans": "灯灭了。\r\n夜来了。",
        "year": "2026",
        "declared_runtime_ms": "4:12",
        "countries": [place.slug],
        "then": "next",
    }

    answer = client.post(url("entry-step", entry.public_id, "film"), sent)

    assert answer.status_code == 302
    assert answer["Location"].endswith("/steps/people/")
    entry.refresh_from_db()
    film = entry.film
    assert [(row.text, row.language, row.kind) for row in film.titles.all()] == [
        ("江上无灯", "zh-Hans", "original"),
        ("No Lamp", "en", "translated"),
    ]
    assert (film.year, film.declared_runtime_ms, entry.version) == (2026, 252_000, 2)
    assert film.synopsis.data == {"zh-hans": "灯灭了。\n夜来了。"}
    assert list(film.countries.all()) == [place]


def test_walk_from_draft_to_receipt(client, owner):
    entry = EntryFactory(owner=owner, complete=True)
    page = client.get(url("entry-submit", entry.public_id))
    form = page.context["form"]

    answer = client.post(
        url("entry-submit", entry.public_id),
        {"accept": "on", "text_hash": form["text_hash"].value(), "key": form["key"].value()},
    )

    assert answer.status_code == 302, answer.context["missing"]
    receipt = client.get(answer["Location"])
    assert receipt.status_code == 200
    assert f"{entry.call.slug.upper()}-00001" in receipt.content.decode()


def test_walk_of_a_talent(client, owner):
    entry = talent_entry(owner=owner)
    form = client.get(url("entry-submit", entry.public_id)).context["form"]

    answer = client.post(
        url("entry-submit", entry.public_id),
        {"accept": "on", "text_hash": form["text_hash"].value(), "key": form["key"].value()},
    )

    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200


def test_dashboard_lists_mine(client, owner):
    EntryFactory(owner=owner, complete=True)
    EntryFactory()

    answer = client.get(url("entry-list"))

    assert answer.status_code == 200
    assert len(answer.context["entries"]) == 1


def test_a_draft_with_a_film_in_it_is_not_started_again(owner):
    first = EntryFactory(owner=owner)
    attach_file(first.film)

    assert start_entry(first.call, by=owner, at=now()) != first


def test_dashboard_costs_the_same_for_every_invitation(client, owner, django_assert_num_queries):
    def invited():
        entry = EntryFactory(complete=True)
        invite(entry, owner.email, by=entry.owner, at=now())

    invited()
    with CaptureQueriesContext(connection) as one:
        client.get(url("entry-list"))
    for _more in range(2):
        invited()
    with django_assert_num_queries(len(one)):
        client.get(url("entry-list"))


@pytest.mark.parametrize(
    ("status", "closes", "may_edit"),
    [
        (Status.SUBMITTED, timedelta(hours=1), True),
        (Status.SUBMITTED, -timedelta(seconds=5), True),
        (Status.SUBMITTED, -timedelta(hours=1), False),
        (Status.RETURNED, -timedelta(hours=1), True),
        (Status.ELIGIBLE, timedelta(hours=1), False),
    ],
)
def test_receipt_leads_back_to_what_may_be_changed(client, owner, status, closes, may_edit):
    entry = EntryFactory(owner=owner, complete=True)
    hand_in(entry)
    Entry.objects.update(status=status)
    publish(entry.call, closes=now() + closes, grace_s=60)

    answer = client.get(url("entry-receipt", entry.public_id))

    assert bool(answer.context["entry_url"]) == may_edit
