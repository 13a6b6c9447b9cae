"""What has changed in the call since an entry was begun, and taking it over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.calls.wording import lines
from portal.entries.gatekeeping import may_be_changed
from portal.entries.loading import entry_rows
from portal.entries.received import received_at
from portal.entries.versions import amendments_since, move_up, must_move_up, newer_version
from portal.entries.views.base import find_entry, own_page, user_of
from portal.entries.views.steps import frame
from portal.errors import DomainError
from portal.front.words import text_for


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every change since the version it answers, old beside new; the button takes them over."""
    entry = find_entry(request, public_id, entry_rows())
    status = 200
    if request.method == "POST":
        try:
            version = move_up(entry, to=_number(request), by=user_of(request), at=received_at(request))
        except DomainError as refusal:
            messages.error(request, str(refusal))
            status = refusal.status
        else:
            words = _("Your entry answers version %(number)d of the call now. Look whether anything is missing.")
            messages.success(request, words % {"number": version.number})
            return redirect("entry", public_id)
    newest = newer_version(entry)
    context = frame(entry, "", received_at(request)) | {
        "newest": newest,
        "amendments": [
            {"at": row.at, "note": text_for(row.note)[0], "changes": lines(row.changes)}
            for row in amendments_since(entry)
        ],
        "must": must_move_up(entry),
        "may": newest is not None and may_be_changed(entry, received_at(request)),
        "back_url": reverse("entry", args=[public_id]),
    }
    return render(request, "portal/entries/changes.html", context, status=status)


def _number(request: HttpRequest) -> int:
    """The version that was on the page; 0, which is none, for anything else."""
    text = request.POST.get("to", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
