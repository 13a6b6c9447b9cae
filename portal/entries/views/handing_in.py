"""The last page before the receipt, and the receipt."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.entries.actions import why_not_withdrawn
from portal.entries.dates import dates_of
from portal.entries.forms.handing_in import HandInForm
from portal.entries.gatekeeping import may_be_changed
from portal.entries.loading import entry_rows, load
from portal.entries.models import AcceptedKind, Entry
from portal.entries.outcomes import outcomes_of
from portal.entries.present import (
    banners_of,
    call_link,
    closing,
    paragraphs,
    receipt,
    step_url,
    takedown_url,
    timeline_of,
    zone_of,
)
from portal.entries.received import received_at
from portal.entries.review import sections_of
from portal.entries.stages import stages_of
from portal.entries.submitting import (
    Incomplete,
    accepted_hash_of,
    accepted_text,
    consent_hash,
    consent_text,
    submit_entry,
)
from portal.entries.versions import must_move_up
from portal.entries.views.base import find_entry, own_page, user_of
from portal.entries.views.checks import checks_of
from portal.entries.views.steps import frame
from portal.entries.workflow import SUBMIT, UNDER_WAY, Status
from portal.errors import DomainError
from portal.front.shapes import Missing


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Check everything, accept the text, hand in."""
    entry = find_entry(request, public_id, entry_rows())
    if request.method != "POST":
        return show(request, entry, _fresh_form(entry))
    form = HandInForm(request.POST, has_ethics=bool(_ethics(entry)))
    if not form.is_valid():
        return show(request, entry, form, status=422)
    try:
        submission = submit_entry(
            entry,
            by=user_of(request),
            at=received_at(request),
            key=form.cleaned_data["key"],
            accepted_hash=form.cleaned_data["text_hash"],
            language=_language(),
            ethics_hash=form.cleaned_data["ethics_hash"],
        )
    except Incomplete as refusal:
        messages.error(request, str(refusal))
        return show(request, entry, form, status=refusal.status, missing=_as_missing(entry, refusal))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return show(request, entry, _fresh_form(entry), status=refusal.status)
    return redirect("entry-receipt", submission.entry.public_id)


def _fresh_form(entry: Entry) -> HandInForm:
    version, language = entry.answered_version(), _language()
    initial = {
        "text_hash": consent_hash(version, language),
        "ethics_hash": accepted_hash_of(version, AcceptedKind.ETHICS, language),
        "key": secrets.token_urlsafe(18),
    }
    return HandInForm(initial=initial, has_ethics=bool(_ethics(entry)))


def _ethics(entry: Entry) -> str:
    return accepted_text(entry.answered_version(), AcceptedKind.ETHICS, _language())


def _language() -> str:
    return (get_language() or "zh-hans").lower()


def _as_missing(entry: Entry, refusal: Incomplete) -> list[Missing]:
    return [Missing(problem.text, step_url(entry, problem.step, problem.field)) for problem in refusal.problems]


def show(request: HttpRequest, entry: Entry, form: HandInForm, *, status: int = 200, **more: Any) -> HttpResponse:
    load(entry, "submit")
    closes_at, zone = closing(entry, received_at(request))
    version = entry.answered_version()
    context = frame(entry, "submit", received_at(request)) | {
        "form": form,
        "checks": checks_of(entry),
        "sections": sections_of(entry),
        "rights": paragraphs(consent_text(version, _language())),
        "ethics": paragraphs(_ethics(entry)),
        "rights_version": _("Version %(number)d of the call") % {"number": version.number},
        "can_submit": SUBMIT in entry.moves_for(user_of(request), (SUBMIT,)) and not must_move_up(entry),
        "delete_url": reverse("entry-delete", args=[entry.public_id]) if entry.status == Status.DRAFT else "",
        "is_resubmission": entry.submitted_at is not None,
        "closes_at": closes_at,
        "zone": zone,
        **more,
    }
    return render(request, "portal/entries/review.html", context, status=status)


@own_page
@require_safe
def show_receipt(request: HttpRequest, public_id: str) -> HttpResponse:
    """The newest receipt, from the frozen copy."""
    entry = find_entry(request, public_id, entry_rows().prefetch_related("submissions__call"))
    copies = list(entry.submissions.all())
    if not copies:
        raise Http404
    for copy in copies:
        copy.entry = entry
    user, at = user_of(request), received_at(request)
    context = {
        "entry": entry,
        "receipt": receipt(copies[0]),
        "submission": copies[0],
        "copies": copies,
        "zone": zone_of(entry),
        "call": call_link(entry.call),
        "accent": entry.call.programme.accent,
        "entry_url": reverse("entry-submit", args=[public_id]) if may_be_changed(entry, at) else "",
        "outcome": outcomes_of([entry]).get(entry.pk),
        "withdraw_url": "" if why_not_withdrawn(entry, by=user) else reverse("entry-withdraw", args=[public_id]),
        "takedown_url": takedown_url(entry, user),
        "timeline": timeline_of(entry.call, at) if entry.status in UNDER_WAY else None,
        "banners": banners_of(entry, at),
        "stages": stages_of(entry, at),
        "dates": dates_of(entry, at),
    }
    return render(request, "portal/entries/receipt.html", context)
