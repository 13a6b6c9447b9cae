"""The reference programmes as configurations: what each preset lets pass, boundary by boundary."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from cms.desk.calls.config import read_file, write_file
from cms.desk.calls.presets import PRESETS, preset
from portal.calls.actions import difference, draft_of, publish_version
from portal.calls.checking import doubts_about
from portal.calls.drafting import reasons_against, save_draft, token_of
from portal.calls.gates import Schedule, Timing
from portal.calls.models import Call, CallVersion, Decider
from portal.calls.rules import Facts, evaluate, sentences
from portal.calls.zones import instant_of
from portal.clock import now
from tests.factories.calls import EditionFactory, just_before
from tests.factories.desk import make_editor

pytestmark = pytest.mark.django_db
R0, R1, R2, R3, R4 = PRESETS
MIN = 60_000
LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
LEFT_OPEN = {  # what the programmes had not published when they were written down
    "No gate closes the entries: the call stays open.",
    "No gate says when the results are out.",
    "Nothing says what happens with the rights.",
}
UNSAID_BY_R2 = {
    "“Prize money” belongs to no award, and nothing says who gives it.",
    "“Travel” belongs to no award, and nothing says who gives it.",
    "“Prize money” is for no award and no track: nobody wins it.",
    "“Travel” is for no award and no track: nobody wins it.",
}


@pytest.fixture
def boss():
    return make_editor()


@pytest.fixture
def load(boss):
    """The draft of a call made from a preset."""

    def load(name: str) -> CallVersion:
        found = preset(name)
        call = Call.objects.create(slug=name, kind=found.kind, edition=EditionFactory())
        return save_draft(call, found.wording, by=boss, token=token_of(None), at=now())

    return load


def verdict(version, kind, **facts):
    return {row.kind: row.status for row in evaluate(version, Facts(**facts))}[kind]


@pytest.mark.parametrize("name", PRESETS)
def test_preset_loads_and_its_file_loses_nothing(load, name):
    draft = load(name)

    again = read_file(write_file(draft).encode())

    assert again == preset(name)
    assert draft.call.kind == again.kind
    for language in ("zh-hans", "zh-hant", "en"):
        with override(language):
            assert str(draft.title).strip()
            assert str(draft.consent).strip()
            assert len(sentences(draft)) == draft.rules.count()


@pytest.mark.parametrize("name", PRESETS)
def test_preset_raises_no_doubt_but_its_dates(load, name):
    draft = load(name)
    dates_missing = name in (R3, R4)

    assert bool(reasons_against(draft)) == dates_missing, reasons_against(draft)
    assert all("〔" in reason for reason in reasons_against(draft))
    assert set(doubts_about(draft, LONG_AGO)) <= {*LEFT_OPEN, *(() if name != R2 else UNSAID_BY_R2)}


@pytest.mark.parametrize(
    ("name", "kind", "facts", "status"),
    [
        (R0, "runtime", {"runtime_ms": 120_000}, "fail"),  # row 9: must be more than two minutes
        (R0, "runtime", {"runtime_ms": 120_100}, "pass"),
        (R0, "runtime", {"runtime_ms": 40 * MIN}, "pass"),
        (R0, "team_size", {"team_size": 1}, "fail"),  # row 8
        (R0, "team_size", {"team_size": 2}, "pass"),
        (R0, "team_size", {"team_size": 6}, "pass"),
        (R0, "team_size", {"team_size": 7}, "fail"),
        (R0, "screening_cut", {"runtime_ms": 12 * MIN}, "fail"),  # row 10
        (R0, "screening_cut", {"runtime_ms": 12 * MIN, "cut_ms": 300_000}, "pass"),
        (R0, "screening_cut", {"runtime_ms": 12 * MIN, "cut_ms": 300_001}, "fail"),
        (R0, "screening_cut", {"runtime_ms": 5 * MIN}, "pass"),
        (R0, "premiere", {"premiere": "unseen"}, "pass"),  # row 11: a flag, never a refusal
        (R0, "premiere", {"premiere": "shown", "shown_since": date(2024, 1, 1)}, "warn"),
        (R0, "premiere", {}, "unknown"),
        (R0, "tracks", {"tracks": ("music", "xr")}, "pass"),  # row 14: judged in both
        (R0, "tracks", {"tracks": ()}, "fail"),
        (R0, "materials", {"tracks": ("xr",), "materials": {}}, "fail"),  # row 15: XR needs the 2D master
        (R0, "materials", {"tracks": ("xr",), "materials": {"2d_master": "readable"}}, "pass"),
        (R0, "materials", {"tracks": ("music",), "materials": {}}, "pass"),
        (R2, "materials", {"materials": {}}, "fail"),
        (R2, "materials", {"materials": {"process": "readable"}}, "pass"),
        (R2, "runtime", {"runtime_ms": 179_999}, "fail"),
        (R2, "runtime", {"runtime_ms": 180_000}, "pass"),
        (R2, "captions", {"caption_languages": frozenset({"zh-hans"})}, "fail"),
        (R2, "captions", {"caption_languages": frozenset({"zh-hans", "en"})}, "pass"),
        (R4, "runtime", {"runtime_ms": 119_999}, "fail"),
        (R4, "runtime", {"runtime_ms": 120_000}, "pass"),
        (R4, "runtime", {"runtime_ms": 180_000}, "pass"),
        (R4, "runtime", {"runtime_ms": 180_001}, "fail"),
        (R4, "sources", {"sources_used": frozenset()}, "pass"),
        (R4, "sources", {"sources_used": frozenset({"music"})}, "fail"),
    ],
)
def test_rule_of_a_preset(load, name, kind, facts, status):
    assert verdict(load(name), kind, **facts) == status


def test_same_film_with_live_action_passes_r0_and_fails_r2(load):
    """Row 13."""
    facts = {"ai_is_declared": True, "ai_shares": {"video": "some", "voice": "all"}}

    assert verdict(load(R0), "ai_policy", **facts) == "pass"
    assert verdict(load(R2), "ai_policy", **facts) == "fail"


def test_deadline_of_r0_depends_on_how_one_takes_part(load):
    """Rows 3 and 4, and the contradiction of the 13th and the 14th: one instant, whatever the language."""
    schedule = Schedule.from_gates(load(R0).gates.all())
    assert [f"{gate.at:%m-%dT%H:%MZ}" for gate in schedule.gates] == [
        "02-15T04:59Z", "02-18T01:30Z", "02-18T21:00Z", "02-18T23:00Z",
    ]  # fmt: skip
    half_past_four, six = (instant_of(wall, "America/New_York") for wall in ("2024-02-18T16:30", "2024-02-18T18:00"))

    assert schedule.timing(half_past_four, "remote") == Timing.CLOSED
    assert schedule.timing(just_before(six), "on-site") == Timing.OPEN
    assert {schedule.timing(six, mode) for mode in ("remote", "on-site")} == {Timing.CLOSED}


def test_what_r1_did_not_publish_is_not_said(load):
    draft = load(R1)

    assert (sentences(draft), evaluate(draft, Facts())) == ([], [])
    assert draft.call.asks_portfolio()
    assert not draft.call.asks_film()


def test_fellowship_asks_questions_and_no_film(load):
    """Row 62."""
    draft = load(R3)

    assert not draft.call.asks_film()
    assert not draft.call.asks_portfolio()
    assert Schedule.from_gates(draft.gates.all()).closes_at()
    assert draft.questions.filter(is_required=True).count() == 3


def test_awards_say_who_decides(load):
    """The committee chooses the best, the audience its own, leads what becomes of a segment."""
    deciders = {row.key: row.decider for name in (R0, R2, R4) for row in load(name).awards.all()}

    assert (deciders["best"], deciders["viewers"]) == (Decider.ORGANISERS, Decider.AUDIENCE)
    assert (deciders["music"], deciders["xr"], deciders["in-the-film"]) == ("jury", "jury", "leads")


def test_removed_award_is_amended_in_public(load, boss):
    """Row 46."""
    draft = load(R2)
    publish_version(draft, by=boss, at=now())
    call = Call.objects.get(pk=draft.call_id)
    after = draft_of(call, by=boss)
    after.awards.filter(key="viewers").delete()

    amendment = publish_version(after, by=boss, at=now())

    gone = [row for row in amendment.changes if row["part"] == "awards" and row["field"] == "name"]
    assert [(row["key"], row["old"]["en"], row["new"]) for row in gone] == [("viewers", "Viewer's Award", None)]
    assert difference(amendment.before, amendment.after) == amendment.changes


def test_ordinal_comes_from_the_chain():
    """Row 1: whatever the headline says."""
    first = EditionFactory(theme={"en": "Tell Me Your Dream"})

    assert (first.number(), EditionFactory(programme=first.programme, previous=first).number()) == (1, 2)


def test_open_places_keep_a_draft_from_being_published(load, boss):
    draft = load(R3)

    with pytest.raises(ValidationError, match="still to be filled in"):
        publish_version(draft, by=boss, at=now())

    draft.gates.update(label={"en": "Proposals close"})
    assert publish_version(draft, by=boss, at=now()) is None
