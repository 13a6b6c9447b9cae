"""Who stands behind an edition."""

from typing import Any

from cms.models import Partner
from portal.authorities.models import AuthorityKind
from portal.calls.models import Edition
from portal.sponsors.models import Partnership
from tests.factories.cms import make_authority


def make_partner(edition: Edition, name: str = "Lumen", **fields: Any) -> Partner:
    """An organisation with a name of its own in two languages."""
    slug = f"house-{name.lower().replace(' ', '-')}"
    house = make_authority(
        AuthorityKind.ORGANISATION, slug, (f"{name}社", "zh-Hans", "original"), (name, "en", "translated")
    )
    Partnership.objects.get_or_create(edition=edition)
    values = {"role": "partner", "position": edition.partners.count()}
    partner: Partner = Partner.objects.create(edition=edition, organisation=house, **{**values, **fields})
    return partner
