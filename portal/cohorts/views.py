"""What a person says to being named with their cohort: find what is theirs, act, answer."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.models import User
from portal.calls.models import Edition
from portal.clock import now
from portal.cohorts.actions import answer_roster
from portal.cohorts.forms import AnswerForm
from portal.cohorts.members import is_member
from portal.cohorts.models import Answer
from portal.cohorts.standing import Membership, membership, memberships, open_to
from portal.cohorts.wording import roster_hash, roster_text
from portal.errors import DomainError
from portal.talent.models import Talent
from portal.talent.views import mine, own_page


@own_page
@require_safe
def cohorts(request: HttpRequest) -> HttpResponse:
    """Every cohort one is in, with what one has said."""
    talent = mine(request)
    context = {"talent": talent, "is_listed": talent.is_listed(), "memberships": memberships(talent)}
    context["zone"] = cast(User, request.user).time_zone
    return render(request, "portal/cohorts/list.html", context)


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Yes or no below the text of what a yes means. Somebody else's cohort is 404."""
    user = cast(User, request.user)
    talent = Talent.objects.filter(user=user).prefetch_related("names").first()
    if talent is None:
        raise Http404
    edition = get_object_or_404(open_to(talent), slug=slug)
    status = 200
    if request.method == "POST":
        status = _take(request, talent, edition, user)
        if status == 302:
            return redirect("cohort-answer", edition.slug)
    return render(request, "portal/cohorts/answer.html", _context(talent, edition, user), status=status)


def _take(request: HttpRequest, talent: Talent, edition: Edition, user: User) -> int:
    """Act on what was sent; the status to answer with, 302 where it was done."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say yes or no."))
        return 422
    said, text_hash = form.cleaned_data["answer"], form.cleaned_data["text_hash"]
    # A no needs no text: whoever wants to be left out is, whichever page they had before them.
    if said == Answer.YES and text_hash != roster_hash(edition):
        messages.error(request, _("The text has changed since you opened the page. Please read it again."))
        return 409
    try:
        answer_roster(talent, edition, said, by=user, at=now(), text_hash=roster_hash(edition))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return refusal.status
    messages.success(request, _done(membership(talent, edition)))
    return 302


def _done(stands: Membership) -> str:
    if stands.says_yes and not stands.is_named:
        return _("Your yes is kept. You are not named at present.")
    return _("You are named with your cohort.") if stands.is_named else _("You are not named.")


def _context(talent: Talent, edition: Edition, user: User) -> dict[str, object]:
    return {
        "talent": talent,
        "is_listed": talent.is_listed(),
        "edition": edition,
        "text": roster_text(edition),
        "form": AnswerForm(initial={"text_hash": roster_hash(edition)}),
        "stands": membership(talent, edition),
        "is_member": is_member(talent, edition),
        "zone": user.time_zone,
    }
