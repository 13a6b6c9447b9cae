"""What people have made, as the approved copies on the film pages say."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from cms.models import FilmPage
from cms.present.film import card
from cms.present.lists import live_here
from cms.present.pictures import prefetch
from portal.films.models import CreditRole
from portal.front.shapes import Work
from portal.talent.models import Talent

Shown = tuple[FilmPage, Work]


def works_of(talents: Iterable[Talent], **limits: object) -> dict[int, list[Shown]]:
    """For each of these people (by primary key) the films whose live page credits them, newest first: two queries.

    The database narrows by the id somewhere in the credits, which are text to it; which credit it is, is read here.
    `limits` are conditions on the page and on `first_shown`: when the site showed the film first, in any language.
    """
    people = {talent.public_id: talent.pk for talent in talents}
    if not people:
        return {}
    rows = live_here(FilmPage).annotate(first_shown=Subquery(_first_shown()))
    pages = list(rows.filter(_naming(people), **limits))
    credited = [page for page in pages if any(row["talent"] in people for row in page.frozen.get("credits", ()))]
    prefetch(page.hero for page in credited)
    found: dict[int, list[Shown]] = {pk: [] for pk in people.values()}
    for page in credited:
        shown, year = card(page), str(page.frozen.get("year") or "")
        for public_id, part in _parts(page).items():
            if public_id in people:
                found[people[public_id]].append((page, Work(shown, year, part)))
    for rows in found.values():
        rows.sort(key=lambda row: row[1].year, reverse=True)
    return found


def _first_shown() -> QuerySet[FilmPage, Any]:
    """One instant of a film, whichever language's page asks."""
    same = FilmPage.objects.filter(film=OuterRef("film")).order_by().values("film")
    first: QuerySet[FilmPage, Any] = same.annotate(at=Min("first_published_at")).values("at")
    return first


def _naming(public_ids: Iterable[str]) -> Q:
    """One person by a plain comparison; many in one pass over the text instead of one for each."""
    ids = list(public_ids)
    if len(ids) == 1:
        return Q(frozen__credits__icontains=ids[0])
    return Q(frozen__credits__regex="|".join(re.escape(one) for one in ids))


def _parts(page: FilmPage) -> dict[str, str]:
    """Everybody the approved copy credits, by public id, with what they did: the first credit of each."""
    parts: dict[str, str] = {}
    for row in page.frozen.get("credits", ()):
        if row["talent"]:
            parts.setdefault(row["talent"], str(row["part"] or CreditRole(row["role"]).label))
    return parts
