"""What is said of an edition afterwards: its numbers, each with unit, date and source, and its people."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role, User
from portal.calls.models import Edition
from portal.errors import NotAllowed, StaleVersion

Rows = Sequence[Mapping[str, Any]]
STATISTIC = (
    "key",
    "value",
    "qualifier",
    "unit",
    "definition",
    "as_of",
    "source",
    "source_url",
    "status",
    "is_forecast",
)
PERSON = ("part", "name", "honours", "organisation")


def account_of(edition: Edition) -> dict[str, Any]:
    """Numbers and people as plain values that can be compared."""
    return {
        "statistics": [{name: _plain(getattr(row, name)) for name in STATISTIC} for row in edition.statistics.all()],
        "people": [
            {name: _plain(getattr(row, name)) for name in PERSON}
            for row in edition.people.select_related("organisation").prefetch_related("organisation__names")
        ],
    }


@transaction.atomic
def write_account(
    edition: Edition, *, statistics: Rows, people: Rows, by: User, seen: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make an edition's numbers and people be exactly these; returns what it said and what it says.

    `seen` is the fingerprint of the account that was looked at. Raises NotAllowed, or
    StaleVersion where it is another by now.
    """
    if not by.has_role(Role.EDITOR, Role.ADMINISTRATOR, programme=edition.programme.slug):
        raise NotAllowed(_("Only the programme's editors write what came of an edition."))
    locked = Edition.objects.select_for_update(of=("self",)).select_related("programme").get(pk=edition.pk)
    before = account_of(locked)
    if fingerprint(before) != seen:
        raise StaleVersion(_("Somebody changed this edition while you were writing. Nothing was overwritten."))
    locked.statistics.all().delete()
    for row in statistics:
        locked.statistics.create(**row)
    locked.people.all().delete()
    for position, row in enumerate(people):
        locked.people.create(position=position, **row)
    return before, account_of(locked)


def fingerprint(account: Mapping[str, Any]) -> str:
    """Two accounts that say the same have the same."""
    return hashlib.sha256(json.dumps(account, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    data = getattr(value, "data", value)
    if isinstance(data, dict):
        return {language: text for language, text in data.items() if text}
    return data if data is None or isinstance(data, bool) else str(data)
