"""The film's file: where the browser says that all of it has arrived, and asks how far our reading is."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.entries.files import attach_film, find_upload
from portal.entries.loading import entry_rows
from portal.entries.models import Entry
from portal.entries.received import received_at
from portal.entries.slots import asked_slots, attach, detach, step_of_slot
from portal.entries.steps.file import FILE_RULES, film_held
from portal.entries.steps.uploading import held_in, state_of
from portal.entries.views.base import find_entry, own_page, user_of
from portal.entries.views.checks import checks_of
from portal.errors import DomainError
from portal.media.models import Original, Upload


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def film_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """POST `upload` attaches it. GET is the box with what was measured, which the page fetches while we read."""
    entry = find_entry(request, public_id, entry_rows())
    if request.method == "POST":
        user, at = user_of(request), received_at(request)
        return _take(request, lambda upload: attach_film(entry, upload, by=user, at=at))
    return render(request, "portal/entries/file_facts.html", facts_box(entry))


def _take(request: HttpRequest, put: Callable[[Upload], Original]) -> HttpResponse:
    """What became of the upload that the page names, once `put` has put it where it belongs."""
    upload = find_upload(request.POST.get("upload", ""), user_of(request))
    if upload is None:
        return JsonResponse({"words": _("This upload is not there any more. Send the file again.")}, status=404)
    try:
        original = put(upload)
    except DomainError as refusal:
        return JsonResponse({"words": str(refusal)}, status=refusal.status)
    return JsonResponse({"name": original.name, "bytes": original.bytes} | state_of(original))


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def slot_file(request: HttpRequest, public_id: str, slot: str) -> HttpResponse:
    """POST `upload` puts it into the slot; GET is the box with what lies there. 404 where the call asks for none."""
    entry = _entry_with(request, public_id, slot)
    if request.method != "POST":
        return render(request, "portal/entries/held_file.html", {"held": held_in(entry, slot)})
    user, at = user_of(request), received_at(request)
    return _take(request, lambda upload: attach(entry, slot, upload, by=user, at=at).original)


@own_page
@require_POST
def slot_empty(request: HttpRequest, public_id: str, slot: str) -> HttpResponse:
    """Take the file out of the slot and go back to its page."""
    entry = _entry_with(request, public_id, slot)
    try:
        detach(entry, slot, by=user_of(request), at=received_at(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("entry-step", entry.public_id, step_of_slot(slot))


def _entry_with(request: HttpRequest, public_id: str, slot: str) -> Entry:
    entry = find_entry(request, public_id)
    if slot not in asked_slots(entry):
        raise Http404
    return entry


def facts_box(entry: Entry) -> dict[str, Any]:
    """State of the file and the rules about it."""
    return {
        "held": film_held(entry) if entry.film else {},
        "checks": [check for check in checks_of(entry) if check["kind"] in FILE_RULES],
    }
