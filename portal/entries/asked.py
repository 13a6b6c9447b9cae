"""Which of the editors' questions an entry answers, what it answered, and who reads that."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import prefetch_related_objects
from i18nfield.strings import LazyI18nString

from portal.calls.models import Question, QuestionKind
from portal.calls.questions import asked, choices_of, columns_of, fitting
from portal.entries.models import ANSWER, Entry
from portal.media.models import ReadState
from portal.text import in_a_row


def questions_for(entry: Entry) -> list[Question]:
    """Those of its mode and tracks, in their order; whether each is asked depends on the answers before it."""
    questions = entry.answered_version().questions.all()
    return fitting(questions, mode=entry.mode, tracks=entry.chosen_tracks())


def asked_of(entry: Entry) -> list[Question]:
    """Those it has to answer now."""
    questions = questions_for(entry)
    return asked(questions, given_answers(entry, questions))


def given_answers(entry: Entry, questions: Iterable[Question]) -> dict[str, Any]:
    """What it answered by key; a file by its name, one that could not be read by nothing.

    Two queries where a file is asked for and none are loaded yet.
    """
    keys = [question.key for question in questions if question.kind == QuestionKind.FILE]
    if not keys:
        return dict(entry.answers)
    prefetch_related_objects([entry], "files__original")
    held = [row for row in entry.files.all() if row.detached_at is None]
    names = {row.slot: row.original.name for row in held if row.original.state != ReadState.UNREADABLE}
    return dict(entry.answers) | {key: names.get(f"{ANSWER}{key}", "") for key in keys}


def slots_not_asked(entry: Entry) -> set[str]:
    """The slots of questions that are not asked of it now: what lies there is kept and handed in by nobody."""
    files = [row for row in entry.answered_version().questions.all() if row.kind == QuestionKind.FILE]
    is_asked = {row.key for row in asked_of(entry)} if files else set()
    return {f"{ANSWER}{row.key}" for row in files if row.key not in is_asked}


def as_kind(question: Question, answer: Any) -> Any:
    """A stored answer as this kind of question takes it; nothing where it was given to a question of another kind."""
    rows = answer if isinstance(answer, list) else []
    if question.kind == QuestionKind.TABLE:
        return [row for row in rows if isinstance(row, dict)]
    if question.kind == QuestionKind.CHOICES:
        return [row for row in rows if isinstance(row, str)] or ([answer] if answer and isinstance(answer, str) else [])
    return answer if isinstance(answer, str) else ""


def has_gaps(question: Question, answer: Any) -> bool:
    """Whether anything that is required is missing in it: the whole answer, or a cell of a row that was begun."""
    given = as_kind(question, answer)
    needed = [column.key for column in columns_of(question) if column.is_required]
    if question.kind == QuestionKind.TABLE and any(not row.get(key) for row in given for key in needed):
        return True
    return question.is_required and not given


def labels_of(question: Question) -> dict[str, str]:
    """What its choices or columns are called, by their keys."""
    return dict(choices_of(question)) | {column.key: column.label for column in columns_of(question)}


def in_words(answer: Any, labels: Mapping[str, str]) -> str:
    """An answer as somebody reads it: choices by their words, a table line by line in the order of its labels, what is
    unknown as it is.
    """
    if isinstance(answer, dict):
        keys = [*(key for key in labels if key in answer), *(key for key in answer if key not in labels)]
        return " · ".join(f"{labels.get(key, key)}: {answer[key]}" for key in keys if answer[key])
    if not isinstance(answer, list):
        return labels.get(answer, str(answer)) if answer else ""
    if any(isinstance(row, dict) for row in answer):
        return "\n".join(in_words(row, labels) for row in answer)
    return in_a_row(labels.get(str(value), str(value)) for value in answer)


def answers_in_words(entry: Entry) -> list[tuple[str, str]]:
    """Each question that is asked of the entry, and what it answered, in words."""
    questions = questions_for(entry)
    answers = given_answers(entry, questions)
    return [
        (str(question.label), in_words(answers.get(question.key), labels_of(question)))
        for question in asked(questions, answers)
    ]


def frozen_in_words(frozen: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The same from a frozen copy, whose questions carry their own words."""
    return [
        (
            str(LazyI18nString(row["question"])) or row["key"],
            in_words(row["answer"], _frozen_labels(row)),
        )
        for row in frozen.get("answers") or ()
    ]


def _frozen_labels(row: Mapping[str, Any]) -> dict[str, str]:
    """The words of a frozen answer, in the order of the question."""
    labels = row.get("labels", {})
    order = [*(key for key in row.get("order", ()) if key in labels), *(key for key in labels)]
    return {key: str(LazyI18nString(labels[key])) for key in order}


def for_jurors(frozen: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The answers of a frozen copy that jurors may read. What does not say so is not for them."""
    return [row for row in frozen.get("answers") or () if row.get("is_shown_to_jurors") is True]
