"""Subtitles: a plain form on the page of the film's file, and a button beside each."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.entries.captions import add_caption, take_caption_away
from portal.entries.forms.captions import CaptionForm
from portal.entries.models import Entry
from portal.entries.received import received_at
from portal.entries.steps import Step, step_of
from portal.entries.views.base import find_entry, own_page, user_of
from portal.entries.views.steps import show
from portal.errors import DomainError
from portal.media.captions import CaptionError


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def captions(request: HttpRequest, public_id: str) -> HttpResponse:
    """POST adds or replaces; GET, as after a reload, leads to the page that holds the form."""
    entry, step = _find(request, public_id)
    if request.method != "POST":
        return redirect(_place(entry))
    form = CaptionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, entry, step, form, 422)
    sent = form.cleaned_data
    try:
        add_caption(
            entry,
            sent["file"].read(),
            language=sent["language"],
            kind=sent["kind"],
            by=user_of(request),
            at=received_at(request),
        )
    except CaptionError as refusal:
        form.refuse(str(refusal))
        return _again(request, entry, step, form, refusal.status)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return _again(request, entry, step, form, refusal.status)
    messages.success(request, _("The subtitles are beside the film."))
    return redirect(_place(entry))


@own_page
@require_POST
def remove(request: HttpRequest, public_id: str, caption_id: str) -> HttpResponse:
    """Take one away."""
    entry, step = _find(request, public_id)
    try:
        take_caption_away(entry, caption_id, by=user_of(request), at=received_at(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return _again(request, entry, step, None, refusal.status)
    return redirect(_place(entry))


def _find(request: HttpRequest, public_id: str) -> tuple[Entry, Step]:
    entry = find_entry(request, public_id)
    step = step_of(entry, "file")
    if step is None:
        raise Http404
    return entry, step


def _place(entry: Entry) -> str:
    return f"{reverse('entry-step', args=[entry.public_id, 'file'])}#subtitles"


def _again(request: HttpRequest, entry: Entry, step: Step, form: CaptionForm | None, status: int) -> HttpResponse:
    more = {"caption_form": form} if form else {}
    return show(request, entry, step, step.form(entry), status=status, **more)
