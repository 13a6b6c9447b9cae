"""A person's list and the desk's ask the database as often for three hundred entries as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import sign_in
from tests.factories.desk import make_call, make_editor, make_entry
from tests.factories.entries import EntryFactory
from tests.factories.many import more_entries

pytestmark = pytest.mark.django_db


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_my_entries_cost_as_much_at_every_size(client: Client) -> None:
    entry = EntryFactory(complete=True)
    client.force_login(entry.owner)

    counts = []
    for more in (0, 2, 27, 270):
        more_entries(entry, more)
        counts.append(queries(client, reverse("entry-list")))

    assert counts == [counts[0]] * 4


def test_desk_costs_as_much_at_every_size(client: Client) -> None:
    entry = make_entry(make_call())
    sign_in(client, make_editor("lantern"))

    counts = []
    start = 0
    for more in (0, 2, 27, 270):
        more_entries(entry, more, start=start)
        start += more
        counts.append(queries(client, "/admin/entries/"))

    assert counts == [counts[0]] * 4
