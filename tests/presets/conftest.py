"""A call opened on the desk from its preset, a clock that stands where a test puts it, and the last button."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from portal import clock
from portal.calls.actions import draft_of, publish_version
from portal.calls.models import Call
from portal.entries.models import Entry, TeamMember
from tests.cast import sign_in
from tests.factories.accounts import UserFactory
from tests.factories.calls import EditionFactory
from tests.factories.desk import make_editor
from tests.factories.entries import EntryFactory


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def stop_clock(monkeypatch):
    """Every request reaches us at this instant from now on."""

    def stop(at):
        stopped = type("Stopped", (clock.datetime,), {"now": classmethod(lambda _cls, _zone=None: at)})
        monkeypatch.setattr(clock, "datetime", stopped)

    return stop


@pytest.fixture
def opened(client):
    """The call of a preset, begun with *Add* and published whole; `finish` is what the editor does to the draft."""

    def open_call(name, finish=None):
        boss = make_editor()
        sign_in(client, boss)
        sent = {"edition": EditionFactory().pk, "slug": name, "kind": "film", "preset": name}
        assert client.post(reverse("desk-calls:add"), sent).status_code == 302
        call = Call.objects.get(slug=name)
        draft = draft_of(call, by=boss)
        if finish:
            finish(draft)
        publish_version(draft, by=boss, at=clock.now())
        client.logout()
        return Call.objects.select_related("current").get(pk=call.pk)

    return open_call


@pytest.fixture
def entered():
    """A complete draft with a team of `members`, all of whom were there at `began`."""

    def enter(call, *, began, members=1, **fields):
        owner = UserFactory(language="en")
        entry = EntryFactory(call=call, owner=owner, created_at=began, complete=True, **fields)
        TeamMember.objects.filter(entry=entry).update(joined_at=began)
        for _number in range(members - 1):
            TeamMember.objects.create(entry=entry, user=UserFactory(), joined_at=began)
        return Entry.objects.for_work().get(pk=entry.pk)

    return enter


@pytest.fixture
def press(client):
    """Open the last page, tick, press: whether it was taken, and what the page says."""

    def press(entry):
        client.force_login(entry.owner)
        with override("en"):  # an earlier request has left its own language
            url = reverse("entry-submit", args=[entry.public_id])
        shown = client.get(url).context["form"].initial
        answer = client.post(url, shown | {"accept": "on", "accept_ethics": "on"})
        return answer.status_code == 302, answer.content.decode()

    return press
