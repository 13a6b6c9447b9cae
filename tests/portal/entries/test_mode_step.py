"""How one takes part in a call without a film: asked on its own page, counted by the gates, kept once handed in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal import clock
from portal.calls.models import CallKind, QuestionKind
from portal.entries.models import Entry
from portal.entries.steps import steps_of
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, T, just_before
from tests.factories.entries import EntryFactory, hand_in
from tests.factories.talent import TalentFactory

pytestmark = pytest.mark.django_db
REMOTE_ENDS = T - timedelta(hours=2)
WAYS = tuple(
    {
        "key": key,
        "mode": key,
        "kind": "entry",
        "wall": f"2096-05-01T{hour}:00",
        "zone": "UTC",
        "label": {"en": words},
    }
    for key, hour, words in (("remote", "08", "Due, remote"), ("on-site", "10", "Due, on site"))
)
ASKED = ({"key": "title", "kind": QuestionKind.TEXT, "label": {"en": "Name"}, "is_required": True},)


def begun(kind, gates=WAYS):
    """A draft that lacks nothing but the mode."""
    owner = UserFactory(language="en")
    closes = None if gates else T
    call = CallFactory(kind=kind, version__gates=gates, version__closes=closes, version__questions=ASKED)
    talent = TalentFactory(items=1, user=owner) if kind == CallKind.TALENT else None
    entry = EntryFactory(call=call, owner=owner, film=None, talent=talent, answers={"title": "Lamps"})
    return again(entry)


def again(entry):
    return Entry.objects.for_work().get(pk=entry.pk)


def address(entry):
    return reverse("entry-step", args=[entry.public_id, "mode"])


def slugs(entry):
    return [step.slug for step in steps_of(entry)]


@pytest.fixture
def stop_clock(monkeypatch):
    def stop(at):
        stopped = type("Stopped", (clock.datetime,), {"now": classmethod(lambda _cls, _zone=None: at)})
        monkeypatch.setattr(clock, "datetime", stopped)

    return stop


@pytest.mark.parametrize("kind", [CallKind.TALENT, CallKind.PROPOSAL])
def test_mode_is_asked_where_the_gates_know_several_and_no_film_is_asked(client, kind):
    entry = begun(kind)
    client.force_login(entry.owner)

    page = client.get(address(entry))
    missing = client.get(reverse("entry-submit", args=[entry.public_id])).content.decode()

    assert "mode" in slugs(entry)
    assert list(page.context["form"].fields["mode"].choices) == [
        ("remote", "Due, remote · 1 May 2096, 08:00 UTC"),
        ("on-site", "Due, on site · 1 May 2096, 10:00 UTC"),
    ]
    assert "Say how you take part." in page.content.decode()
    assert f"{address(entry)}#id_mode" in missing


def test_mode_is_no_page_of_its_own_where_a_film_is_asked_or_there_is_one_way(client):
    film = EntryFactory(call=CallFactory(version__gates=WAYS))
    plain = begun(CallKind.PROPOSAL, gates=())
    client.force_login(plain.owner)

    assert "mode" not in slugs(film)
    assert "mode" not in slugs(plain)
    assert client.get(address(plain)).status_code == 404


@pytest.mark.parametrize("kind", [CallKind.TALENT, CallKind.PROPOSAL])
def test_gate_of_the_chosen_mode_counts(client, stop_clock, kind):
    remote, on_site = begun(kind), begun(kind)
    taken = {}
    for entry, mode in ((remote, "remote"), (on_site, "on-site")):
        client.force_login(entry.owner)
        saved = client.post(address(entry), {"mode": mode, "version": entry.version, "then": "next"})
        assert (saved.status_code, again(entry).mode) == (302, mode)
        entry.shown = client.get(reverse("entry-submit", args=[entry.public_id])).context["form"].initial

    stop_clock(REMOTE_ENDS)
    for entry in (remote, on_site):
        client.force_login(entry.owner)
        answer = client.post(reverse("entry-submit", args=[entry.public_id]), entry.shown | {"accept": "on"})
        taken[again(entry).mode] = answer.status_code == 302

    assert taken == {"remote": False, "on-site": True}


def test_nobody_hands_in_without_a_mode(client):
    entry = begun(CallKind.PROPOSAL)
    client.force_login(entry.owner)
    shown = client.get(reverse("entry-submit", args=[entry.public_id])).context["form"].initial

    refused = client.post(reverse("entry-submit", args=[entry.public_id]), shown | {"accept": "on"})

    assert again(entry).submitted_at is None
    assert refused.status_code == 422
    assert "How do you take part?: This field is required." in refused.content.decode()


@pytest.mark.parametrize("mode", ["by-post", "remote\0", "on-site,remote"])
def test_mode_that_is_none_is_refused_with_a_sentence(client, mode):
    entry = begun(CallKind.PROPOSAL)
    client.force_login(entry.owner)

    answer = client.post(address(entry), {"mode": mode, "version": entry.version})

    assert answer.status_code == 422
    assert again(entry).mode == ""


def test_way_whose_gate_has_closed_cannot_be_chosen_any_more(client, stop_clock):
    entry = begun(CallKind.TALENT)
    client.force_login(entry.owner)
    stop_clock(REMOTE_ENDS)

    refused = client.post(address(entry), {"mode": "remote", "version": entry.version})
    taken = client.post(address(entry), {"mode": "on-site", "version": entry.version})

    assert refused.status_code in (409, 410, 422)
    assert "The gate closed at 2096-05-01 08:00:00 UTC" in refused.content.decode()
    assert (taken.status_code, again(entry).mode) == (302, "on-site")


def test_what_was_handed_in_keeps_its_mode_and_says_so(client):
    entry = begun(CallKind.TALENT)
    Entry.objects.filter(pk=entry.pk).update(mode="remote")
    receipt = hand_in(again(entry), at=just_before(REMOTE_ENDS))
    client.force_login(entry.owner)

    page = client.get(address(entry))
    client.post(address(entry), {"mode": "on-site", "version": again(entry).version})
    review = client.get(reverse("entry-submit", args=[entry.public_id])).content.decode()

    assert receipt.frozen["mode"] == "remote"
    assert "Due, remote" in page.content.decode()
    assert "mode" not in page.context["form"].fields
    assert again(entry).mode == "remote"
    assert "Due, remote" in review
