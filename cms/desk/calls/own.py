"""Which programmes and editions are a person's own to work on."""

from typing import Any

from django.db.models import QuerySet

from portal.calls.models import Edition, Programme, editor_scopes


def programmes_of(user: Any) -> QuerySet[Programme]:
    """Those the person is an editor of."""
    scopes = editor_scopes(user)
    everywhere = user.is_superuser or "" in scopes
    return Programme.objects.all() if everywhere else Programme.objects.filter(slug__in=scopes)


def editions_of(user: Any) -> QuerySet[Edition]:
    """The editions of these."""
    return Edition.objects.filter(programme__in=programmes_of(user)).select_related("programme")
