"""Of whom a question is asked, and the sentences on questions that could not be asked together."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.calls.actions import draft_of, publish_version, refuse_unfinished
from portal.calls.models import Question, QuestionKind
from portal.calls.questions import asked, fitting
from portal.clock import now
from tests.factories.calls import CallFactory
from tests.factories.desk import make_editor

KEYS = ("a", "b", "c", "d")
PICKS = [{"key": "x", "label": {"en": "X"}}, {"key": "y", "label": {"en": "Y"}}]


@st.composite
def chains(draw):
    """Questions that depend on any other or none, forwards and backwards."""
    return [
        Question(
            key=key,
            kind=QuestionKind.CHOICE,
            choices=PICKS,
            is_required=draw(st.booleans()),
            shown_if_key=draw(st.sampled_from(("", *KEYS))),
            shown_if_values=draw(st.lists(st.sampled_from(("x", "y")), max_size=2)),
        )
        for key in KEYS
    ]


ANSWERS = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(("", "x", "y")))


@given(chains(), ANSWERS)
def test_question_is_asked_only_where_all_it_depends_on_is(questions, answers):
    found = asked(questions, answers)

    keys = [question.key for question in found]
    for question in found:
        if question.shown_if_key:
            assert question.shown_if_key in keys[: keys.index(question.key)]
            assert answers[question.shown_if_key] in (question.shown_if_values or ("x", "y"))
    assert keys == [question.key for question in questions if question.key in keys]


@given(chains(), ANSWERS, st.sampled_from(("", "x", "y")))
def test_answer_to_a_question_that_is_not_asked_changes_nothing(questions, answers, other):
    keys = {question.key for question in asked(questions, answers)}
    changed = {key: answer if key in keys else other for key, answer in answers.items()}

    assert {question.key for question in asked(questions, changed)} == keys


@pytest.mark.parametrize("answer", [None, 7, {"x": "x"}, [["x"]], [None], "z", ["z"]])
def test_answer_of_another_shape_meets_no_condition(answer):
    after = Question(key="b", shown_if_key="a", shown_if_values=["x"])

    assert asked([Question(key="a"), after], {"a": answer})[1:] == []


def test_question_is_of_its_mode_and_track():
    questions = [Question(key="all"), Question(key="far", mode="remote"), Question(key="xr", track="xr")]

    def keys(mode, tracks):
        return [question.key for question in fitting(questions, mode=mode, tracks=tracks)]

    assert keys("", ()) == ["all"]
    assert keys("remote", ("music",)) == ["all", "far"]
    assert keys("site", ("music", "xr")) == ["all", "xr"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"key": "b", "shown_if_key": "a"}, {"key": "a"}], "which is asked later"),
        ([{"key": "b", "shown_if_key": "a"}], "which is not asked at all"),
        (
            [
                {"key": "a", "kind": "choice", "choices": PICKS},
                {"key": "b", "shown_if_key": "a", "shown_if_values": ["z"]},
            ],
            "which nobody can choose",
        ),
        ([{"key": "a"}, {"key": "b", "shown_if_key": "a", "shown_if_values": ["z"]}], "any answer"),
        ([{"key": "a", "kind": "choice"}], "nothing to choose from"),
        ([{"key": "a", "kind": "table"}], "no columns"),
        ([{"key": "a", "track": "xr"}], "which this call does not have"),
        ([{"key": "a", "mode": "remote"}], "which no gate of this call has"),
        ([{"key": f"t{n}", "kind": "table", "columns": PICKS, "max_rows": 100} for n in range(5)], "fits one page"),
    ],
)
def test_questions_that_cannot_be_asked_are_refused_with_a_sentence(rows, words):
    editor = make_editor()
    call = CallFactory()
    draft = draft_of(call, by=editor)
    for position, row in enumerate(rows):
        Question.objects.create(version=draft, position=position, label="Why?", **row)

    with translation.override("en"), pytest.raises(ValidationError, match=words):
        refuse_unfinished(draft)
    with pytest.raises(ValidationError):
        publish_version(draft, by=editor, at=now())


@pytest.mark.django_db
def test_no_question_and_two_hundred_can_be_published():
    editor = make_editor()
    for count in (0, 200):
        draft = draft_of(CallFactory(), by=editor)
        Question.objects.bulk_create(
            Question(version=draft, key=f"q{n}", label="Why?", position=n) for n in range(count)
        )
        publish_version(draft, by=editor, at=now())
        assert draft.questions.count() == count
