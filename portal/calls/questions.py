"""The editors' own questions: of whom each is asked, and what can be wrong with them as a whole.

A question is asked of an entry that takes part in its mode and track, and whose answer to the question it depends on
is one of those it names. Where that other question is not asked itself, neither is this one: conditions form chains.
What is stored under a key that is not asked now stays stored; nobody has to fill it in, nobody sees it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from portal.calls.models import CallVersion, Question, QuestionKind

COLUMN_KINDS = (QuestionKind.TEXT, QuestionKind.NUMBER, QuestionKind.DATE, QuestionKind.LINK)
CHOOSING = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
MOST_FIELDS = 900  # of one page, a cell counting as one: Django takes 1000 fields of a request


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: every row has one value under its key."""

    key: str
    kind: str
    label: str
    is_required: bool = False


def columns_of(question: Question) -> list[Column]:
    """The columns of a table, in the reader's language; rows of another shape are left out."""
    return [
        Column(row["key"], row.get("kind") or QuestionKind.TEXT, label_of(row), bool(row.get("is_required")))
        for row in question.columns
        if isinstance(row, dict) and isinstance(row.get("key"), str)
    ]


def choices_of(question: Question) -> list[tuple[str, str]]:
    """Key and words of each choice, in the reader's language."""
    return [(str(row.get("key", "")), label_of(row)) for row in question.choices if isinstance(row, dict)]


def label_of(row: Mapping[str, Any]) -> str:
    """What a choice or a column is called for the reader."""
    label = row.get("label", row.get("key", ""))
    return str(LazyI18nString(label)) if isinstance(label, dict) else str(label)


def fitting(questions: Iterable[Question], *, mode: str, tracks: Collection[str]) -> list[Question]:
    """Those of this mode and these tracks, whatever else was answered."""
    return [
        question
        for question in questions
        if question.mode in ("", mode) and (not question.track or question.track in tracks)
    ]


def asked(questions: Iterable[Question], answers: Mapping[str, Any]) -> list[Question]:
    """Those of `questions`, in their order, whose condition these answers meet."""
    found: dict[str, Question] = {}
    for question in questions:
        if not question.shown_if_key or (
            question.shown_if_key in found and _meets(question, answers.get(question.shown_if_key))
        ):
            found[question.key] = question
    return list(found.values())


def _meets(question: Question, answer: Any) -> bool:
    given = [answer] if isinstance(answer, str) else answer if isinstance(answer, list) else []
    if not question.shown_if_values:
        return any(given)
    return any(value in question.shown_if_values for value in given if isinstance(value, str))


def mistakes_in_questions(version: CallVersion) -> list[Any]:
    """Sentences on everything for which these questions could not be asked together."""
    questions = list(version.questions.all())
    tracks = {track.key for track in version.tracks.all()}
    modes = {gate.mode for gate in version.gates.all()}
    mistakes = [
        sentence
        for number, question in enumerate(questions)
        for sentence in (
            *_mistakes_of_kind(question),
            *_mistakes_of_place(question, tracks, modes),
            *_mistakes_of_condition(question, questions[:number], questions),
        )
    ]
    if sum(_fields_of(question) for question in questions) > MOST_FIELDS:
        mistakes.append(_("There is more to fill in than fits one page: ask fewer questions or allow fewer rows."))
    return mistakes


def _fields_of(question: Question) -> int:
    if question.kind == QuestionKind.TABLE:
        return question.max_rows * max(1, len(question.columns))
    return len(question.choices) if question.kind == QuestionKind.CHOICES else 1


def _mistakes_of_kind(question: Question) -> Iterable[Any]:
    if question.kind in CHOOSING and not question.choices:
        yield _("The question “%(key)s” has nothing to choose from.") % {"key": question.key}
    if question.kind == QuestionKind.TABLE and not question.columns:
        yield _("The table “%(key)s” has no columns.") % {"key": question.key}


def _mistakes_of_place(question: Question, tracks: Collection[str], modes: Collection[str]) -> Iterable[Any]:
    if question.track and question.track not in tracks:
        yield _("The question “%(key)s” is for the track “%(track)s”, which this call does not have.") % {
            "key": question.key,
            "track": question.track,
        }
    if question.mode and question.mode not in modes:
        yield _("The question “%(key)s” is for the mode “%(mode)s”, which no gate of this call has.") % {
            "key": question.key,
            "mode": question.mode,
        }


def _mistakes_of_condition(
    question: Question, earlier: Sequence[Question], everything: Sequence[Question]
) -> Iterable[Any]:
    if not question.shown_if_key:
        return
    words = {"key": question.key, "other": question.shown_if_key}
    other = next((row for row in earlier if row.key == question.shown_if_key), None)
    if other is None:
        is_there = any(row.key == question.shown_if_key for row in everything)
        yield (
            _("“%(key)s” depends on “%(other)s”, which is asked later: put it further up.") % words
            if is_there
            else _("“%(key)s” depends on “%(other)s”, which is not asked at all.") % words
        )
        return
    keys = {key for key, _label in choices_of(other)}
    unknown = [str(value) for value in question.shown_if_values if other.kind in CHOOSING and value not in keys]
    if unknown:
        yield _("“%(key)s” waits for the answer “%(value)s” to “%(other)s”, which nobody can choose.") % (
            words | {"value": unknown[0]}
        )
    if other.kind not in CHOOSING and other.kind != QuestionKind.NUMBER and question.shown_if_values:
        yield _("“%(key)s” can only wait for any answer to “%(other)s”: nobody chooses that one from a list.") % words
