"""What `components/upload.html` needs to take a file, and what `held_file.html` shows of one that is there."""

import json
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.entries.models import Entry
from portal.entries.slots import files_of, kinds_for, step_of_slot
from portal.media.accepting import accept, offers, sentences
from portal.media.models import Kind, Original, ReadState


def upload_box(kinds: Iterable[Kind], **own: Any) -> dict[str, Any]:
    """What every file of these kinds has, and `own`: name, label, resume_key, status_url, held and the like."""
    kinds = frozenset(kinds)
    return {
        "endpoint": reverse("uploads"),
        "accept": accept(kinds),
        "offers": json.dumps(offers(kinds)),
        "takes": sentences(kinds),
        **own,
    }


def slot_box(entry: Entry, slot: str, **own: Any) -> dict[str, Any]:
    """The upload of a slot, with what lies in it. `own`: name, label, help."""
    return upload_box(
        kinds_for(slot),
        resume_key=f"{slot}-{entry.public_id}",
        status_url=reverse("entry-slot", args=[entry.public_id, slot]),
        held=held_in(entry, slot),
        **own,
    )


def held_in(entry: Entry, slot: str) -> dict[str, Any]:
    """What lies in a slot and what one can do with it."""
    original = files_of(entry).get(slot)
    step = step_of_slot(slot)
    can_be_emptied = original is not None and entry.is_editable()
    return {
        **shown(original),
        "download_url": original.get_absolute_url() if original else "",
        "empty_url": reverse("entry-slot-empty", args=[entry.public_id, slot]) if can_be_emptied else "",
        "again_url": reverse("entry-step", args=[entry.public_id, step]) if step == "materials" else "",
    }


def shown(original: Original | None) -> dict[str, Any]:
    """A file as `held_file.html` shows it: what it is called, how far our reading is, and what was read."""
    if original is None:
        return state_of(None)
    return {
        "name": original.name,
        "bytes": original.bytes,
        "is_film": original.kind == Kind.FILM,
        "runtime_ms": original.runtime_ms,
        "measures": measures_of(original),
        "thumb": original.thumb,
        "is_locked": original.is_locked,
        **state_of(original),
    }


def state_of(original: Original | None) -> dict[str, str]:
    """How far our reading is: state and, where it failed, why."""
    if original is None:
        return {"state": "none", "reason": ""}
    return {"state": original.state, "reason": original.reason_text}


def measures_of(original: Original) -> list[str]:
    """What was read in the file, in words: size of the picture, sound, pages."""
    if original.state != ReadState.READABLE:
        return []
    found = []
    if original.width:
        rate = f", {float(original.frame_rate):.3g} fps" if original.frame_rate else ""
        found.append(f"{original.width} × {original.height}{rate}")
    if original.width and original.has_audio is not None:
        found.append(_("with sound") if original.has_audio else _("without sound"))
    if original.pages:
        found.append(
            ngettext("PDF of %(pages)d page", "PDF of %(pages)d pages", original.pages) % {"pages": original.pages}
        )
    return found
