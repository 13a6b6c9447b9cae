"""Saying who stands behind an edition."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms.models import Partner
from portal.accounts.models import User
from portal.calls.models import Edition
from portal.errors import NotAllowed, StaleVersion
from portal.seen import fingerprint
from portal.sponsors.models import Partnership
from portal.sponsors.workflow import EDITORS

MARKS = ("logo", "logo_on_dark")
FACTS = ("role", "organisation", "url", *MARKS)


def partners_said(edition: Edition) -> dict[str, Any]:
    """The partners of an edition as plain values that can be compared."""
    rows = edition.partners.select_related(*MARKS, "organisation").prefetch_related("organisation__names")
    return {"partners": [{name: _plain(getattr(row, name)) for name in FACTS} for row in rows]}


def _plain(value: Any) -> str:
    """Of a picture and an organisation its number too: two may have one name."""
    if value is None:
        return ""
    return f"{value} ({value.pk})" if hasattr(value, "pk") else str(value)


@transaction.atomic
def write_partners(
    edition: Edition, rows: Sequence[Mapping[str, Any]], *, by: User, seen: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make the partners of an edition be exactly these; returns what was said of them and what is.

    `seen` is the fingerprint of what was looked at. Raises NotAllowed, ValidationError where somebody has one part
    twice, or StaleVersion where they are others by now.
    """
    if not by.has_role(*EDITORS, programme=edition.programme.slug):
        raise NotAllowed(_("Only the programme's editors say who its partners are."))
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    before = partners_said(edition)
    if fingerprint(before) != seen:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    parts = [(row["organisation"].pk, row["role"]) for row in rows]
    if len(set(parts)) < len(parts):
        raise ValidationError(_("Somebody stands here twice with the same part."), code="twice")
    edition.partners.all().delete()
    Partner.objects.bulk_create(
        Partner(edition=edition, position=position, **{name: row[name] for name in FACTS})
        for position, row in enumerate(rows)
    )
    if rows:
        Partnership.objects.get_or_create(edition=edition)  # the page of both
    return before, partners_said(edition)
