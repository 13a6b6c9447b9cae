"""R1 to R4: a person, a festival of wholly generated films, a proposal, a segment by invitation."""

import pytest
from django.urls import reverse

from portal.calls.actions import set_gate
from portal.calls.inviting import set_guests
from portal.calls.models import Call, GateKind
from portal.clock import now
from portal.entries.models import Entry
from portal.films.models import AIShare
from tests.factories.accounts import UserFactory
from tests.factories.calls import OPENS
from tests.factories.desk import make_editor
from tests.factories.entries import EntryFactory, attach_file
from tests.presets.conftest import amend, enter, open_preset, page_of, with_dates

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def opened_once(kept):
    """Each of these calls with its dates, opened when the first test asks for it."""
    return {name: open_preset(name, with_dates) for name in ("r2-festival", "r4-anthology")}


@pytest.fixture
def festival(opened_once, db):
    return Call.objects.select_related("current").get(pk=opened_once["r2-festival"].pk)


@pytest.fixture
def anthology(opened_once, db):
    return Call.objects.select_related("current").get(pk=opened_once["r4-anthology"].pk)


def test_row_13_film_with_live_action_passes_one_policy_and_fails_the_other(festival, press):
    hybrid = open_preset(
        "r0-hackathon", lambda draft: (with_dates(draft), draft.rules.exclude(kind="ai_policy").delete())
    )
    said = {"tracks": ["video"]}
    shares = {"image": AIShare.SOME, "video": AIShare.SOME}

    found = {}
    for call in (festival, hybrid):
        entry = enter(call, began=OPENS, declarations=said)
        for stage, share in shares.items():
            entry.film.ai_uses.filter(stage=stage).update(share=share)
        found[call] = press(entry)

    assert found[hybrid][0]
    assert not found[festival][0]
    assert "Not every picture is declared as made with AI." in found[festival][1]


def test_r2_asks_for_subtitles_and_the_document_of_the_making(festival, press):
    entry = enter(festival, began=OPENS)
    attach_file(entry.film, runtime_ms=179_999)

    taken, words = press(entry)

    assert not taken
    for reason in ('at least <data value="180000">', 'Subtitles in: <data value="en">', "document of the making"):
        assert reason in words


def test_row_46_award_removed_after_opening_is_a_public_amendment(festival):
    amendment = amend(festival, lambda draft: draft.awards.filter(key="viewers").delete())
    page = page_of(festival)

    assert f"{amendment.at:%Y}" in page
    assert "Viewer&#x27;s Award" in page


def test_row_40_person_enters_with_a_portfolio_and_no_film(press):
    call = open_preset("r1-talent")
    entry = EntryFactory(talent_entry=True, call=call, owner=UserFactory(language="en"))

    taken, _words = press(entry)

    assert taken
    assert entry.submissions.get().frozen["film"] is None


def test_row_27_programme_outlives_its_call(client):
    closed = open_preset(
        "r1-talent", lambda draft: set_gate(draft, key="end", kind=GateKind.ENTRY, wall="2024-05-01T00:00", zone="UTC")
    )

    page = client.get(f"/en/calls/{closed.slug}/")

    assert page.status_code == 200
    assert closed.programme.editions.exists()
    client.force_login(UserFactory())
    client.post(reverse("entry-start", args=[closed.slug]))
    assert not Entry.objects.filter(call=closed).exists()


def test_row_62_fellowship_takes_a_proposal_and_no_film(client, press):
    call = open_preset("r3-fellowship", with_dates)
    person = UserFactory(language="en")
    client.force_login(person)
    client.post(reverse("entry-start", args=[call.slug]))
    entry = Entry.objects.get(owner=person)
    answers = {"q_title": "Lamps", "q_proposal": "A year of trying.", "q_ai": "none", "version": entry.version}

    empty, _words = press(entry)
    client.post(reverse("entry-step", args=[entry.public_id, "questions"]), answers)
    taken, _words = press(entry)

    assert (empty, taken) == (False, True)
    assert entry.film is None


@pytest.mark.parametrize(
    ("runtime_ms", "is_taken"), [(119_999, False), (120_000, True), (180_000, True), (180_001, False)]
)
def test_r4_takes_one_segment_of_two_to_three_minutes(anthology, press, runtime_ms, is_taken):
    entry = enter(anthology, began=OPENS, declarations={"sources": ["none"]})
    attach_file(entry.film, runtime_ms=runtime_ms)

    assert press(entry)[0] == is_taken


def test_r4_is_by_invitation(client, anthology):
    guest, stranger = UserFactory(email="guest@example.org"), UserFactory()
    set_guests(anthology, [guest.email], by=make_editor(), at=now())

    for person in (guest, stranger):
        client.force_login(person)
        client.post(reverse("entry-start", args=[anthology.slug]))

    assert [entry.owner for entry in Entry.objects.all()] == [guest]
