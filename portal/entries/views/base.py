"""What every page of an entry shares: signed in, never cached, other people's entries are not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from portal.accounts.models import User
from portal.entries.models import Entry, EntryQuerySet
from portal.errors import DomainError

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
PEOPLE = ("film__titles", "talent__names")


def own_page(view: View) -> View:
    """Signed-in people only; what they see is theirs and is kept by nobody on the way."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response

    return cast(View, login_required(inner))


def user_of(request: HttpRequest) -> User:
    """The signed-in person of an `own_page`."""
    if not isinstance(request.user, User):
        raise LookupError("this page needs a signed-in person")
    return request.user


def find_entry(request: HttpRequest, public_id: str, rows: EntryQuerySet | None = None) -> Entry:
    """An entry this person takes part in, or 404."""
    found = (Entry.objects.for_work() if rows is None else rows).written_by(user_of(request))
    return get_object_or_404(found, public_id=public_id)


def refuse(request: HttpRequest, refusal: DomainError, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page once more, with the sentence above it and the status that fits."""
    messages.error(request, str(refusal))
    return render(request, template, context, status=refusal.status)
