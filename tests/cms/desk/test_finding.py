"""The desk's own search: everything by any name, but only what is one's own."""

import pytest
from django.urls import reverse

from search.facets import Index
from search.rebuild import rebuild
from tests.cast import make_user, sign_in
from tests.factories.desk import make_call, make_editor, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    made = [
        make_entry(make_call(slug, programme=home)) for slug, home in (("spring", "lantern"), ("autumn", "harvest"))
    ]
    for index in Index:
        rebuild(index)
    return made


def found(client, **query):
    answer = client.get(reverse("desk-find"), query)
    return answer.status_code, sorted(hit.url for hit in answer.context["hits"]), answer.context["count"]


def test_everything_is_found_by_those_who_work_for_all(client, entries):
    sign_in(client, make_editor())

    status, urls, count = found(client, q="lamps")

    wanted = [reverse("desk-entries:inspect", args=[entry.pk]) for entry in entries]
    assert status == 200
    assert [url for url in urls if "/entries/" in url] == sorted(wanted)
    assert count == len(urls)


def test_what_is_not_ones_own_is_neither_listed_nor_counted(client, entries):
    sign_in(client, make_editor("lantern"))

    _status, urls, count = found(client, q="lamps")

    assert reverse("desk-entries:inspect", args=[entries[0].pk]) in urls
    assert reverse("desk-entries:inspect", args=[entries[1].pk]) not in urls
    assert count == len(urls)


@pytest.mark.usefixtures("entries")
def test_nothing_found_is_said(client):
    sign_in(client, make_editor())

    assert "Nothing was found." in client.get(reverse("desk-find"), {"q": "zebra"}).content.decode()


@pytest.mark.parametrize("role", ["creator", "juror"])
def test_desk_is_closed_to_everybody_else(client, role):
    sign_in(client, make_user(role))

    assert client.get(reverse("desk-find")).status_code in (302, 403, 404)
