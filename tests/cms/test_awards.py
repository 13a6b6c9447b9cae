"""Awards on the page of a call: which track, how many places, what is left of them, who decides."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from portal.calls.models import Track
from portal.clock import now
from portal.jury.actions import plan_release, publish_release, record_decision
from portal.jury.models import Outcome
from tests.factories.desk import make_call, make_editor, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_call()


def page(client, call):
    with override("en"):
        return client.get(reverse("call", args=[call.slug])).content.decode()


def test_award_says_for_which_track_it_is(client, call):
    version = call.current
    Track.objects.create(version=version, key="xr", name={"en": "XR Film"}, is_special=True)
    version.awards.create(key="xr", name={"en": "Best of XR"}, track="xr", decider="audience")

    words = page(client, call)

    assert "for the special track XR Film" in words
    assert "for all tracks" in words
    assert "decided by the audience" in words
    assert "special track" in words


def test_call_without_tracks_says_nothing_of_them(client, call):
    assert "for all tracks" not in page(client, call)


def test_places_are_said_and_what_is_left_when_the_editor_says_so(client, call):
    call.current.awards.update(places=3)
    number = page(client, call)
    call.current.awards.update(shows_places_left=True)
    left = page(client, call)
    editor = make_editor("lantern")
    decision = record_decision(make_entry(call), Outcome.WINNER, award=call.current.awards.get(), by=editor, at=now())
    embargoed = page(client, call)
    release = plan_release(call, name="R", decisions=[decision], by=editor, at=now())
    publish_release(release, by=editor, at=now())

    assert "3 places" in number and "left" not in number.split('id="awards"')[1].split("</dl>")[0]
    assert "3 places, 3 left" in left
    assert "3 places, 3 left" in embargoed
    assert "3 places, 2 left" in page(client, call)


def test_prize_in_kind_has_no_currency(client, call):
    call.current.prizes.create(key="credits", award="best", product={"en": "free credits"}, amount=2000)
    call.current.prizes.create(key="money", award="best", product={"en": "prize money"}, amount=3000, currency="HKD")

    words = page(client, call)

    assert "free credits (2,000)" in words
    assert "prize money (HKD 3,000)" in words


def test_text_in_another_language_is_not_shown_as_markup(client, call):
    call.current.prizes.create(key="credits", award="best", product={"zh-hans": "额度"}, sponsor={"zh-hans": "灯"})

    words = page(client, call)

    assert "额度, given by 灯" in words
    assert "&lt;span" not in words
