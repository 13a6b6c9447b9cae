"""Step: the editors' own questions."""

from datetime import datetime
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.calls.models import NeededAt, Question, QuestionKind
from portal.calls.questions import asked
from portal.entries.asked import as_kind, given_answers, has_gaps, questions_for
from portal.entries.forms.answers import AnswersForm
from portal.entries.models import ANSWER, Entry
from portal.entries.steps.base import Step
from portal.entries.steps.uploading import slot_box


class AnswersStep(Step):
    slug = "questions"
    name: ClassVar[str | Promise] = gettext_lazy("Questions")
    help: ClassVar[str | Promise] = gettext_lazy("What the editors of this call would like to know.")
    template = "portal/entries/step_questions.html"
    form_class = AnswersForm

    def applies_to(self, entry: Entry) -> bool:
        return bool(questions_for(entry))

    def arguments(self, entry: Entry) -> dict[str, Any]:
        questions = questions_for(entry)
        answers = given_answers(entry, questions)
        uploads = {
            question.key: upload_of(entry, question) for question in questions if question.kind == QuestionKind.FILE
        }
        return {"questions": questions, "answers": answers, "uploads": uploads}

    def stored(self, entry: Entry) -> dict[str, Any]:
        questions = questions_for(entry)
        answers = given_answers(entry, questions)
        return {
            f"q_{question.key}": as_kind(question, answers[question.key])
            for question in questions
            if question.key in answers
        }

    def missing(self, entry: Entry) -> list[tuple[str, str]]:
        return [
            (_("Answer: %(question)s") % {"question": question.label}, f"q_{question.key}")
            for question in self.gaps(entry)
        ]

    def stops(self, entry: Entry) -> list[tuple[str, str]]:
        return [
            (f"q_{question.key}", _("Saved. This answer is needed before you go on."))
            for question in self.gaps(entry)
            if question.needed_at == NeededAt.NOW
        ]

    def gaps(self, entry: Entry) -> list[Question]:
        """The questions that are asked and lack something that is required."""
        questions = questions_for(entry)
        answers = given_answers(entry, questions)
        return [row for row in asked(questions, answers) if has_gaps(row, answers.get(row.key))]

    def reshaped(self, entry: Entry, data: QueryDict) -> QueryDict | None:
        if not {"add", "remove"} & set(data):
            return None
        form = self.form(entry)
        return form.reshaped(data) if isinstance(form, AnswersForm) else None

    def write(self, entry: Entry, cleaned: dict[str, Any], *, by: User, at: datetime) -> None:
        """Answers to questions of another version, mode or track stay where they are: a question may come back."""
        sent = {name.removeprefix("q_"): value for name, value in cleaned.items() if name.startswith("q_")}
        entry.answers = entry.answers | sent
        Entry.objects.filter(pk=entry.pk).update(answers=entry.answers)


def upload_of(entry: Entry, question: Question) -> dict[str, Any]:
    """What takes the file that answers a question."""
    return slot_box(
        entry,
        f"{ANSWER}{question.key}",
        name=f"q_{question.key}",
        label=str(question.label),
        help=str(question.help),
    )
