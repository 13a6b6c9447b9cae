"""Which pages and calls show something of another record, and so change in the catalogue when it does."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from cms.kinds import PAGE_KINDS, CallKind
from portal.calls.models import Call, Programme
from portal.films.models import Film
from search.sources import FilmKind
from search.spreading import depends_on


@depends_on("authority")
def _run_by(key: int) -> Iterable[tuple[str, QuerySet[Any]]]:
    return _of_programmes(Programme.objects.filter(organiser=key))


@depends_on("programme")
def _of_programme(key: int) -> Iterable[tuple[str, QuerySet[Any]]]:
    return _of_programmes(Programme.objects.filter(pk=key))


def _of_programmes(programmes: QuerySet[Programme]) -> Iterable[tuple[str, QuerySet[Any]]]:
    """What names the programme or whoever runs it."""
    own = programmes.values("pk")
    yield FilmKind.name, Film.objects.filter(pages__programme__in=own)
    for kind in PAGE_KINDS.values():
        yield kind.name, kind.model.objects.filter(locale__language_code=settings.LANGUAGE_CODE, programme__in=own)
    yield CallKind.name, Call.objects.filter(edition__programme__in=own)


@depends_on("edition")
def _of_edition(key: int) -> Iterable[tuple[str, QuerySet[Any]]]:
    yield CallKind.name, Call.objects.filter(edition=key)
