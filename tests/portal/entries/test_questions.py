"""Questions on the page of an entry: tables, follow-ups, what is needed at once, what is frozen and who reads it."""

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from portal.calls.models import Question
from portal.calls.questions import Column
from portal.clock import now
from portal.entries.asked import answers_in_words, for_jurors, frozen_in_words, in_words, slots_not_asked
from portal.entries.forms.answers import AnswersForm
from portal.entries.forms.tables import TableWidget
from portal.entries.freezing import freeze
from portal.entries.models import Entry
from portal.entries.slots import attach, files_of
from portal.entries.steps import step_of
from portal.entries.steps.base import as_data
from portal.entries.submitting import problems_of
from portal.media.models import Original
from tests.factories.accounts import UserFactory
from tests.factories.entries import EntryFactory
from tests.portal.entries.test_slots import sent

AUTOSAVE = {"HTTP_X_REQUESTED_WITH": "autosave", "HTTP_ACCEPT": "application/json"}
COLUMNS = [
    {"key": "title", "kind": "text", "label": {"en": "Title"}, "is_required": True},
    {"key": "year", "kind": "number", "label": {"en": "Year"}},
    {"key": "day", "kind": "date", "label": {"en": "Day"}},
    {"key": "at", "kind": "link", "label": {"en": "Where"}},
]
PICKS = [{"key": "yes", "label": {"en": "Yes, it was"}}, {"key": "no", "label": {"en": "No"}}]
QUESTIONS = (
    {"key": "shown", "kind": "choice", "label": {"en": "Shown before?"}, "choices": PICKS, "is_required": True},
    {
        "key": "where", "kind": "text", "label": {"en": "Where?"}, "is_required": True, "needed_at": "now",
        "shown_if_key": "shown", "shown_if_values": ["yes"],
    },
    {"key": "when", "kind": "date", "label": {"en": "When?"}, "is_required": True, "shown_if_key": "where"},
    {"key": "runs", "kind": "table", "label": {"en": "Earlier runs"}, "columns": COLUMNS, "max_rows": 3},
    {"key": "notes", "kind": "text", "label": {"en": "Between us"}, "is_shown_to_jurors": False},
    {"key": "far", "kind": "text", "label": {"en": "From where?"}, "mode": "remote", "is_required": True},
    {"key": "xr", "kind": "text", "label": {"en": "Which headset?"}, "track": "xr", "is_required": True},
)  # fmt: skip


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def entry(owner):
    return EntryFactory(owner=owner, call__version__questions=QUESTIONS)


def address(entry):
    return reverse("entry-step", args=[entry.public_id, "questions"])


def send(client, entry, headers=None, **values):
    entry.refresh_from_db()
    data = {"version": str(entry.version)} | {name.replace("__", "."): value for name, value in values.items()}
    answer = client.post(address(entry), data, **(headers or {}))
    entry.refresh_from_db()
    return answer


@pytest.mark.django_db
def test_table_keeps_its_rows_and_drops_the_empty_ones(client, entry):
    answer = send(
        client, entry, q_runs__0__title="River", q_runs__0__year="2024", q_runs__1__title="", q_runs__2__title="Lamp"
    )

    assert answer.status_code == 302
    assert entry.answers["runs"] == [
        {"title": "River", "year": "2024", "day": "", "at": ""},
        {"title": "Lamp", "year": "", "day": "", "at": ""},
    ]


@pytest.mark.django_db
def test_rows_are_added_and_taken_out_without_a_script(client, entry):
    more = send(client, entry, q_runs__0__title="River", q_runs__1__title="Lamp", add="q_runs")
    less = send(client, entry, q_runs__0__title="River", q_runs__1__title="Lamp", remove="q_runs.0")
    full = send(client, entry, **{f"q_runs__{n}__title": "x" for n in range(3)}, add="q_runs")
    none = send(client, entry, q_runs__0__title="River", remove="q_runs.0")

    def titles(page):
        return [row[0].value for box in page.context["form"].boxes() if box.rows for row in box.rows]

    assert titles(more) == ["River", "Lamp", ""]
    assert (titles(less), titles(full), titles(none)) == (["Lamp"], ["x", "x", "x"], [""])
    assert "runs" not in entry.answers


@pytest.mark.django_db
@pytest.mark.parametrize("button", [{"add": "q_shown"}, {"remove": "q_runs.x"}, {"remove": "q_none.0"}, {"add": "\0"}])
def test_button_of_no_table_saves_like_any_other(client, entry, button):
    assert send(client, entry, q_notes="Kept", **button).status_code == 302
    assert entry.answers["notes"] == "Kept"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"q_runs__0__title": "a\0b"}, "Row 1, Title"),
        ({"q_runs__1__year": "1,5"}, "Row 2, Year"),
        ({"q_runs__0__year": "١٢"}, "Row 1, Year"),
        ({"q_runs__0__day": "2026-02-30"}, "Row 1, Day"),
        ({"q_runs__0__at": "javascript:alert(1)"}, "Row 1, Where"),
        ({"q_runs__0__title": ["one", "two"]}, "more than once"),
        ({"q_runs__0__title": "x" * 501}, "the limit is 500"),
        ({f"q_runs__{n}__title": "x" for n in range(4)}, "At most 3 rows"),
        (
            {"q_runs__999__title": "x", "q_runs__0__title": "x", **{f"q_runs__{n}__title": "y" for n in range(3)}},
            "3 rows",
        ),
    ],
)
def test_bad_cell_is_refused_and_kept_on_the_page(client, entry, cells, words):
    answer = send(client, entry, **cells)
    autosaved = send(client, entry, AUTOSAVE, **cells)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode() or "rows" in words
    assert (autosaved.status_code, list(autosaved.json()["errors"])) == (422, ["q_runs"])
    assert "runs" not in entry.answers


@pytest.mark.django_db
def test_cell_that_is_required_may_wait_until_handing_in(client, entry):
    send(client, entry, q_shown="no", q_runs__0__year="2024")

    assert entry.answers["runs"][0]["year"] == "2024"
    assert any(problem.field == "q_runs" for problem in problems_of(entry))
    send(client, entry, q_shown="no", q_runs__0__year="2024", q_runs__0__title="River")
    assert not [problem for problem in problems_of(entry) if problem.step == "questions"]


@pytest.mark.django_db
def test_follow_up_appears_after_saving_and_its_answer_outlives_its_being_hidden(client, entry):
    hidden = client.get(address(entry)).content.decode()
    assert 'data-asked-if="q_shown" data-asked-values="[&quot;yes&quot;]" hidden' in hidden

    send(client, entry, q_shown="yes", q_where="Jingzhou", q_when="2024-04-11")
    shown = client.get(address(entry)).content.decode()
    send(client, entry, q_shown="no", q_where="Jingzhou", q_when="2024-04-11")

    assert 'data-asked-values="[&quot;yes&quot;]" hidden' not in shown
    assert (entry.answers["where"], entry.answers["when"]) == ("Jingzhou", "2024-04-11")
    frozen = freeze(entry)
    assert [row["key"] for row in frozen["answers"]] == ["shown", "runs", "notes"]
    assert "Jingzhou" not in str(frozen) + str(answers_in_words(entry))
    assert "Jingzhou" not in client.get(reverse("entry-submit", args=[entry.public_id])).content.decode()
    assert not [problem for problem in problems_of(entry) if problem.step == "questions"]
    send(client, entry, q_shown="yes")
    assert entry.answers["where"] == ""


@pytest.mark.django_db
def test_what_is_wrong_in_a_hidden_answer_is_not_said_and_not_stored(client, entry):
    answer = send(client, entry, q_shown="no", q_where="x", q_when="soon")

    assert answer.status_code == 302
    assert (entry.answers["where"], entry.answers.get("when")) == ("x", None)


@pytest.mark.django_db
def test_what_is_needed_now_is_saved_but_does_not_go_on(client, entry):
    stopped = send(client, entry, q_shown="yes", q_notes="Kept", then="next")

    assert stopped.status_code == 422
    assert "needed before you go on" in stopped.content.decode()
    assert (entry.answers["notes"], entry.version) == ("Kept", 2)
    assert f'name="version" value="{entry.version}"' in stopped.content.decode()
    assert send(client, entry, q_shown="yes", then="stay").status_code == 302
    assert send(client, entry, AUTOSAVE, q_shown="yes").status_code == 200
    assert send(client, entry, q_shown="yes", q_where="Jingzhou", then="next").url.endswith("/submit/")


@pytest.mark.django_db
def test_question_is_asked_in_its_mode_and_track_alone(client, entry):
    def keys():
        return [question.key for question in step_of(entry, "questions").arguments(entry)["questions"]]

    assert {"far", "xr"}.isdisjoint(keys())
    entry.mode, entry.declarations = "remote", {"tracks": ["xr"]}
    assert {"far", "xr"} <= set(keys())
    assert {"q_far", "q_xr"} <= {problem.field for problem in problems_of(entry)}


@pytest.mark.django_db
@translation.override("en")
def test_jurors_read_only_what_is_for_them(client, entry):
    send(client, entry, q_shown="no", q_notes="Canary 8f3", q_runs__0__title="River", q_runs__0__year="2024")
    frozen = freeze(entry)

    assert [row["key"] for row in for_jurors(frozen)] == ["shown", "runs"]
    assert "Canary" not in str(for_jurors(frozen))
    assert for_jurors({"answers": [{"key": "of an older format", "answer": "x"}]}) == []
    assert dict(frozen_in_words(frozen)) == {
        "Shown before?": "No",
        "Earlier runs": "Title: River · Year: 2024",
        "Between us": "Canary 8f3",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("stored", ["a text", ["yes"], [{"title": "x"}], {"odd": "x"}, 7, None, [None]])
@pytest.mark.parametrize("kind", ["text", "number", "choice", "choices", "date", "link", "table"])
def test_answer_of_another_kind_stops_nothing_and_stays(client, owner, stored, kind):
    question = {"key": "why", "kind": kind, "label": {"en": "Why?"}, "choices": PICKS, "columns": COLUMNS}
    entry = EntryFactory(owner=owner, call__version__questions=(question,), answers={"why": stored})

    assert client.get(address(entry)).status_code == 200
    assert client.get(reverse("entry-submit", args=[entry.public_id])).status_code == 200
    problems_of(entry)
    freeze(entry)
    send(client, entry)
    if isinstance(stored, dict) or (kind in ("table", "choices")) != isinstance(stored, list):
        assert entry.answers["why"] in (stored, []) or kind == "choices"


class StoringTest(TestCase):
    """What is stored depends on what was typed, not on the order in which it came."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.permutations(["q_shown", "q_where", "q_when", "q_notes", "q_runs.0.title", "q_runs.1.title"]),
        st.sampled_from(["yes", "no", ""]),
    )
    def test_order_of_fields_never_matters(self, order, shown):
        values = {"q_shown": shown, "q_where": "J", "q_when": "2024-04-11", "q_notes": "n"}
        values |= {"q_runs.0.title": "A", "q_runs.1.title": "B"}
        questions = [Question(position=n, **row) for n, row in enumerate(QUESTIONS[:5])]

        def cleaned(names):
            form = AnswersForm(as_data({name: values[name] for name in names}), questions=questions)
            assert form.is_valid(), form.errors
            return form.cleaned_data

        assert cleaned(order) == cleaned(values)

    @settings(max_examples=25, deadline=None)
    @given(st.sampled_from(["yes", "no", ""]), st.sampled_from(["", "J"]), st.sampled_from(["", "2024-04-11", "soon"]))
    def test_hidden_question_is_never_required_and_never_in_the_way(self, shown, where, when):
        questions = [Question(position=n, **row) for n, row in enumerate(QUESTIONS[:5])]
        data = as_data({"q_shown": shown, "q_where": where, "q_when": when})
        form = AnswersForm(data, questions=questions, strict=True)

        hidden = {"where", "when"} if shown != "yes" else {"when"} if not where else set()
        assert not {f"q_{key}" for key in hidden} & set(form.errors)
        assert form.asked_keys().isdisjoint(hidden)


PAPER = {"key": "paper", "kind": "file", "label": {"en": "Process paper"}, "is_required": True, "needed_at": "now"}


@pytest.mark.django_db
def test_file_answers_a_question_in_its_slot(client, owner):
    after = {"key": "pages", "kind": "number", "label": {"en": "Pages?"}, "shown_if_key": "paper"}
    entry = EntryFactory(owner=owner, call__version__questions=(PAPER, after))
    stopped = send(client, entry, q_paper="forged.pdf", then="next")
    empty = client.get(address(entry)).content.decode()

    attach(entry, "answer:paper", sent(owner), by=owner, at=now())
    entry = Entry.objects.get(pk=entry.pk)
    full = client.get(address(entry)).content.decode()

    assert (stopped.status_code, entry.answers) == (422, {})
    assert "data-upload" in empty and "notes.pdf" not in empty and 'data-asked-if="q_paper"' in empty
    assert "notes.pdf" in full and reverse("entry-slot-empty", args=[entry.public_id, "answer:paper"]) in full
    assert not [problem for problem in problems_of(entry) if problem.step == "questions"]
    assert [(row["key"], row["answer"]) for row in freeze(entry)["answers"]] == [("paper", "notes.pdf"), ("pages", "")]
    assert [file.slot for file in entry.files.exclude(slot__in=slots_not_asked(entry))] == ["answer:paper"]
    assert send(client, entry, then="next").url.endswith("/submit/")


@pytest.mark.django_db
def test_file_that_cannot_be_read_answers_nothing(client, owner):
    after = {"key": "pages", "kind": "number", "label": {"en": "Pages?"}, "shown_if_key": "paper"}
    entry = EntryFactory(owner=owner, call__version__questions=(PAPER, after))
    original = attach(entry, "answer:paper", sent(owner), by=owner, at=now()).original
    Original.objects.filter(pk=original.pk).update(state="unreadable", reason="not_document", read_at=now())

    page = client.get(address(entry))

    assert "This is not a PDF" in page.content.decode()
    assert [missing.text for missing in page.context["missing"]] == ["Answer: Process paper"]
    assert [row["key"] for row in freeze(Entry.objects.get(pk=entry.pk))["answers"]] == ["paper"]
    assert send(client, entry, then="next").status_code == 422


@pytest.mark.django_db
def test_file_of_a_question_that_is_not_asked_is_kept_and_not_frozen(client, owner):
    hidden = PAPER | {"shown_if_key": "shown", "shown_if_values": ["yes"]}
    entry = EntryFactory(owner=owner, call__version__questions=(QUESTIONS[0], hidden), answers={"shown": "yes"})
    attach(entry, "answer:paper", sent(owner), by=owner, at=now())
    assert freeze(Entry.objects.get(pk=entry.pk))["files"][0]["slot"] == "answer:paper"

    send(client, entry, q_shown="no")
    found = Entry.objects.get(pk=entry.pk)

    assert (freeze(found)["files"], files_of(found).keys()) == ([], {"answer:paper"})
    assert [row["key"] for row in freeze(found)["answers"]] == ["shown"]


def test_table_is_read_in_the_order_of_its_columns():
    labels = {"title": "Title", "year": "Year"}

    assert in_words([{"year": "2024", "more": "x", "title": "River"}], labels) == "Title: River · Year: 2024 · more: x"


def test_cell_of_a_kind_that_this_release_does_not_know_is_a_line_of_text():
    widget = TableWidget([Column("title", "melody", "Title")], 3)

    (cell,) = widget.row("q_runs", 0, {"title": "River"})

    assert (cell.type, cell.inputmode, cell.value) == ("text", "", "River")
