"""Checks before opening: each names what an experienced programmer of a festival would ask about."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.desk.calls.presets import preset
from portal.calls.actions import draft_of, publish_version, set_gate, set_rule
from portal.calls.checking import doubts_about
from portal.calls.drafting import save_draft, token_of
from portal.calls.models import Call, CallKind, GateKind
from portal.clock import now
from tests.factories.calls import EditionFactory
from tests.factories.desk import make_editor

pytestmark = pytest.mark.django_db
BEFORE = datetime(2024, 1, 1, tzinfo=UTC)
PAST_R0 = datetime(2024, 2, 18, 12, tzinfo=UTC)


@pytest.fixture
def boss():
    return make_editor()


@pytest.fixture
def draft(boss):
    """The hackathon, with all that its source left open filled in: nobody has a doubt about it."""
    found = preset("r0-hackathon")
    call = Call.objects.create(slug="hackathon", kind=found.kind, edition=EditionFactory())
    made = save_draft(call, found.wording, by=boss, token=token_of(None), at=now())
    set_gate(made, key="results", kind=GateKind.RESULTS, wall="2024-02-25T20:00", zone="America/New_York")
    assert doubts_about(made, BEFORE) == []
    return made


def wrong(draft, at=BEFORE):
    return "\n".join(doubts_about(draft, at))


LOOSE = {
    "no gate says until when they may change": lambda d: d.gates.filter(kind="team").delete(),
    "No gate closes the entries: the call stays open.": lambda d: d.gates.filter(kind="entry").delete(),
    "No gate says when the results are out.": lambda d: d.gates.filter(kind="results").delete(),
    "Entries close before they open.": lambda d: gate(d, "opens", GateKind.OPENS, "2024-03-01T10:00"),
    "“Registration here” passes later than “Films due, remote teams”.": lambda d: gate(
        d, "here", GateKind.REGISTRATION, "2024-02-18T17:00", mode="remote", label={"en": "Registration here"}
    ),
    "No gate closes the entries of the mode “by-post”": lambda d: gate(
        d, "post", GateKind.REGISTRATION, "2024-02-10T12:00", mode="by-post"
    ),
    "“remote” is the only participation mode": lambda d: d.gates.filter(mode="on-site").delete(),
    "“teams close” passes at 00:00, when that day begins.": lambda d: gate(
        d, "team", GateKind.TEAM, "2024-02-17T00:00", label=""
    ),
    "Nobody decides the award “Best Use of Music”": lambda d: d.awards.filter(key="music").update(
        decider="", decided_by=""
    ),
    "Tracks without an award: Image": lambda d: d.awards.filter(key="image").delete(),
    "nothing says who decides in them": lambda d: d.awards.all().delete(),
    "is for the award “none-such”": lambda d: d.prizes.update(award="none-such"),
    "“free credits for tools” belongs to no award, and nothing says who gives it.": lambda d: d.prizes.update(
        award="", sponsor=""
    ),
    "“free credits for tools” is for no award and no track: nobody wins it.": lambda d: d.prizes.update(award=""),
    "“free credits for tools” is for a track in which no award is decided: nobody wins it.": lambda d: (
        d.prizes.filter(key="credits-xr").update(award="", track="xr"),
        d.awards.filter(key="xr").update(track=""),
    ),
    "has to be used before the results are out": lambda d: d.prizes.update(expires_on=date(2024, 2, 25)),
    "there is to win": lambda d: (d.prizes.all().delete(), text(d, prize="")),
    "Nothing says what happens with the rights.": lambda d: text(d, rights=""),
    "Questions without English": lambda d: d.questions.update(label={"zh-hans": "哪里？"}),
    "Without English: what happens with the rights": lambda d: text(
        d, rights={"zh-hans": "归团队", "zh-hant": "歸團隊"}
    ),
    "Without English: Track “剪辑”": lambda d: d.tracks.create(key="cut", name={"zh-hans": "剪辑", "zh-hant": "剪輯"}),
    "Without English: Question “Where do you register?”": lambda d: d.questions.update(
        choices=[{"key": "a", "label": {"zh-hans": "甲", "zh-hant": "甲"}}]
    ),
    "Criteria without a weight beside others that have one: Craft": lambda d: [
        d.criteria.create(key=key, name=dict.fromkeys(("zh-hans", "zh-hant", "en"), key.title()), weight=weight)
        for key, weight in (("idea", 60), ("craft", None))
    ],
    "Entries have to choose a track, and the call has none.": lambda d: d.tracks.all().delete(),
    "Entries have to choose more tracks than the call has.": lambda d: set_rule(d, "tracks", minimum=8, maximum=9),
    "Material is asked of the track “vr”": lambda d: set_rule(d, "materials", required=["2d_master@vr"]),
    "Age is counted on the day entries close": lambda d: (
        set_rule(d, "age", minimum=18),
        d.gates.filter(kind="entry").delete(),
    ),
    "The rule “Portfolio” is about a portfolio": lambda d: set_rule(d, "portfolio", minimum=3),
    "The rule “Runtime” is about a film, and this call asks for none.": lambda d: Call.objects.update(
        kind=CallKind.PROPOSAL
    ),
}


def gate(draft, key, kind, wall, **fields):
    set_gate(draft, key=key, kind=kind, wall=wall, zone="America/New_York", **fields)


def text(draft, **texts):
    type(draft).objects.filter(pk=draft.pk).update(**texts)


@pytest.mark.parametrize("words", LOOSE)
def test_check_names_what_is_loose(draft, words):
    LOOSE[words](draft)

    assert words in wrong(draft)


def test_deadline_that_has_passed_is_named_until_it_is_in_force(draft, boss):
    assert wrong(draft, PAST_R0).splitlines() == [
        "“Individual registration closes” has already passed.",
        "“Teams close” has already passed.",
    ]

    publish_version(draft, by=boss, at=now())
    draft.refresh_from_db()

    assert wrong(draft, PAST_R0) == ""


def test_amending_a_running_call_asks_only_about_gates_that_are_new(draft, boss):
    publish_version(draft, by=boss, at=now())
    amended = draft_of(Call.objects.get(), by=boss)
    gate(amended, "team", GateKind.TEAM, "2024-02-17T21:00", label={"en": "Teams close"})

    assert "“Teams close” has already passed." in wrong(amended, PAST_R0)
    assert "registration" not in wrong(amended, PAST_R0)


def test_checks_cost_the_same_queries_for_any_number_of_rows(draft):
    with CaptureQueriesContext(connection) as few:
        doubts_about(draft, BEFORE)
    for number in range(30):
        draft.questions.create(key=f"q{number}", kind="text", label={"en": "Why?"})
        draft.awards.create(key=f"a{number}", name={"en": "Best"})

    with CaptureQueriesContext(connection) as many:
        doubts_about(draft, BEFORE)

    assert len(many) == len(few)
