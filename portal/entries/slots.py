"""Files beside the film: material that a rule asks for, and answers that are files. A slot holds one file.

A slot is named `material:<name>` or `answer:<key of the question>`. What was put there is never deleted with the slot:
a receipt may stand for it.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.calls.models import QuestionKind
from portal.calls.rules import Material, materials_of
from portal.entries.actions import announce, bump, require_editable
from portal.entries.asked import questions_for
from portal.entries.models import ANSWER, MATERIAL, Entry, EntryFile
from portal.errors import InvalidMove
from portal.media.accepting import sentences
from portal.media.models import Kind, Original, Upload

MATERIAL_KINDS: Mapping[str, Kind] = {
    "poster": Kind.PICTURE,
    "process": Kind.DOCUMENT,
    "2d_master": Kind.FILM,
    "evidence": Kind.DOCUMENT,
}
_SLOT = re.compile(r"(?:answer:[\w-]{1,60}|material:[\w-]{1,20})\Z", re.ASCII)
MOST_FILES = 200
"""How many files an entry may have seen, replaced ones too: each of them is kept."""


def kinds_for(slot: str) -> frozenset[Kind]:
    """What may be put into a slot; nothing where the slot is none."""
    if not _SLOT.match(slot):
        return frozenset()
    if slot.startswith(ANSWER):
        return frozenset({Kind.DOCUMENT, Kind.PICTURE})
    kind = MATERIAL_KINDS.get(slot.removeprefix(MATERIAL))
    return frozenset() if kind is None else frozenset({kind})


def wanted_materials(entry: Entry) -> list[Material]:
    """The files beside the film that the rules ask of this entry, in the tracks it has chosen."""
    return materials_of(entry.answered_version(), entry.chosen_tracks())


def asked_slots(entry: Entry) -> list[str]:
    """The slots that the version it answers asks for, in its order."""
    materials = [f"{MATERIAL}{one.name}" for one in wanted_materials(entry)]
    questions = questions_for(entry)  # a hidden one appears as soon as what it depends on is answered
    return materials + [f"{ANSWER}{question.key}" for question in questions if question.kind == QuestionKind.FILE]


def step_of_slot(slot: str) -> str:
    """The step on whose page the slot stands."""
    return "questions" if slot.startswith(ANSWER) else "materials"


@transaction.atomic
def attach(entry: Entry, slot: str, upload: Upload | None, *, by: User, at: datetime) -> EntryFile:
    """Put an uploaded file into a slot, in place of what was there. `at` is when the request came.

    Whether the call asks for this slot at all is the caller's to know. Raises InvalidMove or TooLate. Like the film, it
    leaves the entry's version alone.
    """
    entry = Entry.objects.for_work().select_for_update(of=("self",)).get(pk=entry.pk)
    require_editable(entry, at=at)
    original = upload.original if upload and upload.owner_id == by.pk else None
    if original is None:
        raise InvalidMove(_("This file has not arrived whole. Send it again."))
    if original.kind not in kinds_for(slot):
        takes = " ".join(sentences(kinds_for(slot)))
        raise InvalidMove(_("This kind of file is not asked for here. %(takes)s") % {"takes": takes})
    held = entry.files.held().filter(slot=slot)
    same = held.filter(original=original).first()
    if same:
        return same
    if entry.files.count() >= MOST_FILES:
        raise InvalidMove(_("This entry has seen too many files; ask the editors of the call."))
    held.update(detached_at=at)
    file = EntryFile.objects.create(entry=entry, slot=slot, original=original, attached_by=by, attached_at=at)
    bump(entry, at=at)
    announce(entry)
    return file


@transaction.atomic
def detach(entry: Entry, slot: str, *, by: User, at: datetime) -> None:
    """Leave the slot empty; nothing happens where it is. Raises InvalidMove or TooLate."""
    entry = Entry.objects.for_work().select_for_update(of=("self",)).get(pk=entry.pk)
    require_editable(entry, at=at)
    if entry.files.held().filter(slot=slot).update(detached_at=at):
        bump(entry, at=at)
        announce(entry)


def files_of(entry: Entry) -> dict[str, Original]:
    """What lies in each slot now. One query where `files__original` is not prefetched."""
    cached = getattr(entry, "_prefetched_objects_cache", {})
    rows = entry.files.all() if "files" in cached else entry.files.held().select_related("original")
    return {row.slot: row.original for row in rows if row.detached_at is None}
