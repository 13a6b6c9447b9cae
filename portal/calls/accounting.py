"""What is said of an edition afterwards: its numbers, each with unit, date and source, and its people."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role, User
from portal.calls.claims import FIELDS, write_claims
from portal.calls.models import Edition, Statistic
from portal.errors import NotAllowed, StaleVersion
from portal.seen import fingerprint, plain

Rows = Sequence[Mapping[str, Any]]
PERSON = ("part", "name", "honours", "organisation")


def account_of(edition: Edition) -> dict[str, Any]:
    """Numbers and people as plain values that can be compared; withdrawn numbers stand apart."""
    claims = list(edition.statistics.all())
    return {
        "statistics": {_name(row): _plain_row(row, FIELDS) for row in claims if row.withdrawn_at is None},
        "order": " · ".join(row.key for row in claims if row.withdrawn_at is None),
        "withdrawn": {_name(row): str(row) for row in claims if row.withdrawn_at is not None},
        "people": [
            _plain_row(row, PERSON)
            for row in edition.people.select_related("organisation").prefetch_related("organisation__names")
        ],
    }


@transaction.atomic
def write_account(
    edition: Edition,
    *,
    statistics: Rows,
    people: Rows,
    by: User,
    at: datetime,
    seen: str,
    shown_again: Collection[int] = (),
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make an edition's numbers and people be exactly these; returns what it said and what it says.

    Numbers that are left out are withdrawn, and shown again when they are among `shown_again`. `seen` is the
    fingerprint of the account that was looked at. Raises NotAllowed, StaleVersion where it is another by now, or
    DomainError for a number that does not say all it has to.
    """
    if not by.has_role(Role.EDITOR, Role.ADMINISTRATOR, programme=edition.programme.slug):
        raise NotAllowed(_("Only the programme's editors write what came of an edition."))
    locked = Edition.objects.select_for_update(of=("self",)).select_related("programme").get(pk=edition.pk)
    before = account_of(locked)
    if fingerprint(before) != seen:
        raise StaleVersion(_("Somebody changed this edition while you were writing. Nothing was overwritten."))
    write_claims(locked, statistics, shown_again=shown_again, by=by, at=at)
    locked.people.all().delete()
    for position, row in enumerate(people):
        locked.people.create(position=position, **row)
    return before, account_of(locked)


def _name(row: Statistic) -> str:
    """What a number is called in a history: its key, and the number of its row, which no other ever has."""
    return f"{row.key} ({row.pk})"


def _plain_row(row: Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in names}
