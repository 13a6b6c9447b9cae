"""Files beside the film that rules ask for: the step, the rule's answer, and what the desk reads."""

import json

import pytest
from django.urls import reverse
from django.utils.translation import override

from portal.calls.rules import Facts, Status, parse
from portal.clock import now
from portal.entries.facts import verdicts_of
from portal.entries.models import Entry
from portal.entries.slots import attach, detach, files_of, kinds_for
from portal.entries.steps import steps_of
from portal.entries.steps.uploading import slot_box
from portal.entries.submitting import Incomplete, problems_of
from portal.media.limits import max_bytes
from portal.media.models import Kind, Original, ReadState
from tests.cast import make_user, sign_in
from tests.factories.entries import EntryFactory, hand_in
from tests.portal.entries.test_slots import sent

pytestmark = pytest.mark.django_db
RULES = {"materials": {"required": ["poster", "2d_master@xr"], "optional": ["process"]}}


def entry_with(rules=RULES, **kwargs):
    return EntryFactory(complete=True, call__version__rules=rules, **kwargs)


def put(entry, name, kind=Kind.PICTURE, state=ReadState.READABLE):
    upload = sent(entry.owner, kind=kind, name=f"{name}.bin")
    readable = {"sha256": "a" * 64, "read_at": now()} if state == ReadState.READABLE else {}
    broken = {"reason": "not_picture", "read_at": now()} if state == ReadState.UNREADABLE else {}
    Original.objects.filter(pk=upload.original_id).update(state=state, **readable, **broken)
    return attach(entry, f"material:{name}", upload, by=entry.owner, at=now()).original


def verdict(entry, kind="materials"):
    return next(one for one in verdicts_of(Entry.objects.get(pk=entry.pk)) if one.kind == kind).status


@pytest.mark.parametrize(
    ("materials", "tracks", "status"),
    [
        ({}, ("ai",), Status.FAIL),
        ({"poster": "readable"}, ("ai",), Status.PASS),
        ({"poster": "readable"}, ("xr",), Status.FAIL),
        ({"poster": "readable", "2d_master": "readable"}, ("ai", "xr"), Status.PASS),
        ({"poster": "readable"}, None, Status.UNKNOWN),
        ({"poster": "received"}, ("ai",), Status.UNKNOWN),
        ({"poster": "unreadable"}, ("ai",), Status.FAIL),
        ({"poster": "readable", "process": "unreadable"}, ("ai",), Status.WARN),
        ({"poster": "readable", "2d_master": "unreadable"}, ("ai",), Status.PASS),
        (None, ("ai",), Status.UNKNOWN),
    ],
)
def test_rule_answers(materials, tracks, status):
    rule = parse("materials", RULES["materials"])

    assert rule.check(Facts(materials=materials, tracks=tracks))[0] == status


@pytest.mark.parametrize(
    ("shares", "materials", "status"),
    [
        ({"video": "none"}, {}, Status.PASS),
        ({"video": "some"}, {}, Status.FAIL),
        ({"video": "some"}, {"evidence": "received"}, Status.UNKNOWN),
        ({"video": "some"}, {"evidence": "unreadable"}, Status.FAIL),
        ({"video": "some"}, {"evidence": "readable"}, Status.PASS),
    ],
)
def test_ai_policy_asks_for_evidence(shares, materials, status):
    rule = parse("ai_policy", {"policy": "any", "needs_evidence": True})

    assert rule.check(Facts(ai_is_declared=True, ai_shares=shares, materials=materials))[0] == status
    assert [one.name for one in rule.materials()] == ["evidence"]


def test_step_is_there_when_a_rule_asks():
    def slugs(entry):
        return [step.slug for step in steps_of(entry)]

    assert "materials" not in slugs(entry_with({}))
    assert "materials" not in slugs(entry_with({"materials": {"required": ["2d_master@xr"]}}))
    assert "materials" in slugs(entry_with())
    assert "materials" in slugs(entry_with({"ai_policy": {"policy": "any", "needs_evidence": True}}))


def test_2d_master_is_asked_of_its_track_alone(client):
    entry = entry_with()
    client.force_login(entry.owner)
    url = reverse("entry-step", args=[entry.public_id, "materials"])
    assert [one["name"] for one in client.get(url).context["materials"]] == ["poster", "process"]
    slot = reverse("entry-slot", args=[entry.public_id, "material:2d_master"])
    assert client.post(slot, {"upload": "none"}).status_code == 404

    Entry.objects.filter(pk=entry.pk).update(declarations={"tracks": ["xr"]})

    assert [one["name"] for one in client.get(url).context["materials"]] == ["poster", "2d_master", "process"]


def test_walk_from_upload_to_removal(client):
    entry = entry_with()
    client.force_login(entry.owner)
    slot = reverse("entry-slot", args=[entry.public_id, "material:poster"])
    upload = sent(entry.owner, kind=Kind.PICTURE, name="poster.png")
    wrong = sent(entry.owner, kind=Kind.DOCUMENT)

    assert client.post(slot, {"upload": f"/uploads/{wrong.public_id}/"}).status_code == 409
    answer = client.post(slot, {"upload": f"/uploads/{upload.public_id}/"})

    assert (answer.status_code, answer.json()["name"]) == (200, "poster.png")
    page = client.get(reverse("entry-step", args=[entry.public_id, "materials"]))
    assert "poster.png" in page.content.decode()
    gone = client.post(reverse("entry-slot-empty", args=[entry.public_id, "material:poster"]))
    assert (gone.status_code, files_of(entry)) == (302, {})


def test_handing_in_waits_for_what_is_required():
    entry = entry_with({"materials": {"required": ["poster"]}})
    with pytest.raises(Incomplete):
        hand_in(entry)
    assert {problem.step for problem in problems_of(entry)} == {"materials"}

    put(entry, "poster", state=ReadState.UNREADABLE)
    assert verdict(entry) == Status.FAIL
    detach(entry, "material:poster", by=entry.owner, at=now())
    poster = put(entry, "poster")

    assert verdict(entry) == Status.PASS
    submission = hand_in(Entry.objects.get(pk=entry.pk))
    assert [(one["slot"], one["public_id"]) for one in submission.frozen["files"]] == [
        ("material:poster", poster.public_id)
    ]


def test_desk_shows_what_was_handed_in(client):
    entry = entry_with({"materials": {"required": ["poster"]}})
    first = put(entry, "poster")
    hand_in(entry)
    second = put(Entry.objects.get(pk=entry.pk), "poster")
    sign_in(client, make_user("editor"))

    page = client.get(reverse("desk-entries:inspect", args=[entry.pk])).content.decode()

    assert first.get_absolute_url() in page
    assert second.get_absolute_url() not in page
    assert client.get(second.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("slug", ["materials", "film", "submit"])
def test_pages_cost_the_same_with_many_files(client, slug):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    entry = entry_with({"materials": {"required": ["poster", "process", "evidence"]}})
    client.force_login(entry.owner)
    url = reverse("entry-submit", args=[entry.public_id])
    if slug != "submit":
        url = reverse("entry-step", args=[entry.public_id, slug])
    counts = []
    for names in (["poster"], ["process", "evidence"]):
        for name in names:
            put(entry, name, kind=Kind.PICTURE if name == "poster" else Kind.DOCUMENT)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 24


SLOTS_OFFERED = {
    "poster": {"picture"},
    "process": {"document"},
    "2d_master": {"film"},
    "evidence": {"document"},
}


@pytest.mark.parametrize("name", SLOTS_OFFERED)
def test_page_offers_what_the_slot_takes(name):
    box = slot_box(entry_with(), f"material:{name}", name=name)
    offered = json.loads(box["offers"])

    assert {row["purpose"] for row in offered} == SLOTS_OFFERED[name] == set(kinds_for(f"material:{name}"))
    assert box["accept"].split(",") == [part for row in offered for part in (*row["types"], *row["endings"])]
    assert [row["max_bytes"] for row in offered] == [max_bytes(row["purpose"]) for row in offered]
    assert len(box["takes"]) == len(offered)


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_answer_may_be_a_picture_or_a_pdf_and_the_page_says_so(language):
    with override(language):
        box = slot_box(entry_with(), "answer:notes", name="notes")

    assert {row["purpose"] for row in json.loads(box["offers"])} == {"picture", "document"}
    assert [word in " ".join(box["takes"]) for word in ("JPEG", "30 MB", "40", "PDF", "50 MB")] == [True] * 5


def test_wrong_kind_is_refused_with_what_is_asked_for(client):
    entry = entry_with()
    client.force_login(entry.owner)
    wrong = sent(entry.owner, kind=Kind.FILM)

    answer = client.post(slot_of(entry, "poster"), {"upload": f"/uploads/{wrong.public_id}/"})

    assert (answer.status_code, "JPEG" in answer.json()["words"]) == (409, True)


def slot_of(entry, name):
    return reverse("entry-slot", args=[entry.public_id, f"material:{name}"])


def test_box_of_a_slot_says_how_far_reading_is(client):
    entry = entry_with()
    client.force_login(entry.owner)

    def state(name):
        return client.get(slot_of(entry, name)).context["held"]["state"]

    assert state("poster") == "none"
    put(entry, "poster", state=ReadState.RECEIVED)
    assert state("poster") == "received"
    put(entry, "poster", state=ReadState.UNREADABLE)
    assert state("poster") == "unreadable"
    assert state("process") == "none"


def test_box_shows_what_was_read(client):
    entry = entry_with()
    client.force_login(entry.owner)
    picture, paper = put(entry, "poster"), put(entry, "process", kind=Kind.DOCUMENT)
    Original.objects.filter(pk=picture.pk).update(facts={"width": 1200, "height": 1600, "thumb": [360, 480]})
    Original.objects.filter(pk=paper.pk).update(facts={"pages": 12, "is_locked": True})

    poster, process = (client.get(slot_of(entry, name)).content.decode() for name in ("poster", "process"))

    assert "1200 × 1600" in poster and reverse("file-thumb", args=[picture.public_id]) in poster
    assert "12 pages" in process and "password" in process


def test_box_of_somebody_else_is_not_there(client):
    entry = entry_with()
    put(entry, "poster")
    client.force_login(make_user("creator"))

    assert client.get(slot_of(entry, "poster")).status_code == 404


def test_last_page_shows_what_was_sent(client):
    entry = entry_with()
    client.force_login(entry.owner)
    put(entry, "poster")
    put(entry, "process", kind=Kind.DOCUMENT, state=ReadState.UNREADABLE)

    page = client.get(reverse("entry-submit", args=[entry.public_id]))

    found = next(one for one in page.context["sections"] if one.name == "Material")
    assert [fact.name for fact in found.facts] == ["Poster", "Document of the making (PDF)"]
    assert "poster.bin" in found.facts[0].text and "This is not a JPEG" in found.facts[1].text
