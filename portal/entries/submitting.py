"""Handing in: everything checked once more under a lock, frozen, numbered, and told of, in one transaction."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.calls.gates import Timing
from portal.calls.models import Call, CallVersion
from portal.calls.rules import Status as RuleStatus
from portal.calls.rules import rule_kinds
from portal.entries.asked import slots_not_asked
from portal.entries.facts import verdicts_of
from portal.entries.freezing import freeze, is_same_work, sha256_of
from portal.entries.gatekeeping import open_window, require_open
from portal.entries.letters import write_receipt
from portal.entries.models import AcceptedKind, Entry, RightsAcceptance, Submission
from portal.entries.signals import entry_changed, entry_submitted
from portal.entries.stages import require_stages
from portal.entries.steps import steps_of
from portal.entries.steps.declarations import DeclarationsStep
from portal.entries.versions import must_move_up
from portal.entries.workflow import SUBMIT
from portal.errors import DomainError, InvalidMove, NotAllowed
from portal.media.models import Original


@dataclass(frozen=True)
class Problem:
    """One thing that stands in the way, and where to mend it: a step, or "" for the list of one's entries."""

    text: str
    step: str
    field: str = ""


class Incomplete(DomainError):
    """Something is missing or against the rules; `problems` says what."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(_("Some things are still missing."))


class TermsChanged(DomainError):
    """The text on the person's page is not the one in force."""

    status = 409


class MustMoveUp(TermsChanged):
    """A text of the entry's own version is no longer in force: the newer version is to be taken over first."""


def accepted_text(version: CallVersion, kind: str, language: str) -> str:
    """A text to accept as a reader of `language` sees it; "" where there is none."""
    with translation.override(language):
        return str(getattr(version, AcceptedKind(kind).value))


def accepted_hash_of(version: CallVersion, kind: str, language: str) -> str:
    """sha256 of that text; "" where there is none."""
    text = accepted_text(version, kind, language)
    return hashlib.sha256(text.encode()).hexdigest() if text or kind == AcceptedKind.CONSENT else ""


def consent_text(version: CallVersion, language: str) -> str:
    """The text about rights."""
    return accepted_text(version, AcceptedKind.CONSENT, language)


def consent_hash(version: CallVersion, language: str) -> str:
    """sha256 of that text."""
    return accepted_hash_of(version, AcceptedKind.CONSENT, language)


@transaction.atomic
def submit_entry(
    entry: Entry, *, by: User, at: datetime, key: str, accepted_hash: str, language: str, ethics_hash: str = ""
) -> Submission:
    """Hand in what is saved. `at` is when the request was received; it alone decides about the gate.

    The same `key` again, or the same work again, returns the first receipt. Raises Incomplete, TermsChanged, TooLate,
    NotAllowed or InvalidMove, and then nothing has changed.
    """
    locked = _locked(entry)
    if not SUBMIT.allowed(by, locked):
        raise NotAllowed(_("Only the person who leads the team can hand in."))
    done = locked.submissions.filter(idempotency_key=key).select_related("call").first()
    if done:
        return done
    if locked.status not in SUBMIT.sources:
        raise InvalidMove(_("This entry can no longer be handed in."))
    timing = require_open(locked, at)
    require_stages(locked, at)
    version = locked.answered_version()
    if must_move_up(locked):
        raise MustMoveUp(
            _("A text to accept has changed. Look at what has changed in the call and take it over first.")
        )
    shown = {AcceptedKind.CONSENT: accepted_hash, AcceptedKind.ETHICS: ethics_hash}
    if any(shown[kind] != accepted_hash_of(version, kind, language) for kind in AcceptedKind):
        raise TermsChanged(_("The text to accept has changed since you opened the page. Please read it again."))
    if problems := problems_of(locked):
        raise Incomplete(problems)
    frozen = freeze(locked)
    last = locked.submissions.select_related("call").first()
    if last and locked.status == SUBMIT.target and is_same_work(last.frozen, frozen):
        return last
    return _hand_in(locked, version, last, frozen, by=by, at=at, key=key, language=language, timing=timing)


def _locked(entry: Entry) -> Entry:
    """The entry and its file as they are once nobody else is writing them.

    The locks come first and alone: a row that is joined to one is read as it was before the wait. The file's keeps a
    hash from being stored between our look at it and our receipt, which would then never learn of it.
    """
    Entry.objects.select_for_update().get(pk=entry.pk)
    files = Entry.objects.filter(pk=entry.pk).values("film__original")
    list(Original.objects.select_for_update().filter(pk__in=files).values_list("pk"))
    return Entry.objects.for_work().get(pk=entry.pk)


def _hand_in(
    entry: Entry,
    version: CallVersion,
    last: Submission | None,
    frozen: dict[str, object],
    *,
    by: User,
    at: datetime,
    key: str,
    language: str,
    timing: Timing,
) -> Submission:
    RightsAcceptance.objects.bulk_create(
        RightsAcceptance(
            entry=entry, call_version=version, kind=kind, text_hash=text_hash, language=language, by=by, at=at
        )
        for kind in AcceptedKind
        if (text_hash := accepted_hash_of(version, kind, language))
    )
    submission = Submission.objects.create(
        entry=entry,
        call=entry.call,
        number=last.number if last else _next_number(entry.call),
        sequence=last.sequence + 1 if last else 1,
        received_at=at,
        is_late=timing is Timing.LATE or _came_by_exception(entry),
        window=open_window(entry, at),
        idempotency_key=key,
        frozen=frozen,
        frozen_sha256=sha256_of(frozen),
        original=entry.film.original if entry.film else None,
        film_sha256=entry.film.original.sha256 if entry.film and entry.film.original else "",
        by=by,
    )
    submission.files.set(entry.files.held().exclude(slot__in=slots_not_asked(entry)))
    Entry.objects.filter(pk=entry.pk).update(
        call_version=version, submitted_at=at, updated_at=at, version=entry.version + 1
    )
    entry.call_version, entry.submitted_at, entry.version = version, at, entry.version + 1
    entry.move(SUBMIT, by=by, at=at)
    entry_submitted.send(Entry, entry=entry, submission=submission)
    entry_changed.send(Entry, entry=entry)
    write_receipt(submission)
    return submission


def _came_by_exception(entry: Entry) -> bool:
    """Whether the first of its copies came late in a window: those that follow are no less so."""
    first = entry.submissions.order_by("sequence").first()
    return first is not None and first.is_late and first.window_id is not None


def _next_number(call: Call) -> int:
    """Take the next number of the call, under its own lock."""
    row = Call.objects.select_for_update().get(pk=call.pk)
    Call.objects.filter(pk=row.pk).update(next_receipt=row.next_receipt + 1)
    return row.next_receipt


def problems_of(entry: Entry) -> list[Problem]:
    """Everything that stands in the way: each step's strict form on what is stored, then the rules."""
    problems = []
    for step in steps_of(entry):
        form = step.check(entry)
        for name, errors in form.errors.items():
            label = form.fields[name].label if name in form.fields else step.name
            problems += [Problem(f"{label}: {error}", step.slug, name) for error in errors]
        if not form.errors:
            problems += [Problem(text, step.slug, field) for text, field in step.missing(entry)]
    for verdict in verdicts_of(entry):
        if verdict.status is RuleStatus.FAIL:
            problems.append(Problem(format_html("{} {}", verdict.sentence, verdict.found), step_for_rule(verdict.kind)))
    return problems


STEPS_OF_RULES = {
    "ai_policy": "ai",
    "team_size": "people",
    "portfolio": "portfolio",
    "materials": "materials",
    "institution": "institution",
    "entries_per_person": "",  # another of them can be withdrawn or deleted
}


def step_for_rule(kind: str) -> str:
    """The step where one mends what a rule of this kind found; "" for the list of one's entries."""
    rule = rule_kinds().get(kind)
    if rule and rule.asks:
        return DeclarationsStep.slug
    return STEPS_OF_RULES.get(kind, "file")
