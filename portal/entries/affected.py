"""Whom a change of a call concerns, before it is published: entries are counted, none is touched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from portal.calls.actions import difference
from portal.calls.models import Call, CallVersion, Question
from portal.calls.questions import fitting
from portal.entries.models import Entry
from portal.entries.workflow import Status

COUNTED = ("questions", "rules")  # what entrants answer to


@dataclass
class Affected:
    """One changed question or rule. `answered` counts the entries that hold an answer under the question's key."""

    part: str
    key: str
    fields: list[str]
    drafts: int = 0
    handed_in: int = 0
    answered: int = 0
    is_gone: bool = False

    @property
    def note(self) -> str:
        """What becomes of answers that were given to a question of another kind, or that is gone; "" for the rest."""
        if self.part != "questions" or not self.answered or not (self.is_gone or "kind" in self.fields):
            return ""
        kept = ngettext(
            "%(number)d entry has answered it; its answer stays and is shown as it is.",
            "%(number)d entries have answered it; their answers stay and are shown as they are.",
            self.answered,
        )
        return kept % {"number": self.answered}

    @property
    def warning(self) -> str:
        """The note as a sentence of its own."""
        if not self.note:
            return ""
        what = (
            gettext("“%(key)s” is not asked any more:")
            if self.is_gone
            else gettext("“%(key)s” is of another kind now:")
        )
        return f"{what % {'key': self.key}} {self.note}"


def affected(call: Call, before: CallVersion, after: CallVersion) -> list[Affected]:
    """Every changed question and rule with its numbers, in one query beside those of the difference."""
    rows: dict[tuple[str, str], Affected] = {}
    for change in difference(before, after):
        if change["part"] in COUNTED and change["field"] != "position":
            row = rows.setdefault((change["part"], change["key"]), Affected(change["part"], change["key"], []))
            row.fields.append(change["field"])
    if not rows:
        return []
    old, new = ({question.key: question for question in version.questions.all()} for version in (before, after))
    for row in rows.values():
        row.is_gone = row.part == "questions" and row.key not in new
    entries = Entry.objects.filter(call=call).exclude(status=Status.WITHDRAWN)
    for entry in entries.only("status", "mode", "answers", "declarations").iterator():
        _count(entry, rows.values(), old | new)
    return list(rows.values())


def _count(entry: Entry, rows: Iterable[Affected], questions: Mapping[str, Question]) -> None:
    fit = {row.key for row in fitting(questions.values(), mode=entry.mode, tracks=entry.chosen_tracks())}
    for row in rows:
        has_answered = row.part == "questions" and bool(entry.answers.get(row.key))
        row.answered += has_answered
        if row.part == "rules" or row.key in fit or has_answered:
            row.drafts += entry.status == Status.DRAFT
            row.handed_in += entry.status != Status.DRAFT
