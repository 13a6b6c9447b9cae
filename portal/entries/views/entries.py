"""My entries: the list, the beginning of one, and the ways it ends."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.calls.gates import Schedule
from portal.calls.inviting import why_not_invited
from portal.calls.models import Call
from portal.entries.actions import delete_draft, start_entry, why_not_withdrawn, withdraw_entry
from portal.entries.forms.handing_in import ReasonForm
from portal.entries.gatekeeping import may_begin, why_not_begun
from portal.entries.loading import entry_rows
from portal.entries.models import Entry, Invitation
from portal.entries.present import (
    call_link,
    entry_lines,
    missing_of,
    open_call,
    step_url,
    takedown_url,
    timeline_of,
)
from portal.entries.received import received_at
from portal.entries.steps import steps_of
from portal.entries.views.base import find_entry, own_page, refuse, user_of
from portal.entries.views.steps import frame
from portal.entries.workflow import Status
from portal.errors import DomainError, InvalidMove
from portal.films.actions import request_takedown
from portal.front.shapes import Fact
from portal.front.words import text_for

_STATES = [Status.RETURNED, Status.DRAFT, Status.SUBMITTED, Status.ELIGIBLE]


@own_page
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Everything this person takes part in, what needs doing first; invitations; what is open."""
    user, at = user_of(request), received_at(request)
    rows = list(entry_rows().prefetch_related("submissions__call").written_by(user))
    rows.sort(key=lambda entry: _STATES.index(Status(entry.status)) if entry.status in _STATES else 9)
    calls = [call for call in Call.objects.public().for_page() if may_begin(call, at)]
    context = {
        "entries": entry_lines(rows, at),
        "calls": [open_call(call, at) for call in calls],
        "invitations": [
            Fact(
                str(invitation.entry),
                _("from %(name)s; the link is in the letter") % {"name": invitation.invited_by.get_short_name()},
            )
            for invitation in Invitation.objects.filter(
                email=user.email, accepted_at=None, revoked_at=None, expires_at__gt=at
            )
            .select_related("entry__film", "entry__talent", "invited_by")
            .prefetch_related("entry__film__titles", "entry__talent__names")
        ],
    }
    return render(request, "portal/entries/dashboard.html", context)


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """One button that makes a saved draft."""
    call = get_object_or_404(Call.objects.public().for_page(), slug=slug)
    at = received_at(request)
    rows = entry_rows().prefetch_related("submissions__call")
    mine = list(rows.filter(call=call).written_by(user_of(request)))
    text, lang = text_for(call.current.title) if call.current else (slug, "")
    not_invited = why_not_invited(call, user_of(request))
    context = {
        "call": call_link(call),
        "title": text,
        "lang": lang,
        "summary": text_for(call.current.summary)[0] if call.current else "",
        "timeline": timeline_of(call, at),
        "is_open": not not_invited and (may_begin(call, at) or (Schedule.of(call).is_open(at) and bool(mine))),
        "why_not": not_invited or why_not_begun(call, at),
        "accent": call.programme.accent,
        "mine": entry_lines(mine, at),
    }
    if request.method == "POST":
        try:
            entry = start_entry(call, by=user_of(request), at=at)
        except DomainError as refusal:
            return refuse(request, refusal, "portal/entries/start.html", context)
        return redirect("entry", entry.public_id)
    return render(request, "portal/entries/start.html", context)


@own_page
@require_safe
def entry(request: HttpRequest, public_id: str) -> HttpResponse:
    """To the first step where something is missing, or to the receipt."""
    found = find_entry(request, public_id, entry_rows())
    if found.status not in (Status.DRAFT, Status.RETURNED):
        return redirect("entry-receipt", public_id)
    slug = next((step.slug for step, missing in missing_of(found) if missing), "")
    if slug:
        return redirect(step_url(found, slug))
    return redirect("entry-submit", public_id) if steps_of(found) else redirect("entry-list")


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks once more, then takes the entry out of the competition."""
    found = find_entry(request, public_id, entry_rows())
    form = ReasonForm(request.POST or None, is_required=False)
    context = frame(found, "", received_at(request)) | {
        "form": form,
        "why_not": why_not_withdrawn(found, by=user_of(request)),
        "takedown_url": takedown_url(found, user_of(request)),
        "back_url": reverse("entry", args=[public_id]),
    }
    if request.method != "POST":
        return render(request, "portal/entries/withdraw.html", context)
    if not form.is_valid():
        return render(request, "portal/entries/withdraw.html", context, status=422)
    try:
        withdraw_entry(found, by=user_of(request), at=received_at(request), reason=form.cleaned_data["reason"])
    except DomainError as refusal:
        return refuse(request, refusal, "portal/entries/withdraw.html", context)
    messages.success(request, _("Your entry has been withdrawn."))
    return redirect("entry-list")


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def takedown(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask the channel to take a published film off the site."""
    found = find_entry(request, public_id, entry_rows())
    form = ReasonForm(request.POST or None)
    context = frame(found, "", received_at(request)) | {"form": form, "back_url": reverse("entry", args=[public_id])}
    if request.method != "POST":
        return render(request, "portal/entries/takedown.html", context)
    if not form.is_valid():
        return render(request, "portal/entries/takedown.html", context, status=422)
    try:
        _ask_for_takedown(found, request, form.cleaned_data["reason"])
    except DomainError as refusal:
        return refuse(request, refusal, "portal/entries/takedown.html", context)
    messages.success(request, _("We have your request. The channel's editors will answer you."))
    return redirect("entry-list")


def _ask_for_takedown(found: Entry, request: HttpRequest, reason: str) -> None:
    if found.film is None or found.status == Status.DRAFT:
        raise InvalidMove(_("There is no film here that could have been published."))
    request_takedown(found.film, by=user_of(request), at=received_at(request), reason=reason)


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks once more, then removes a draft."""
    found = find_entry(request, public_id, entry_rows())
    context = frame(found, "", received_at(request)) | {"back_url": reverse("entry", args=[public_id])}
    if request.method != "POST":
        return render(request, "portal/entries/delete.html", context)
    try:
        delete_draft(found, by=user_of(request))
    except DomainError as refusal:
        return refuse(request, refusal, "portal/entries/delete.html", context)
    messages.success(request, _("The draft has been deleted."))
    return redirect("entry-list")
