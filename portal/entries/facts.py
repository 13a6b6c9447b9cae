"""What the rules of a call may know of an entry."""

from datetime import date
from typing import Any

from portal.calls.gates import Schedule
from portal.calls.rules import Facts, Verdict, evaluate
from portal.calls.rules.entrant import EntriesPerPerson
from portal.clock import now
from portal.entries.institutions import asks_institution, institution_words
from portal.entries.models import MATERIAL, Entry
from portal.entries.slots import files_of, wanted_materials
from portal.entries.workflow import Status
from portal.films.models import AIDeclaration, Film


def facts_of(entry: Entry) -> Facts:
    """Measured and declared facts; what nobody knows yet stays None. Reads prefetched rows where there are some."""
    shared: dict[str, Any] = {
        "team_size": sum(member.left_at is None for member in entry.members.all()),
        "mode": entry.mode,
        "entries_of_person": _entries_of_person(entry) if _asks_how_many(entry) else None,
        "materials": _materials(entry) if wanted_materials(entry) else {},
        "institution": institution_words(entry) if asks_institution(entry) else "",
        **_declared(entry),
    }
    if entry.film is None:
        items = len(entry.talent.portfolio.all()) if entry.talent else None
        return Facts(portfolio_items=items, **shared)
    film = entry.film
    uses = film.ai_uses.all()
    return Facts(
        runtime_ms=film.runtime_ms(),
        ai_is_declared=film.ai_declaration != AIDeclaration.NOT_DECLARED,
        ai_shares={use.stage: use.share for use in uses},
        tools=frozenset(tool.slug for use in uses for tool in use.tools.all()),
        **shared,
        **_file_facts(film),
    )


def _asks_how_many(entry: Entry) -> bool:
    """Whether a rule wants to know; it costs a query."""
    return any(rule.kind == EntriesPerPerson.kind for rule in entry.answered_version().rules.all())


def _entries_of_person(entry: Entry) -> int:
    """How many this person has handed in to the call, this one included."""
    others = Entry.objects.handed_in().filter(call=entry.call_id, owner=entry.owner_id)
    return others.exclude(pk=entry.pk).exclude(status=Status.WITHDRAWN).count() + 1


def _materials(entry: Entry) -> dict[str, str]:
    """How far our reading of each file beside the film is."""
    files = files_of(entry).items()
    return {slot.removeprefix(MATERIAL): original.state for slot, original in files if slot.startswith(MATERIAL)}


def _declared(entry: Entry) -> dict[str, Any]:
    said = entry.declarations
    cut_in, cut_out, born = said.get("cut_in_ms") or 0, said.get("cut_out_ms"), said.get("birth_date")
    sources = said.get("sources")
    shown = said.get("shown_since")
    return {
        "residence": said.get("residence") or "",
        "age_years": age_on(date.fromisoformat(born), closing_day(entry)) if born else None,
        "guardian_agreed": said.get("guardian_agreed"),
        "affiliation": said.get("affiliation") or "",
        "cut_ms": cut_out - cut_in if cut_out else None,
        "premiere": said.get("premiere") or "",
        "shown_where": frozenset(said.get("shown_where") or ()),
        "shown_since": date.fromisoformat(shown) if shown else None,
        "sources_used": frozenset(sources) - {"none"} if sources else None,
        "tracks": tuple(said["tracks"]) if said.get("tracks") else None,
    }


def closing_day(entry: Entry) -> date:
    """The day, on the clocks of the gate's zone, on which its entries close; today where no gate says.

    As it was typed: a zone that has gone from this machine's database makes nobody younger.
    """
    gate = Schedule.of(entry.call).entry_gate(entry.mode, entry.chosen_tracks())
    return date.fromisoformat(gate.wall[:10]) if gate else now().date()


def age_on(born: date, day: date) -> int:
    """Completed years. Who was born on 29 February is a year older on 1 March of a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _file_facts(film: Film) -> dict[str, Any]:
    original = film.original
    if original is None:
        return {"caption_languages": frozenset()}
    return {
        "has_film": True,
        "caption_languages": frozenset(caption.language for caption in original.current_captions()),
        "file_bytes": original.bytes,
        "width": original.width,
        "height": original.height,
        "has_sound": original.has_audio,
        "container": original.content_type,
    }


def verdicts_of(entry: Entry) -> list[Verdict]:
    """Every rule of the version it answers, judged on what is known now."""
    return evaluate(entry.answered_version(), facts_of(entry))
