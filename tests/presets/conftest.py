"""A call opened on the desk from its preset, a clock that stands where a test puts it, and the last button.

Opening one takes longer than asking it something: a file of tests opens each call once (`kept`).
"""

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import override

from portal import clock
from portal.calls.actions import draft_of, publish_version, set_gate
from portal.calls.models import Call, GateKind
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


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker, tmp_path_factory):
    """What other module fixtures make stands for all tests of a file; each undoes its own, the file the whole."""
    places = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("public"))
    with places, override("en"), django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def open_preset(name, finish=None, edition=None):
    """The call of a preset, begun with *Add* and published whole; `finish` is what the editor does to the draft."""
    boss, client = make_editor(), Client()
    sign_in(client, boss)
    edition = edition or EditionFactory()
    sent = {"edition": edition.pk, "slug": f"{name}-{edition.pk}", "kind": "film", "preset": name}
    assert client.post(reverse("desk-calls:add"), sent).status_code == 302
    call = Call.objects.get(edition=edition)
    draft = draft_of(call, by=boss)
    if finish:
        finish(draft)
    publish_version(draft, by=boss, at=clock.now())
    return Call.objects.select_related("current").get(pk=call.pk)


def with_dates(draft):
    """What an editor fills in where the source said nothing."""
    draft.gates.all().delete()
    for key, kind, wall in (("opens", GateKind.OPENS, "2020-01-01T00:00"), ("end", GateKind.ENTRY, "2096-05-01T10:00")):
        set_gate(draft, key=key, kind=kind, wall=wall, zone="UTC")


def amend(call, change, note=""):
    """A version of the call with this change to its draft, put in force."""
    boss = make_editor()
    draft = draft_of(call, by=boss)
    change(draft)
    draft.save()
    return publish_version(draft, by=boss, at=clock.now(), note=note)


def enter(call, *, began, members=1, **fields):
    """A complete draft with a team of `members`, all of whom were there at `began`."""
    owner = UserFactory(language="en")
    entry = EntryFactory(call=call, owner=owner, created_at=began, complete=True, **fields)
    TeamMember.objects.filter(entry=entry).update(joined_at=began)
    for _number in range(members - 1):
        TeamMember.objects.create(entry=entry, user=UserFactory(), joined_at=began)
    return fresh(entry)


def fresh(entry):
    return Entry.objects.for_work().get(pk=entry.pk)


def page_of(call, language="en"):
    """What everybody reads of the call."""
    return Client().get(f"/{language}/calls/{call.slug}/").content.decode()


def section(page, name):
    """One section of it; "" where it has none."""
    _before, _found, rest = page.partition(f'aria-labelledby="{name}"')
    return rest.partition("</section>")[0]


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
