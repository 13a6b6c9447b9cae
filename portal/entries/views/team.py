"""The team: inviting, taking back, joining, leaving."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.entries.forms.handing_in import InvitationForm
from portal.entries.models import Entry, Invitation, TeamMember
from portal.entries.present import step_url, title_for
from portal.entries.received import received_at
from portal.entries.steps import step_of
from portal.entries.team import (
    accept_invitation,
    find_invitation,
    invite,
    remove_member,
    revoke_invitation,
    why_not_joined,
)
from portal.entries.views.base import find_entry, own_page, user_of
from portal.entries.views.steps import show
from portal.errors import DomainError
from portal.front.words import text_for


@own_page
@require_POST
def send_invitation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write the letter; back to the page of the team."""
    entry = find_entry(request, public_id)
    people = step_of(entry, "people")
    if people is None:
        raise Http404
    form = InvitationForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            invite(entry, form.cleaned_data["email"], by=user_of(request), at=received_at(request))
        except DomainError as refusal:
            status = refusal.status
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("The invitation is on its way to %(to)s.") % {"to": form.cleaned_data["email"]})
            return redirect(_people(entry))
    return show(request, entry, people, people.form(entry), status=status, invitation_form=form)


def _people(entry: Entry) -> str:
    return step_url(entry, "people") + "#team"


@own_page
@require_POST
def take_back(request: HttpRequest, public_id: str, invitation_id: int) -> HttpResponse:
    """Revoke an invitation."""
    entry = find_entry(request, public_id)
    invitation = get_object_or_404(Invitation.objects.select_related("entry"), entry=entry, pk=invitation_id)
    try:
        revoke_invitation(invitation, by=user_of(request), at=received_at(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(_people(entry))


@own_page
@require_POST
def remove(request: HttpRequest, public_id: str, member_id: int) -> HttpResponse:
    """Take somebody out of the team, or leave it."""
    entry = find_entry(request, public_id)
    member = get_object_or_404(TeamMember.objects.select_related("user"), entry=entry, pk=member_id)
    user = user_of(request)
    try:
        remove_member(member, by=user, at=received_at(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(_people(entry))
    return redirect("entry-list") if member.user_id == user.pk else redirect(_people(entry))


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to; the button joins. The address holds the secret, so nothing may pass it on."""
    found, user, at = find_invitation(token), user_of(request), received_at(request)
    status = 200
    refusal_text = ""
    if request.method == "POST":
        try:
            entry = accept_invitation(token, by=user, at=at)
        except DomainError as refusal:
            status, refusal_text = refusal.status, str(refusal)
        else:
            messages.success(request, _("You are in the team now."))
            return redirect("entry", entry.public_id)
    is_open = found is not None and found.is_open(at)
    is_mine = is_open and found is not None and found.email == user.email
    if is_mine and found and not refusal_text:
        refusal_text = why_not_joined(found.entry, by=user, at=at)
    context = {
        "invitation": found if is_mine else None,
        "entry_title": title_for(found.entry)[0] if is_mine and found else "",
        "call_title": text_for(found.entry.answered_version().title)[0] if is_mine and found else "",
        "is_for_somebody_else": is_open and not is_mine,
        "refusal": refusal_text,
    }
    if status == 200 and not is_open:
        status = 410
    elif status == 200 and not is_mine:
        status = 409
    response = render(request, "portal/entries/invitation.html", context, status=status)
    # Not "no-referrer": browsers then send the button's POST with `Origin: null`, which the CSRF check refuses.
    response["Referrer-Policy"] = "same-origin"
    return response
