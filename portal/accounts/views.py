"""The account page: the rest of signing in and out is django-allauth's."""

from copy import copy

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.forms import AccountForm
from portal.accounts.models import User
from portal.accounts.permissions import FACTORS, needs_factor


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Name, language and time zone; the way to everything else about signing in."""
    user: User = request.user  # type: ignore[assignment]
    # A copy: what is refused must not show as the person's name above the form.
    form = AccountForm(request.POST or None, instance=copy(user))
    if request.method == "POST" and form.is_valid():
        # Only these: what an administrator does to the account in between must stand.
        form.save(commit=False).save(update_fields=form.Meta.fields)
        messages.success(request, _("Saved."))
        return redirect("account")
    types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {"form": form, "has_factor": bool(types & set(FACTORS)), "needs_factor": needs_factor(user)}
    return render(request, "account/account.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """What the account itself knows of its person, and what the rooms of settings.OWN_DATA know, as JSON."""
    user: User = request.user  # type: ignore[assignment]
    data = {
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "time_zone": user.time_zone,
        "joined": user.date_joined,
        "last_sign_in": user.last_login,
        "roles": list(user.grants.values("role", "programme", "granted_at")),
        "factors": list(Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")),
        **{name: import_string(path)(user) for name, path in settings.OWN_DATA.items()},
    }
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="firstcut-account.json"'
    return answer
