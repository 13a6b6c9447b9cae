"""Calls as the site shows them: from the newest version, for the reader."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.present.words import said
from portal.calls.gates import Schedule, Timing
from portal.calls.models import (
    Amendment,
    Call,
    CallVersion,
    Gate,
    GateKind,
    Question,
    QuestionKind,
    Track,
)
from portal.calls.questions import columns_of
from portal.calls.rules import sentences
from portal.calls.wording import Line, lines
from portal.front.shapes import Amendment as AmendmentShape
from portal.front.shapes import Fact, OpenCall, Rule
from portal.front.templatetags.front import lang_tag, local_time
from portal.front.timeline import Gate as GateShape
from portal.front.timeline import Timeline, lay_out
from portal.front.words import text_for
from portal.text import in_a_row


def call_url(call: Call) -> str:
    return reverse("call", args=[call.slug])


def timeline(call: Call, now: datetime) -> Timeline:
    """The gates of the newest version, in the zone of the gate that closes the call."""
    rows = Schedule.of(call).gates
    tracks = {row.key: row for row in call.current.tracks.all()} if call.current and any(g.track for g in rows) else {}
    gates = [GateShape(row.name(), row.at, _for_whom(row, rows, tracks)) for row in rows]
    return lay_out(gates, now=now, zone=rows[-1].zone if rows else "UTC")


def gate_lines(schedule: Schedule) -> list[str]:
    """Every gate with its instant on its own clocks, as plain text."""
    return [f"{gate.name()}: {local_time(gate.at, gate.zone)}" for gate in schedule.gates]


def shared_as(version: CallVersion, schedule: Schedule) -> str:
    """What is read of a call where its address is shared: one sentence, and until when one may enter."""
    last = max((gate for gate in schedule.gates if gate.kind == GateKind.ENTRY), key=lambda gate: gate.at, default=None)
    until = f"{last.name()}: {local_time(last.at, last.zone)}" if last else ""
    return " · ".join(part for part in (text_for(version.summary)[0], until) if part)


def _for_whom(gate: Gate, gates: Iterable[Gate], tracks: Mapping[str, Track]) -> str:
    """Track and precondition in words; the mode is what the gate's own label says."""
    track = tracks.get(gate.track)
    earlier = next((row for row in gates if row.key == gate.after), None)
    words = [said(track.name)] if track else []
    if earlier:
        words.append(_("only after “%(gate)s”") % {"gate": earlier.name()})
    return in_a_row(words)


def open_call(call: Call, now: datetime) -> OpenCall:
    """A call as a line of a list; its `current` and its gates must be loaded."""
    version = _version(call)
    title, lang = text_for(version.title)
    return OpenCall(
        name=title,
        url=call_url(call),
        timeline=timeline(call, now),
        line=said(version.summary),
        accent=call.programme.accent,
        lang=lang,
        status=status_of(Schedule.of(call), now),
    )


def status_of(schedule: Schedule, now: datetime) -> str:
    """What stands in place of a countdown where nobody can enter."""
    if schedule.is_open(now):
        return ""
    if _is_coming(schedule, now):
        return _("Not open yet")
    coming = schedule.next_gate(now)
    return _("In judging") if coming and coming.kind == GateKind.RESULTS else _("Closed")


def _is_coming(schedule: Schedule, now: datetime) -> bool:
    return any(schedule.timing(now, mode) is Timing.EARLY for mode in schedule.modes() or [""])


def _version(call: Call) -> CallVersion:
    if call.current is None:
        raise LookupError(f"{call.slug} has no published version")  # the queryset `public()` leaves such calls out
    return call.current


def facts(version: CallVersion) -> list[Fact]:
    """The box: who, what, prize, rights."""
    rows = [
        (_("Who"), version.who),
        (_("What"), version.what),
        (_("Prize"), version.prize),
        (_("Rights"), version.rights),
    ]
    return [Fact(name, text, "", lang) for name, value in rows for text, lang in [text_for(value)] if text]


def rules(version: CallVersion) -> list[Rule]:
    """What is checked, then what stands in words alone."""
    return [*map(Rule, sentences(version)), *(Rule(said(clause.text)) for clause in version.clauses.all())]


def faqs(version: CallVersion) -> list[Fact]:
    return [Fact(said(row.question), said(row.answer)) for row in version.faqs.all()]


def questions(version: CallVersion) -> list[Fact]:
    """What the form asks beside the film or the portfolio, each with of whom and how much."""
    tracks = {row.key: said(row.name) for row in version.tracks.all()}
    return [Fact(said(row.label), " · ".join(_about(row, tracks))) for row in version.questions.all()]


def _about(question: Question, tracks: Mapping[str, str]) -> Iterable[str]:
    if help_text := said(question.help):
        yield help_text
    if question.kind == QuestionKind.LONG_TEXT:
        yield _("up to %(limit)d characters") % {"limit": question.max_graphemes}
    if question.kind == QuestionKind.TABLE:
        yield _("a table: %(columns)s") % {"columns": in_a_row(row.label for row in columns_of(question))}
    if question.track:
        yield _("only in the track %(track)s") % {"track": tracks.get(question.track, question.track)}
    if question.mode:
        yield _("only for some ways to take part")
    if question.shown_if_key:
        yield _("only after certain answers")
    if not question.is_required:
        yield _("optional")


def amendments(rows: Iterable[Amendment]) -> list[AmendmentShape]:
    """Every public difference, newest first, each change with old and new."""
    return [
        AmendmentShape(row.at, text_for(row.note)[0] or _("The call was changed."), [*map(_line, lines(row.changes))])
        for row in rows
    ]


def _line(line: Line) -> SafeString:
    lang = format_html(' lang="{}"', lang_tag(line.lang)) if line.lang else ""
    nothing = _("nothing")
    old = format_html("<del{}>{}</del>", lang, line.old) if line.old else nothing
    new = format_html("<ins{}>{}</ins>", lang, line.new) if line.new else nothing
    return format_html("{}: {} → {}", line.where, old, new)


def why_closed(timing: Timing) -> str:
    return {Timing.EARLY: _("This call is not open yet."), Timing.CLOSED: _("This call has closed.")}.get(timing, "")


def why_shut(gate: Gate) -> str:
    """A stage has closed for whoever has not begun; those who have go on."""
    return _("“%(gate)s” has passed: nobody can begin any more. Who has begun goes on under “My entries”.") % {
        "gate": gate.name()
    }


def is_open(call: Call, now: datetime) -> bool:
    return Schedule.of(call).is_open(now)


def is_over(call: Call, now: datetime) -> bool:
    """Neither open nor still to come."""
    schedule = Schedule.of(call)
    return not schedule.is_open(now) and not _is_coming(schedule, now)


def as_they_close(calls: Iterable[Call], now: datetime) -> list[Call]:
    """Open ones first, in the order in which they close; then what is coming; then what is over, newest first."""

    def place(call: Call) -> tuple[int, float]:
        schedule = Schedule.of(call)
        last = schedule.gates[-1].at if schedule.gates else call.created_at
        end = (schedule.closes_at() or last).timestamp()
        if schedule.is_open(now):
            return 0, end
        return (1, end) if _is_coming(schedule, now) else (2, -end)

    return sorted(calls, key=place)


def paragraphs(text: str) -> SafeString:
    """Plain text of several paragraphs as HTML."""
    return format_html_join("", "<p>{}</p>", ((part,) for part in text.split("\n\n") if part.strip()))
