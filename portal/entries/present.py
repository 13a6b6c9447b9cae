"""Entries as their own people see them: the records the templates take."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from portal.accounts.models import User
from portal.calls.extensions import Extension, extensions
from portal.calls.gates import Schedule
from portal.calls.models import Call
from portal.entries.dates import gate_url
from portal.entries.gatekeeping import open_window
from portal.entries.institutions import frozen_words
from portal.entries.models import Entry, Submission
from portal.entries.outcomes import Outcome, outcomes_of
from portal.entries.steps import Step, steps_of
from portal.entries.workflow import Status
from portal.front.shapes import EntryLine, Link, Missing, OpenCall, Receipt
from portal.front.shapes import Step as StepShape
from portal.front.templatetags.front import local_time
from portal.front.timeline import Gate, Timeline, lay_out
from portal.front.words import text_for
from portal.names import best_name


def title_for(entry: Entry) -> tuple[str, str]:
    """What the entry is called, and its `lang`; "" while it has no name."""
    if entry.film is None and entry.talent is None:
        return entry.own_name(), ""
    rows = entry.film.titles.all() if entry.film else entry.talent.names.all() if entry.talent else []
    row = best_name(list(rows))
    if row is None:
        return "", ""
    here = row.language.lower() == (get_language() or "").lower()
    return row.text, "" if here else row.language


def call_link(call: Call) -> Link:
    text, lang = text_for(call.current.title) if call.current else (call.slug, "")
    return Link(text, reverse("call", args=[call.slug]), lang)


def zone_of(entry: Entry) -> str:
    """The zone of the gate that closes its entries."""
    gate = Schedule.of(entry.call).entry_gate(entry.mode, entry.chosen_tracks())
    return gate.zone if gate else "UTC"


def closing(entry: Entry, at: datetime) -> tuple[datetime | None, str]:
    """When it is too late, by its gate or by a correction window that ends later, and the zone of the gate."""
    gate = Schedule.of(entry.call).entry_gate(entry.mode, entry.chosen_tracks())
    if gate is None:
        return None, "UTC"
    window = open_window(entry, at)
    return (max(gate.at, window.until) if window else gate.at), gate.zone


def banners_of(entry: Entry, at: datetime) -> list[SafeString]:
    """What the editors have changed about this entry's time: a window of its own, gates that were moved."""
    window = open_window(entry, at)
    lines = []
    if window:
        if entry.submitted_at is None:
            words = gettext("You may still finish this entry and hand it in until {}; it will be marked late. {}")
        else:
            words = gettext("You may correct this entry and hand it in again until {}. {}")
        lines.append(format_html(words, local_time(window.until, zone_of(entry)), window.reason))
    mine = {gate.key for gate in Schedule.of(entry.call).gates_for(entry.mode, entry.chosen_tracks())}
    may_have_moved = entry.is_editable() and entry.call.current is not None and entry.call.current.number > 1
    moved = extensions(entry.call, entry.call.amendments.all(), at) if may_have_moved else []
    lines += [_extended_banner(entry.call, row) for row in moved if row.gate.key in mine]
    return lines


def extended(row: Extension) -> SafeString:
    """A gate that was moved to a later time, old and new on its own clocks."""
    name = row.gate.name()
    new, old = (local_time(instant, row.gate.zone) for instant in (row.gate.at, row.was))
    return format_html(gettext("Extended: {} – {} instead of {}."), name, new, old)


def _extended_banner(call: Call, row: Extension) -> SafeString:
    words = gettext("Take the new date into your calendar")
    return format_html('{} <a href="{}">{}</a>', extended(row), gate_url(call, row.gate), words)


def takedown_url(entry: Entry, user: User) -> str:
    """Where to ask for the film to be taken off the site; "" for whoever may not ask, and where there is none."""
    if entry.film is None or entry.film.owner_id != user.pk or entry.status == Status.DRAFT:
        return ""
    return reverse("entry-takedown", args=[entry.public_id])


def step_url(entry: Entry, slug: str, field: str = "") -> str:
    """The page of a step; of one's entries where the slug is ""."""
    if not slug:
        return reverse("entry-list")
    return reverse("entry-step", args=[entry.public_id, slug]) + (f"#id_{field}" if field else "")


def missing_of(entry: Entry) -> list[tuple[Step, list[Missing]]]:
    """What is missing, step by step."""
    return [
        (step, [Missing(text, step_url(entry, step.slug, field)) for text, field in step.missing(entry)])
        for step in steps_of(entry)
    ]


def stepper(entry: Entry, found: list[tuple[Step, list[Missing]]], current: str) -> list[StepShape]:
    """The steps with their state, then the last page."""
    steps = [
        StepShape(str(step.name), step_url(entry, step.slug), "missing" if missing else "done", step.slug == current)
        for step, missing in found
    ]
    url = reverse("entry-submit", args=[entry.public_id])
    return [*steps, StepShape(gettext("Check and hand in"), url, "open", current == "submit")]


def timeline_of(call: Call, at: datetime) -> Timeline:
    """The gates of the newest version on their track."""
    rows = Schedule.of(call).gates
    gates = [Gate(row.name(), row.at) for row in rows]
    return lay_out(gates, now=at, zone=rows[-1].zone if rows else "UTC")


def open_call(call: Call, at: datetime) -> OpenCall:
    """A call one can enter; the link starts."""
    name, lang = text_for(call.current.title) if call.current else (call.slug, "")
    line = text_for(call.current.summary)[0] if call.current else ""
    url = reverse("entry-start", args=[call.slug])
    return OpenCall(name, url, timeline_of(call, at), line, call.programme.accent, lang)


def entry_lines(entries: Sequence[Entry], at: datetime) -> list[EntryLine]:
    """Lines of the dashboard, with what is known of the decisions. `submissions` must be prefetched."""
    outcomes = outcomes_of(entries)
    return [_entry_line(entry, at, outcomes.get(entry.pk)) for entry in entries]


def _entry_line(entry: Entry, at: datetime, outcome: Outcome | None) -> EntryLine:
    title, lang = title_for(entry)
    last = next(iter(entry.submissions.all()), None)
    closes_at, zone = closing(entry, at)
    is_draft = entry.status == Status.DRAFT
    return EntryLine(
        title=title,
        call=call_link(entry.call).text,
        url=reverse("entry", args=[entry.public_id]),
        state=outcome.label if outcome else str(Status(entry.status).label),
        number=last.receipt() if last else "",
        missing=sum(len(missing) for _step, missing in missing_of(entry)) if is_draft else 0,
        closes_at=closes_at if entry.is_editable() and not outcome else None,
        zone=zone,
        changed_at=entry.updated_at,
        lang=lang,
        award=outcome.award if outcome else "",
        award_lang=outcome.award_lang if outcome else "",
    )


def receipt(submission: Submission) -> Receipt:
    """From the frozen copy alone: later edits change nothing on it."""
    frozen = submission.frozen
    names = (frozen.get("film") or {}).get("titles") or (frozen.get("talent") or {}).get("names") or []
    file = frozen.get("file") or {}
    return Receipt(
        number=submission.receipt(),
        at=submission.received_at,
        zone=zone_of(submission.entry),
        title=_head(names) or _own_name(frozen) or submission.entry.public_id,
        call=text_for(frozen["call"]["title"])[0],
        sha256=submission.film_sha256,
        file_name=file.get("name", ""),
        bytes=file.get("bytes", 0),
        institution=frozen_words(frozen.get("institution")),
    )


def _own_name(frozen: dict[str, Any]) -> str:
    """What a proposal was called when it was handed in."""
    return next(
        (str(row["answer"]) for row in frozen.get("answers", ()) if row["key"] == "title" and row["answer"]), ""
    )


def _head(names: list[dict[str, str]]) -> str:
    wanted = (get_language() or "").lower()
    heads = [row for row in names if row["kind"] in ("original", "translated")] or names
    own = [row for row in heads if row["language"].lower() == wanted]
    return (own or heads or [{"text": ""}])[0]["text"]


def paragraphs(text: str) -> SafeString:
    """Plain text of several paragraphs as HTML."""
    return format_html_join("", "<p>{}</p>", ((part,) for part in text.split("\n\n") if part.strip()))
