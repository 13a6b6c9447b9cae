"""The frozen copy of an entry: what was handed in, as plain values that later edits cannot reach, and its hash."""

import hashlib
import json
from typing import Any

from portal.calls.models import Question
from portal.calls.questions import asked
from portal.entries.asked import given_answers, questions_for, slots_not_asked
from portal.entries.institutions import freeze_institution
from portal.entries.models import Entry
from portal.entries.slots import files_of
from portal.entries.steps.base import plain_texts
from portal.films.frozen import freeze as freeze_film
from portal.films.models import Film
from portal.media.models import Original
from portal.talent.models import Talent

FORMAT = 1


def freeze(entry: Entry) -> dict[str, Any]:
    """Everything that is handed in. Format 1: see docs/creators.md."""
    version = entry.answered_version()
    return {
        "format": FORMAT,
        "entry": entry.public_id,
        "call": {"slug": entry.call.slug, "version": version.number, "title": plain_texts(version.title)},
        "mode": entry.mode,
        "team_name": entry.team_name,
        "institution": freeze_institution(entry),
        "team": [
            {"name": member.user.name or member.user.email, "part": member.part, "is_lead": member.is_lead}
            for member in entry.members.filter(left_at=None).select_related("user")
        ],
        "film": freeze_film(entry.film) if entry.film else None,
        "file": _freeze_file(entry.film),
        "talent": _freeze_talent(entry.talent),
        "answers": _freeze_answers(entry),
        "declarations": entry.declarations,
        "files": _freeze_files(entry),
    }


def _freeze_file(film: Film | None) -> dict[str, Any] | None:
    """What the file was when it was handed in; its sha256 is here only if it had been read by then."""
    if film is None or film.original is None:
        return None
    return _file(film.original) | {"facts": film.original.facts}


def _freeze_files(entry: Entry) -> list[dict[str, Any]]:
    """What lies in each slot beside the film, but for answers to questions that are not asked."""
    unasked = slots_not_asked(entry)
    files = sorted((slot, original) for slot, original in files_of(entry).items() if slot not in unasked)
    return [{"slot": slot, "kind": original.kind} | _file(original) for slot, original in files]


def _file(original: Original) -> dict[str, Any]:
    return {
        "public_id": original.public_id,
        "name": original.name,
        "bytes": original.bytes,
        "sha256": original.sha256,
        "state": original.state,
    }


def _freeze_talent(talent: Talent | None) -> dict[str, Any] | None:
    if talent is None:
        return None
    return {
        "public_id": talent.public_id,
        "kind": talent.kind,
        "names": [{"text": row.text, "language": row.language, "kind": row.kind} for row in talent.names.all()],
        "statement": plain_texts(talent.statement),
        "biography": plain_texts(talent.biography),
        "region": talent.region.slug if talent.region else "",
        "affiliations": [record.slug for record in talent.affiliations.all()],
        "skills": [record.slug for record in talent.skills.all()],
        "tools": [record.slug for record in talent.tools.all()],
        "portfolio": [
            {
                "title": item.title,
                "year": item.year,
                "part": item.part,
                "description": item.description,
                "url": item.url,
            }
            for item in talent.portfolio.all()
        ],
    }


def _freeze_answers(entry: Entry) -> list[dict[str, Any]]:
    """Each question that was asked, with its answer and the words of what was chosen."""
    questions = questions_for(entry)
    answers = given_answers(entry, questions)
    return [_freeze_answer(question, answers.get(question.key, "")) for question in asked(questions, answers)]


def _freeze_answer(question: Question, answer: Any) -> dict[str, Any]:
    rows = [row for row in (*question.choices, *question.columns) if isinstance(row, dict)]
    given = answer if isinstance(answer, list) else [answer]
    named = {key for row in given for key in (row if isinstance(row, dict) else (row,))}
    return {
        "key": question.key,
        "kind": question.kind,
        "question": plain_texts(question.label),
        "answer": answer,
        "labels": {str(row["key"]): plain_texts(row.get("label", "")) for row in rows if row.get("key") in named},
        # PostgreSQL keeps a JSON object's keys in an order of its own.
        "order": [str(row["key"]) for row in rows if row.get("key") in named],
        "is_shown_to_jurors": question.is_shown_to_jurors,
    }


def canonical(frozen: dict[str, Any]) -> bytes:
    """The one way to write the copy as bytes: sorted keys, no spaces, UTF-8."""
    return json.dumps(frozen, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def sha256_of(frozen: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(frozen)).hexdigest()


def is_same_work(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether a person handed in the same thing twice: what we measured in between does not count."""
    return _without_measures(one) == _without_measures(other)


def _without_measures(frozen: dict[str, Any]) -> bytes:
    file, film = frozen.get("file"), frozen.get("film")
    return canonical(
        frozen
        | {"institution": frozen.get("institution")}  # copies from before it was asked for have no such key
        | {"file": file and file.get("public_id")}
        | {"files": [(one["slot"], one["public_id"]) for one in frozen.get("files", [])]}
        | {"film": film and {name: value for name, value in film.items() if name not in ("runtime_ms", "version")}}
    )
