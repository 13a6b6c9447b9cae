"""The calls that are under way, on the first page of the admin."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cms.desk.running import calls_under_way
from portal.clock import now
from portal.entries.models import Entry
from portal.entries.workflow import Status
from tests.cast import sign_in
from tests.factories.desk import make_call, make_editor, make_entry

pytestmark = pytest.mark.django_db
GATE = datetime(2027, 5, 1, 18, tzinfo=ZoneInfo("Asia/Shanghai"))  # of make_call()


def test_call_says_what_comes_next_and_what_came_in():
    call = make_call()
    make_entry(call)
    long_ago = make_entry(call)
    Entry.objects.filter(pk=long_ago.pk).update(submitted_at=now() - timedelta(days=2))
    make_entry(call, status=Status.DRAFT)
    make_entry(call, status=Status.WITHDRAWN)

    (row,) = calls_under_way(make_editor("lantern"), now())

    assert (row.title, row.at, row.status) == ("Call spring", GATE, "")
    assert (row.entries, row.lately, row.drafts) == (2, 1, 1)


def test_call_is_gone_at_its_last_gate():
    editor = make_editor(make_call().programme.slug)

    assert calls_under_way(editor, GATE - timedelta(milliseconds=1)) != []
    assert calls_under_way(editor, GATE) == []


def test_calls_of_other_programmes_are_not_counted():
    make_call()

    assert calls_under_way(make_editor("mirror"), now()) == []


@pytest.mark.parametrize("calls", [1, 3, 30])
def test_calls_take_two_queries(django_assert_num_queries, calls):
    for number in range(calls):
        make_entry(make_call(f"call-{number}"))
    administrator = make_editor()
    administrator.is_superuser = True

    with django_assert_num_queries(2):
        assert len(calls_under_way(administrator, now())) == calls


def test_first_page_of_the_admin_shows_them(client):
    call = make_call()
    sign_in(client, make_editor("lantern"))

    page = client.get("/admin/").content.decode()

    assert f'href="/admin/calls/{call.pk}/"' in page and f'href="/admin/entries/?call={call.pk}"' in page
