"""One step a page: shown, saved while one types, saved by the button."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.drafts import DraftForm
from portal.entries.actions import save_draft
from portal.entries.dates import dates_of
from portal.entries.loading import SAVED, load
from portal.entries.models import Entry
from portal.entries.present import banners_of, call_link, closing, missing_of, step_url, stepper, title_for
from portal.entries.received import received_at
from portal.entries.stages import stages_of
from portal.entries.steps import Step, step_of, steps_of
from portal.entries.steps.file import FILE_RULES
from portal.entries.versions import amendments_since, must_move_up
from portal.entries.views.base import find_entry, own_page, user_of
from portal.entries.views.checks import checks_of
from portal.errors import DomainError, StaleVersion
from portal.talent.views import sent_version
from portal.text import in_a_row


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """A page of the draft."""
    entry = find_entry(request, public_id, Entry.objects.for_saving(received_at(request)))
    found = step_of(entry, slug)
    if found is None:
        raise Http404
    if request.method == "POST":
        prefetch_related_objects([entry], *SAVED.get(slug, ()))
        reshaped = found.reshaped(entry, request.POST)
        if reshaped is not None:
            return show(request, entry, found, found.form(entry, reshaped), version=sent_version(request))
        return save(request, entry, found)
    load(entry, slug)
    return show(request, entry, found, found.form(entry))


def save(request: HttpRequest, entry: Entry, found: Step) -> HttpResponse:
    """Store what was sent; JSON for autosave, a page for the button."""
    is_autosave = request.headers.get("X-Requested-With") == "autosave"
    form = found.form(entry, request.POST)
    try:
        if not form.is_valid():
            if is_autosave:
                return JsonResponse({"errors": form.errors}, status=422)
            return show(request, entry, found, form, status=422)
        version = save_draft(
            entry,
            found,
            form.cleaned_data,
            version=sent_version(request),
            by=user_of(request),
            at=received_at(request),
        )
    except DomainError as refusal:
        if is_autosave:
            words = {"message": str(refusal), "version": found.version(find_entry(request, entry.public_id))}
            return JsonResponse(words, status=refusal.status)
        return _refused(request, entry, found, form, refusal)
    if is_autosave:
        return JsonResponse({"version": version, "saved_at": entry.updated_at.isoformat()})
    return _go_on(request, entry, found, form)


def _go_on(request: HttpRequest, entry: Entry, found: Step, form: DraftForm) -> HttpResponse:
    """Where the button leads, now that all is saved: on, unless something is needed here first."""
    if request.POST.get("then") != "next":
        return redirect(step_url(entry, found.slug))
    stops = found.stops(entry)
    if not stops:
        return redirect(_url_after(entry, found))
    for name, sentence in stops:
        form.add_error(name, sentence)
    return show(request, entry, found, form, status=422)


def _url_after(entry: Entry, found: Step) -> str:
    slugs = [step.slug for step in steps_of(entry)]
    after = slugs[slugs.index(found.slug) + 1 :]
    return step_url(entry, after[0]) if after else reverse("entry-submit", args=[entry.public_id])


def _refused(request: HttpRequest, entry: Entry, found: Step, form: DraftForm, refusal: DomainError) -> HttpResponse:
    """The page with what they typed; after a lost race also with what is stored now."""
    messages.error(request, str(refusal))
    now_stored = find_entry(request, entry.public_id)
    theirs = _differences(found, now_stored, form) if isinstance(refusal, StaleVersion) else []
    return show(request, now_stored, found, form, status=refusal.status, theirs=theirs)


def _differences(found: Step, entry: Entry, form: DraftForm) -> list[dict[str, Any]]:
    """Each field whose stored value is another than the one that was sent, both as text."""
    stored = found.form(entry)
    rows = []
    for field in stored:
        mine, theirs = (_as_text(side[field.name].value()) for side in (form, stored) if field.name in side.fields)
        if mine != theirs:
            rows.append({"label": field.label, "mine": mine, "theirs": theirs})
    return rows


def _as_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return in_a_row(sorted(str(item) for item in value))
    return "" if value is None else str(value).replace("\r\n", "\n")


def show(
    request: HttpRequest, entry: Entry, found: Step, form: DraftForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a step."""
    load(entry, found.slug)
    context = frame(entry, found.slug, received_at(request))
    numbers = [step.slug for step in steps_of(entry)]
    closes_at, zone = closing(entry, received_at(request))
    place = numbers.index(found.slug)
    context |= {
        "step_number": place + 1,
        "step_name": found.name,
        "step_help": found.help,
        "form": form,
        "version": found.version(entry),
        "step_url": step_url(entry, found.slug),  # the page may also stand at the address of a refused invitation
        "autosave_url": step_url(entry, found.slug) if entry.is_editable() else "",
        "autosave_key": f"{entry.public_id}-{found.slug}",
        "saved_at": entry.updated_at,
        "next_url": _url_after(entry, found),
        "previous_url": step_url(entry, numbers[place - 1]) if place else "",
        "zone": zone,
        "closes_at": closes_at,
        **found.context(entry, user_of(request)),
        **more,
    }
    if found.slug == "file":
        context["file_checks"] = [check for check in checks_of(entry) if check["kind"] in FILE_RULES]
    return render(request, found.template, context, status=status)


def frame(entry: Entry, slug: str, at: datetime) -> dict[str, Any]:
    """What every page of an entry shows around its middle."""
    found = missing_of(entry)
    title, lang = title_for(entry)
    here = [missing for step, missing in found if slug in (step.slug, "submit")]
    return {
        "entry": entry,
        "entry_title": title or _("Untitled"),
        "entry_lang": lang,
        "call": call_link(entry.call),
        "accent": entry.call.programme.accent,
        "steps": stepper(entry, found, slug),
        "missing": [item for missing in here for item in missing],
        "banners": banners_of(entry, at),
        "stages": stages_of(entry, at),
        "dates": dates_of(entry, at),
        "changes_url": reverse("entry-changes", args=[entry.public_id]) if amendments_since(entry) else "",
        "must_move_up": must_move_up(entry),
    }
