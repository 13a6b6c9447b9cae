"""Correcting what a film's record says: credits, AI use, culture, clearances. Frozen copies are out of its reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role, User
from portal.errors import NotAllowed, StaleVersion
from portal.films.actions import touch
from portal.films.frozen import freeze, texts_of
from portal.films.models import AIDeclaration, ClearanceState, Film

KEEPERS = (Role.EDITOR, Role.CURATOR, Role.ADMINISTRATOR)
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Facts:
    """What a record is to say. Rows carry the names of the models' fields; `ai_uses` rows `tools` besides."""

    credits: Rows = ()
    ai_declaration: str = AIDeclaration.NOT_DECLARED
    ai_uses: Rows = ()
    culture: Rows = ()
    clearances: Rows = field(default=())


def facts_of(film: Film) -> dict[str, Any]:
    """What the record says of these things now, as plain values that can be compared."""
    copy = freeze(film)
    culture = [
        {**row, "note": texts_of(link.note)} for row, link in zip(copy["culture"], film.culture.all(), strict=True)
    ]
    clearances = [
        {"kind": str(row.get_kind_display()), "state": str(row.get_state_display()), "note": row.note}
        for row in film.clearances.order_by("kind")
    ]
    return {"credits": copy["credits"], "ai": copy["ai"], "culture": culture, "clearances": clearances}


@transaction.atomic
def correct_film(
    film: Film, facts: Facts, *, by: User, at: datetime, version: int, programme: str = ""
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write `facts` over what the record says; returns what it said and what it says.

    `version` is the one that was looked at. `programme` is the slug on whose behalf this is done. Raises NotAllowed, or
    StaleVersion where somebody saved in between. A record that says all of it already stays as it is.
    """
    if not by.has_role(*KEEPERS, programme=programme):
        raise NotAllowed(_("Only the channel's editors and curators correct a film's record."))
    locked = Film.objects.select_for_update().get(pk=film.pk)
    if locked.version != version:
        raise StaleVersion(_("Somebody changed this record while you were writing. Nothing was overwritten."))
    before = facts_of(locked)
    _write_credits(locked, facts.credits)
    _write_ai(locked, facts.ai_declaration, facts.ai_uses)
    locked.culture.all().delete()
    for row in facts.culture:
        locked.culture.create(**row)
    _write_clearances(locked, facts.clearances, by, at)
    after = facts_of(locked)
    if after != before:
        touch(locked, at=at)
    return before, after


def _write_credits(film: Film, rows: Rows) -> None:
    film.credits.all().delete()
    for position, row in enumerate(rows):
        film.credits.create(position=position, **row)


def _write_ai(film: Film, declaration: str, rows: Rows) -> None:
    Film.objects.filter(pk=film.pk).update(ai_declaration=declaration)
    film.ai_uses.all().delete()
    for row in rows:
        fields = dict(row)
        tools = fields.pop("tools", ())
        film.ai_uses.create(**fields).tools.set(tools)


def _write_clearances(film: Film, rows: Rows, by: User, at: datetime) -> None:
    """An answer keeps who gave it and when, until it is another."""
    film.clearances.exclude(kind__in=[row["kind"] for row in rows]).delete()
    known = {row.kind: row for row in film.clearances.all()}
    for row in rows:
        stored = known.get(row["kind"])
        if stored and (stored.state, stored.note) == (row["state"], row.get("note", "")):
            continue
        film.clearances.update_or_create(kind=row["kind"], defaults={**row, "by": by, "at": at})


def is_cleared(film: Film) -> bool:
    """Whether nothing stands against showing it."""
    return not film.clearances.exclude(state=ClearanceState.CLEARED).exists()
