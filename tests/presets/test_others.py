"""R1 to R4: a person, a festival of wholly generated films, a proposal, a segment by invitation."""

import pytest
from django.urls import reverse

from portal.calls.actions import draft_of, publish_version, set_gate
from portal.calls.inviting import set_guests
from portal.calls.models import Call, GateKind
from portal.clock import now
from portal.entries.models import Entry
from portal.films.models import AIShare
from tests.factories.accounts import UserFactory
from tests.factories.calls import OPENS
from tests.factories.desk import make_editor
from tests.factories.entries import EntryFactory, attach_file

pytestmark = pytest.mark.django_db


def with_dates(draft):
    """What an editor fills in where the source said nothing."""
    draft.gates.all().delete()
    for key, kind, wall in (("opens", GateKind.OPENS, "2020-01-01T00:00"), ("end", GateKind.ENTRY, "2096-05-01T10:00")):
        set_gate(draft, key=key, kind=kind, wall=wall, zone="UTC")


@pytest.fixture
def festival(opened):
    return opened("r2-festival", with_dates)


def test_row_13_film_with_live_action_passes_one_policy_and_fails_the_other(festival, opened, entered, press):
    hybrid = opened("r0-hackathon", lambda draft: (with_dates(draft), draft.rules.exclude(kind="ai_policy").delete()))
    said = {"tracks": ["video"]}
    shares = {"image": AIShare.SOME, "video": AIShare.SOME}

    found = {}
    for call in (festival, hybrid):
        entry = entered(call, began=OPENS, declarations=said)
        for stage, share in shares.items():
            entry.film.ai_uses.filter(stage=stage).update(share=share)
        found[call.slug] = press(entry)

    assert found["r0-hackathon"][0]
    assert not found["r2-festival"][0]
    assert "Not every picture is declared as made with AI." in found["r2-festival"][1]


def test_r2_asks_for_subtitles_and_the_document_of_the_making(festival, entered, press):
    entry = entered(festival, began=OPENS)
    attach_file(entry.film, runtime_ms=179_999)

    taken, words = press(entry)

    assert not taken
    for reason in ('at least <data value="180000">', 'Subtitles in: <data value="en">', "document of the making"):
        assert reason in words


def test_row_46_award_removed_after_opening_is_a_public_amendment(client, festival):
    boss = make_editor()
    draft = draft_of(festival, by=boss)
    draft.awards.filter(key="viewers").delete()

    amendment = publish_version(draft, by=boss, at=now())
    page = client.get(f"/en/calls/{festival.slug}/").content.decode()

    assert f"{amendment.at:%Y}" in page
    assert "Viewer&#x27;s Award" in page


def test_row_40_person_enters_with_a_portfolio_and_no_film(opened, press):
    call = opened("r1-talent")
    entry = EntryFactory(talent_entry=True, call=call, owner=UserFactory(language="en"))

    taken, _words = press(entry)

    assert taken
    assert entry.submissions.get().frozen["film"] is None


def test_row_27_programme_outlives_its_call(client, opened):
    closed = opened(
        "r1-talent", lambda draft: set_gate(draft, key="end", kind=GateKind.ENTRY, wall="2024-05-01T00:00", zone="UTC")
    )

    page = client.get(f"/en/calls/{closed.slug}/")

    assert page.status_code == 200
    assert closed.programme.editions.exists()
    client.force_login(UserFactory())
    client.post(reverse("entry-start", args=[closed.slug]))
    assert not Entry.objects.filter(call=closed).exists()


def test_row_62_fellowship_takes_a_proposal_and_no_film(client, opened, press):
    call = opened("r3-fellowship", with_dates)
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
def test_r4_takes_one_segment_of_two_to_three_minutes(opened, entered, press, runtime_ms, is_taken):
    call = opened("r4-anthology", with_dates)
    entry = entered(call, began=OPENS, declarations={"sources": ["none"]})
    attach_file(entry.film, runtime_ms=runtime_ms)

    assert press(entry)[0] == is_taken


def test_r4_is_by_invitation(client, opened):
    call = opened("r4-anthology", with_dates)
    guest, stranger = UserFactory(email="guest@example.org"), UserFactory()
    set_guests(Call.objects.get(), [guest.email], by=make_editor(), at=now())

    for person in (guest, stranger):
        client.force_login(person)
        client.post(reverse("entry-start", args=[call.slug]))

    assert [entry.owner for entry in Entry.objects.all()] == [guest]
