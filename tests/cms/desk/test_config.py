"""A call as a file: nothing is lost on the way out and in, and what is wrong is named by line and field."""

import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cms.desk.calls.config import MOST_EVENTS, BadFile, read_file, write_file
from cms.desk.calls.forms import MOST_ROWS
from cms.desk.calls.presets import preset
from portal.calls.actions import difference, draft_of, plain
from portal.calls.drafting import save_draft, token_of
from portal.calls.models import Decider, NeededAt, QuestionKind
from portal.clock import now
from tests.cast import sign_in
from tests.factories.calls import CallFactory, publish
from tests.factories.desk import make_call, make_editor

pytestmark = pytest.mark.django_db

FILE = """\
format: 1
kind: film
title: {zh-hans: 家, zh-hant: 家, en: Home}
consent: {en: We own it.}
gates:
- key: opens
  kind: opens
  wall: 2024-01-21T00:00
  zone: America/New_York
- key: remote
  kind: entry
  label: {en: Films from afar}
  mode: remote
  wall: '2024-02-18T16:00:00'
  zone: America/New_York
  grace_s: 60
tracks:
- key: xr
  name: {en: XR film}
  shown_as: {en: shown in 2D}
  is_special: true
questions:
- key: why
  kind: choice
  label: {en: Why?}
  choices:
  - key: a
    label: {zh-hans: 甲, zh-hant: 甲, en: First}
  is_shown_to_jurors: false
clauses:
- key: early
  text: {zh-hans: 各项准备工作可以提前开始, en: Preparation may begin earlier}
awards:
- key: best
  name: {en: Best film}
  decider: jury
criteria:
- key: story
  name: {en: Story}
  weight: 40
  judged_by: jury
prizes:
- key: credits
  award: best
  product: {en: free credits}
  sponsor: {en: a toolmaker}
  expires_on: '2024-12-31'
- key: money
  award: best
  product: {en: prize money}
  amount: '3000.00'
  currency: HKD
faqs:
- key: who
  question: {en: Who?}
  answer: {en: Everybody.}
rules:
  runtime:
    min_ms: 120000
    is_over: true
  residence:
    places: [CN, HK]
"""


def stored(call, text, by):
    draft = draft_of(call, by=by)
    return save_draft(call, read_file(text.encode()).wording, by=by, token=token_of(draft), at=now())


def test_file_read_and_written_again_is_the_same():
    call, by = CallFactory(), make_editor()
    first = write_file(stored(call, FILE, by))

    second = write_file(stored(CallFactory(), first, by))

    assert first == second
    for word in ("America/New_York", "各项准备工作可以提前开始", "HKD", "places", "is_special", "First"):
        assert word in second


def test_file_of_one_call_makes_the_same_version_of_another():
    by = make_editor()
    one, other = CallFactory(), CallFactory()
    made = stored(one, FILE, by)

    copied = stored(other, write_file(made), by)

    assert [change for change in difference(made, copied) if change["field"] != "position"] == []


def test_every_part_of_a_published_call_survives_its_file():
    call = CallFactory()
    version = publish(call, rules={"team_size": {"minimum": 2, "maximum": 6}}, grace_s=90)

    found = read_file(write_file(version).encode()).wording

    assert [row["grace_s"] for row in found.rows["gates"]] == [90, 90]
    assert found.rules == {"team_size": {"minimum": 2, "maximum": 6}}


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("format: 1", "format: 2", 1, "format"),
        ("format: 1", "format: yes", 1, "format"),
        ("kind: film", "kind: song", 2, "kind"),
        ("consent:", "colour: red\nconsent:", 4, "colour"),
        ("  zone: America/New_York\n- key: remote", "  zone: Mars\n- key: remote", 9, "gates[1].zone"),
        ("2024-01-21T00:00", "2024-03-10T02:30", 8, "gates[1].wall"),
        ("  grace_s: 60", "  grace_s: soon", 16, "gates[2].grace_s"),
        ("  is_special: true", "  is_special: 1", 21, "tracks[1].is_special"),
        ("- key: remote", "- key: opens", 10, "gates[2].key"),
        ("  decider: jury", "  decider: nobody", 36, "awards[1].decider"),
        ("  decider: jury\ncriteria", "  places: 0\ncriteria", 36, "awards[1].places"),
        ("  decider: jury\ncriteria", "  places: -1\ncriteria", 36, "awards[1].places"),
        ("  decider: jury\ncriteria", "  places: 10001\ncriteria", 36, "awards[1].places"),
        ("  decider: jury\ncriteria", "  places: [3]\ncriteria", 36, "awards[1].places"),
        ("  decider: jury\ncriteria", "  shows_places_left: 1\ncriteria", 36, "awards[1].shows_places_left"),
        ("weight: 40", "weight: {a: b}", 40, "criteria[1].weight"),
        ("min_ms: 120000", "min_ms: two minutes", 58, "rules.runtime"),
        ("places: [CN, HK]", "places: [Atlantis]", 61, "rules.residence"),
        ("  runtime:", "  weather:", 58, "rules.weather"),
        ("kind: film", "kind: film\nkind: film", 3, ""),
        ("kind: film", "kind: [film", 3, ""),
        ("kind: film", "kind: &a film", 2, None),
        ("en: Home}", "en: *a}", 3, ""),
        ("title: {zh-hans: 家, zh-hant: 家, en: Home}", "title: {fr: Maison}", 3, "title"),
        ("gates:\n- key: opens", "gates: none\nother:\n- key: opens", 5, "gates"),
    ],
)
def test_mistake_is_named_by_line_and_field(old, new, line, field):
    assert old in FILE
    text = FILE.replace(old, new, 1)
    if field is None:
        assert read_file(text.encode()).kind == "film"  # an anchor that nothing refers to is a name and no harm
        return

    with pytest.raises(BadFile) as refusal:
        read_file(text.encode())

    assert (line, field) in [(m.line, m.field) for m in refusal.value.mistakes], refusal.value


CHOICE = "  - key: a\n    label: {zh-hans: 甲, zh-hant: 甲, en: First}"
LETTERS = st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"], exclude_characters="|\u3164")
WORDS = st.text(LETTERS, min_size=1, max_size=12).map(lambda text: unicodedata.normalize("NFC", text))
LABELS = st.dictionaries(st.sampled_from(("zh-hans", "zh-hant", "en")), WORDS, min_size=1)
KEYS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)


def keyed(**fields):
    return st.lists(
        st.fixed_dictionaries({"key": KEYS, "label": LABELS} | fields), max_size=4, unique_by=lambda r: r["key"]
    )


ASKING = st.fixed_dictionaries(
    {
        "key": KEYS,
        "kind": st.sampled_from(QuestionKind.values),
        "label": LABELS,
        "help": LABELS,
        "choices": keyed(),
        "columns": keyed(kind=st.sampled_from(("text", "number", "date", "link")), is_required=st.booleans()),
        "max_rows": st.integers(1, 100),
        "max_graphemes": st.integers(1, 20_000),
        "is_required": st.booleans(),
        "needed_at": st.sampled_from(NeededAt.values),
        "track": st.just("") | KEYS,
        "mode": st.just("") | KEYS,
        "shown_if_values": st.lists(KEYS, max_size=3, unique=True),
        "is_shown_to_jurors": st.booleans(),
    }
)


class QuestionsTest(TestCase):
    """Every question an editor could have typed survives its way into a file and back."""

    @settings(max_examples=40, deadline=None)
    @given(st.lists(ASKING, max_size=4, unique_by=lambda row: row["key"]))
    def test_questions_survive_their_file(self, rows):
        version = CallFactory().current
        for position, row in enumerate(rows):
            needed = row["needed_at"] == NeededAt.NOW
            after = {"shown_if_key": "another-question"} if row["shown_if_values"] else {}
            picks = row["choices"] or [{"key": "a", "label": {"en": "A"}}]
            columns = row["columns"] or [{"key": "a", "kind": "text", "label": {"en": "A"}, "is_required": False}]
            more = {"is_required": row["is_required"] or needed, "choices": picks, "columns": columns}
            version.questions.create(position=position, **row | after | more)

        found = read_file(write_file(version).encode()).wording.rows["questions"]

        for row, back in zip(version.questions.all(), found, strict=True):
            assert {name: plain(getattr(row, name)) for name in back} == {name: plain(back[name]) for name in back}


AWARDED = st.fixed_dictionaries(
    {
        "key": KEYS,
        "name": LABELS,
        "definition": LABELS,
        "track": st.just("") | KEYS,
        "decider": st.sampled_from(["", *Decider.values]),
        "decided_by": LABELS,
        "prize": LABELS,
        "places": st.none() | st.integers(1, 10_000),
        "shows_places_left": st.booleans(),
    }
)


class AwardsTest(TestCase):
    """Every award an editor could have typed survives its way into a file and back."""

    @settings(max_examples=40, deadline=None)
    @given(st.lists(AWARDED, max_size=4, unique_by=lambda row: row["key"]))
    def test_awards_survive_their_file(self, rows):
        version = CallFactory().current
        for position, row in enumerate(rows):
            version.awards.create(position=position, **row)

        found = read_file(write_file(version).encode()).wording.rows["awards"]

        for row, back in zip(version.awards.all(), found, strict=True):
            assert {name: plain(getattr(row, name)) for name in back} == {name: plain(back[name]) for name in back}


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        (
            "  - key: a\n    label: {zh-hans: 甲",
            "  - key: a\n    lable: x\n    label: {zh-hans: 甲",
            29,
            "choices[1].lable",
        ),
        (CHOICE, "  - 7", 27, "choices[1]"),
        (
            "  choices:\n  - key: a\n    label: {zh-hans: 甲, zh-hant: 甲, en: First}",
            "  choices: {a: b}",
            27,
            "choices",
        ),
        ("  is_shown_to_jurors: false", "  kind_of: x", 30, "kind_of"),
        ("  is_shown_to_jurors: false", "  columns: [{key: a, kind: song, label: {en: A}}]", 30, "columns"),
        ("  is_shown_to_jurors: false", "  columns: [{key: A!, kind: text, label: {en: A}}]", 30, "columns"),
        ("  is_shown_to_jurors: false", "  shown_if_values: [[a]]", 30, "shown_if_values[1]"),
        ("  is_shown_to_jurors: false", "  shown_if_values: [a]", 25, "shown_if_key"),
        ("  is_shown_to_jurors: false", "  shown_if_key: why", 30, "shown_if_key"),
        ("  is_shown_to_jurors: false", "  needed_at: soon", 30, "needed_at"),
        ("  is_shown_to_jurors: false", "  max_rows: 101", 30, "max_rows"),
        ("  is_shown_to_jurors: false", "  max_rows: -1", 30, "max_rows"),
        ("  kind: choice", "  kind: song", 25, "kind"),
        ("  kind: choice", "  kind: table", 24, "columns"),
    ],
)
def test_mistake_in_a_question_is_named_by_line_and_field(old, new, line, field):
    assert old in FILE

    with pytest.raises(BadFile) as refusal:
        read_file(FILE.replace(old, new, 1).encode())

    assert f"questions[1].{field}" in [m.field for m in refusal.value.mistakes], refusal.value
    assert any(abs(m.line - line) <= 2 for m in refusal.value.mistakes), refusal.value


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"- 1\n- 2", b"a: " + b"[" * 5000, b"x" * 1_000_001, b"a: !!python/object:os.system x", b"\x00"],
)
def test_what_is_no_file_of_a_call_is_refused(data):
    with pytest.raises(BadFile):
        read_file(data)


@pytest.fixture
def at_the_desk(client):
    by = make_editor("lantern")
    sign_in(client, by)
    return make_call("lantern")


def send(client, call, text="", **more):
    url = reverse("desk-calls:file", args=[call.pk])
    token = client.get(url).context["token"]
    chosen = {"file": SimpleUploadedFile("call.yaml", text.encode())} if text else {}
    return client.post(url, {"token": token} | chosen | more)


@pytest.mark.parametrize(
    "data",
    [
        "format: 1\nkind: film\nfaqs:\n" + "- {}\n" * (MOST_ROWS + 1),
        "".join(f"k{number}: 1\n" for number in range(MOST_EVENTS)),
    ],
    ids=["rows", "fields"],
)
def test_file_of_more_than_the_form_takes_is_refused_as_a_whole(data):
    with pytest.raises(BadFile) as refused:
        read_file(data.encode())

    assert [str(mistake.text) for mistake in refused.value.mistakes] == ["The file is too long for a call."]


def test_file_is_taken_and_loaded_into_the_draft(client, at_the_desk):
    answer = send(client, at_the_desk, FILE)

    draft = at_the_desk.versions.get(published_at=None)
    taken = client.get(reverse("desk-calls:file", args=[at_the_desk.pk]), {"download": ""})
    assert (answer.status_code, draft.title.data["en"]) == (302, "Home")
    assert taken.content.decode() == write_file(draft)


def test_bad_file_is_answered_with_its_line_and_changes_nothing(client, at_the_desk):
    answer = send(client, at_the_desk, FILE.replace("kind: entry", "kind: eaten"))

    assert answer.status_code == 422
    assert "gates[2].kind" in answer.content.decode()
    assert not at_the_desk.versions.filter(published_at=None, title__contains="Home").exists()


def test_call_begins_with_a_preset_of_its_kind(client, at_the_desk):
    page = client.get(reverse("desk-calls:file", args=[at_the_desk.pk]))
    offered = [name for name, _label in page.context["form"].fields["preset"].choices]

    answer = send(client, at_the_desk, preset="r0-hackathon")

    assert offered == ["", "r0-hackathon", "r2-festival"]
    assert answer.status_code == 302
    draft = at_the_desk.versions.get(published_at=None)
    assert draft.gates.count() == len(preset("r0-hackathon").wording.rows["gates"])


def test_two_sources_at_once_are_refused(client, at_the_desk):
    answer = send(client, at_the_desk, FILE, preset="r0-hackathon")

    assert answer.status_code == 422
    assert not at_the_desk.versions.filter(published_at=None, title__contains="Home").exists()


def test_call_begins_with_what_another_says(client, at_the_desk):
    other = make_call("other", edition=at_the_desk.edition)

    answer = send(client, at_the_desk, copied=other.pk)

    assert answer.status_code == 302
    draft = at_the_desk.versions.get(published_at=None)
    assert [gate.key for gate in draft.gates.all()] == [gate.key for gate in other.current.gates.all()]
