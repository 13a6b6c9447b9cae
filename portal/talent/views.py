"""One's own profile and portfolio: find what is this person's, act, answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.models import User
from portal.clock import now
from portal.errors import DomainError, StaleVersion
from portal.talent.actions import (
    add_item,
    change_item,
    delete_item,
    give_listing_consent,
    order_items,
    profile_of,
    revoke_listing_consent,
    save_profile,
)
from portal.talent.forms import ListingForm, PortfolioItemForm, ProfileForm
from portal.talent.listing import listing_hash, listing_text
from portal.talent.models import PortfolioItem, Talent
from portal.talent.present import portfolio_page
from portal.talent.writing import values_of

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
MOST_ROWS = 200  # of an order that somebody sends


def own_page(view: View) -> View:
    """Signed-in people only, kept by nobody on the way."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return cast(View, login_required(inner))


def mine(request: HttpRequest) -> Talent:
    """The profile of the signed-in person; made on the first visit."""
    if not isinstance(request.user, User):
        raise LookupError("this page needs a signed-in person")
    found = Talent.objects.select_related("region").prefetch_related("names", "skills", "tools", "portfolio")
    return found.filter(user=request.user).first() or profile_of(request.user, at=now())


def back(request: HttpRequest) -> str:
    """Where these pages lead back to: the step of the entry one came from, or the profile's own page."""
    entry = request.GET.get("entry", "")
    if entry.isascii() and entry.isalnum() and len(entry) <= 16:
        return reverse("entry-step", args=[entry, "portfolio"])
    return reverse("talent-portfolio")


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Who one is: saved while one types, saved by the button."""
    talent = mine(request)
    if request.method == "POST":
        return _save_profile(request, talent)
    return _show_profile(request, talent, ProfileForm(initial=values_of(talent)))


def _save_profile(request: HttpRequest, talent: Talent) -> HttpResponse:
    is_autosave = request.headers.get("X-Requested-With") == "autosave"
    form = ProfileForm(request.POST, initial=values_of(talent))
    if not form.is_valid():
        if is_autosave:
            return JsonResponse({"errors": form.errors}, status=422)
        return _show_profile(request, talent, form, status=422)
    try:
        version = save_profile(talent, form.cleaned_data, version=sent_version(request), at=now())
    except StaleVersion as refusal:
        if is_autosave:
            return JsonResponse({"message": str(refusal), "version": mine(request).version}, status=409)
        messages.error(request, str(refusal))
        return _show_profile(request, mine(request), form, status=409)
    if is_autosave:
        return JsonResponse({"version": version, "saved_at": talent.updated_at.isoformat()})
    return redirect("talent-portfolio" if request.POST.get("then") == "next" else "talent-profile")


def sent_version(request: HttpRequest) -> int:
    """The version the page was loaded with; 0, which is always stale, for anything else."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _show_profile(request: HttpRequest, talent: Talent, form: ProfileForm, *, status: int = 200) -> HttpResponse:
    context = {
        "talent": talent,
        "form": form,
        "version": talent.version,
        "saved_at": talent.updated_at if talent.version > 1 else None,
        "autosave_url": reverse("talent-profile"),
        "autosave_key": f"profile-{talent.public_id}",
        "is_listed": talent.is_listed(),
        "zone": request.user.time_zone if isinstance(request.user, User) else "UTC",
    }
    return render(request, "portal/talent/profile.html", context, status=status)


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def portfolio(request: HttpRequest) -> HttpResponse:
    """The works in their order; the form adds one."""
    talent = mine(request)
    if request.method != "POST":
        return _show_portfolio(request, talent)
    form = PortfolioItemForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            add_item(talent, form.cleaned_data, at=now())
        except DomainError as refusal:
            status = refusal.status
            form.add_error(None, str(refusal))
        else:
            return redirect(back(request))
    return _show_portfolio(request, talent, status=status, item_form=form)


def _show_portfolio(request: HttpRequest, talent: Talent, *, status: int = 200, **more: Any) -> HttpResponse:
    entry = request.GET.get("entry", "")
    context = portfolio_page(talent, entry if entry.isalnum() and len(entry) <= 16 else "")
    context |= {"talent": talent, "is_listed": talent.is_listed(), "back_url": back(request), **more}
    return render(request, "portal/talent/portfolio.html", context, status=status)


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one work."""
    found = get_object_or_404(PortfolioItem.objects.select_related("talent"), talent=mine(request), pk=pk)
    names = ("title", "year", "part", "url", "description")
    form = PortfolioItemForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            change_item(found, form.cleaned_data, at=now())
            return redirect(back(request))
        status = 422
    context = {"form": form, "item": found, "back_url": back(request)}
    return render(request, "portal/talent/item.html", context, status=status)


@own_page
@require_POST
def item_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one work out."""
    found = get_object_or_404(PortfolioItem.objects.select_related("talent"), talent=mine(request), pk=pk)
    delete_item(found, at=now())
    messages.success(request, _("Taken out of your portfolio."))
    return redirect(back(request))


@own_page
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """A new order: the whole list from the script, or one step up or down from a button."""
    talent = mine(request)
    pks = [row.pk for row in talent.portfolio.all()]
    wants_json = "application/json" in request.headers.get("Accept", "")
    wanted = _numbers(request.POST.getlist("order"))
    for name, shift in (("up", -1), ("down", 1)):
        for pk in _numbers(request.POST.getlist(name)[:1]):
            if pk in pks:
                place = pks.index(pk)
                pks.insert(max(0, place + shift), pks.pop(place))
                wanted = pks
    try:
        version = order_items(talent, wanted, version=sent_version(request), at=now())
    except StaleVersion as refusal:
        if wants_json:
            return JsonResponse({"message": str(refusal)}, status=409)
        messages.error(request, str(refusal))
        return _show_portfolio(request, mine(request), status=409)
    return JsonResponse({"version": version}) if wants_json else redirect(back(request))


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts[:MOST_ROWS] if text.isascii() and text.isdigit() and len(text) < 19]


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Say yes to being listed, below the text of what that means, or take it back."""
    talent = mine(request)
    user = cast(User, request.user)
    form = ListingForm(initial={"text_hash": listing_hash()})
    status = 200
    if request.method == "POST" and request.POST.get("then") == "revoke":
        revoke_listing_consent(talent, by=user, at=now())
        messages.success(request, _("You are no longer listed."))
        return redirect("talent-listing")
    if request.method == "POST":
        form = ListingForm(request.POST)
        status = 422
        if form.is_valid() and form.cleaned_data["text_hash"] == listing_hash():
            give_listing_consent(talent, by=user, at=now(), text_hash=listing_hash())
            messages.success(request, _("You are listed now."))
            return redirect("talent-listing")
        if form.is_valid():
            status = 409
            messages.error(request, _("The text has changed since you opened the page. Please read it again."))
            form = ListingForm(initial={"text_hash": listing_hash()})
    consent = talent.consents.filter(revoked_at=None).first()
    context = {"talent": talent, "form": form, "text": listing_text(), "consent": consent, "zone": user.time_zone}
    return render(request, "portal/talent/listing.html", context, status=status)
