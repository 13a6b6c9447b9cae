"""Releases on the desk: what becomes known is shown first, and only that is released."""

import pytest
from django.urls import reverse

from portal.accounts.models import Role
from portal.clock import now
from portal.jury.actions import plan_release, record_decision
from portal.jury.models import Outcome, Release
from portal.mail.models import OutgoingMail
from tests.cast import sign_in
from tests.factories.desk import make_editor, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(call, editor):
    return record_decision(make_entry(call), Outcome.WINNER, by=editor, at=now())


@pytest.fixture
def release(call, decision, editor):
    return plan_release(call, name="Results", decisions=[decision], by=editor, at=now())


def form(decision, **changes):
    return {"name_2": "Results", "wall": "", "zone": "Asia/Shanghai", "decisions": [decision.pk]} | changes


def test_release_is_planned_shown_and_made_known(client, decision):
    planned = client.post(f"{reverse('desk-releases:new')}?call=spring", form(decision))
    shown = client.get(planned["Location"]).content.decode()
    before = OutgoingMail.objects.count()

    client.post(planned["Location"], {"decision": [decision.pk]})

    release = Release.objects.get()
    assert "River of Lamps" in shown
    assert "has won in" in shown
    assert before == 0
    assert release.released_at is not None
    assert OutgoingMail.objects.count() == 1


def test_release_that_has_changed_is_refused(client, release, decision, editor):
    record_decision(decision.entry, Outcome.FINALIST, by=editor, at=now())

    answer = client.post(reverse("desk-releases:release", args=[release.pk]), {"decision": [decision.pk]}, follow=True)

    release.refresh_from_db()
    assert release.released_at is None
    assert "have changed since you looked" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"wall": "2020-01-01T10:00"}, "lies ahead of now"),
        ({"wall": "2027-03-28T02:30", "zone": "Europe/Berlin"}, "does not exist in Europe/Berlin"),
        ({"wall": "2026-02-30T10:00"}, "is not a date and time"),
        ({"wall": "tomorrow"}, "Write the date and the time"),
        ({"wall": "2027-01-01T10:00", "zone": "Mars/Base"}, "is not a time zone"),
        ({"decisions": []}, "Tick at least one decision"),
        ({"decisions": ["999999"]}, "999999"),
        ({"name_2": "a\0b"}, ""),
        ({"name_2": "x" * 300}, ""),
        ({"name_2": ""}, "required"),
    ],
)
def test_bad_release_is_answered(client, decision, changes, sentence):
    answer = client.post(f"{reverse('desk-releases:new')}?call=spring", form(decision, **changes))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Release.objects.exists()


def test_planned_time_is_kept_when_a_release_is_changed(client, call, decision, editor):
    client.post(f"{reverse('desk-releases:new')}?call=spring", form(decision, wall="2027-05-01T18:00"))
    release = Release.objects.get()

    words = client.get(reverse("desk-releases:change", args=[release.pk])).content.decode()

    assert release.planned_for.isoformat() == "2027-05-01T10:00:00+00:00"
    assert 'value="2027-05-01T18:00' in words


def test_others_find_no_release(client, release):
    sign_in(client, make_editor("other"))
    for name in ("release", "change"):
        assert client.get(reverse(f"desk-releases:{name}", args=[release.pk]), follow=True).status_code == 404
    assert client.get(f"{reverse('desk-releases:new')}?call=spring", follow=True).status_code == 404
    assert "Results" not in client.get(reverse("desk-releases:index")).content.decode()

    sign_in(client, make_editor("lantern", role=Role.CHAIR))
    assert client.get(reverse("desk-releases:index")).status_code == 302


def test_list_of_releases_asks_a_constant_number_of_questions(
    client, call, editor, django_assert_num_queries, django_assert_max_num_queries
):
    def add(number):
        decision = record_decision(make_entry(call), Outcome.FINALIST, by=editor, at=now())
        plan_release(call, name=f"R{number}", decisions=[decision], by=editor, at=now())

    add(1)
    client.get(reverse("desk-releases:index"))
    with django_assert_max_num_queries(40) as one:
        assert client.get(reverse("desk-releases:index")).status_code == 200
    add(2)
    add(3)
    with django_assert_num_queries(len(one)):
        client.get(reverse("desk-releases:index"))
