"""What can be done with a profile."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.errors import InvalidMove, NotAllowed, StaleVersion
from portal.talent.models import ListingConsent, PortfolioItem, Talent, TalentName
from portal.talent.signals import talent_changed
from portal.talent.writing import write

MOST_ITEMS = 50


def profile_of(user: User, *, at: datetime) -> Talent:
    """The user's own profile; an empty one with the name of their account where there is none yet."""
    talent, is_new = Talent.objects.get_or_create(user=user, defaults={"created_at": at, "updated_at": at})
    if is_new and user.name:
        tag = "en" if user.name.isascii() else "zh-Hant" if user.language == "zh-hant" else "zh-Hans"
        TalentName.objects.create(talent=talent, text=user.name, language=tag)
    return talent


def touch(talent: Talent, *, at: datetime) -> None:
    """Count a change of the profile and announce it. Call inside the transaction of the change."""
    Talent.objects.filter(pk=talent.pk).update(version=F("version") + 1, updated_at=at)
    talent_changed.send(Talent, talent=talent)


@transaction.atomic
def save_profile(talent: Talent, cleaned: dict[str, Any], *, version: int, at: datetime) -> int:
    """Store a cleaned `ProfileForm`; the new version. Raises StaleVersion when somebody saved since `version`."""
    version = swap_version(talent, version, at=at)
    write(talent, cleaned)
    talent_changed.send(Talent, talent=talent)
    return version


def swap_version(talent: Talent, version: int, *, at: datetime) -> int:
    """Compare-and-swap of the profile's version. Raises StaleVersion."""
    same = Talent.objects.filter(pk=talent.pk, version=version)
    if not same.update(version=F("version") + 1, updated_at=at):
        raise StaleVersion(_("Somebody has saved this in the meantime. Nothing was overwritten."))
    talent.version, talent.updated_at = version + 1, at
    return talent.version


@transaction.atomic
def add_item(talent: Talent, cleaned: dict[str, Any], *, at: datetime) -> PortfolioItem:
    """Put a work at the end of the portfolio."""
    Talent.objects.select_for_update().get(pk=talent.pk)
    places = list(talent.portfolio.values_list("position", flat=True))
    if len(places) >= MOST_ITEMS:
        raise InvalidMove(_("A portfolio holds at most fifty works; take one out first."))
    item = PortfolioItem.objects.create(talent=talent, position=max(places, default=-1) + 1, **cleaned)
    touch(talent, at=at)
    return item


@transaction.atomic
def change_item(item: PortfolioItem, cleaned: dict[str, Any], *, at: datetime) -> None:
    PortfolioItem.objects.filter(pk=item.pk).update(**cleaned)
    touch(item.talent, at=at)


@transaction.atomic
def delete_item(item: PortfolioItem, *, at: datetime) -> None:
    item.delete()
    touch(item.talent, at=at)


@transaction.atomic
def order_items(talent: Talent, order: list[int], *, version: int, at: datetime) -> int:
    """Put the portfolio in this order of primary keys; what is not named follows. Raises StaleVersion."""
    version = swap_version(talent, version, at=at)
    rows = {item.pk: item for item in talent.portfolio.all()}
    wanted = [rows.pop(pk) for pk in dict.fromkeys(order) if pk in rows] + list(rows.values())
    for position, item in enumerate(wanted):
        item.position = position
    PortfolioItem.objects.bulk_update(wanted, ["position"])
    talent_changed.send(Talent, talent=talent)
    return version


@transaction.atomic
def give_listing_consent(talent: Talent, *, by: User, at: datetime, text_hash: str = "") -> None:
    """List the talent in the public catalogue. Only the person themselves can say so; saying it twice is once."""
    if talent.user_id != by.pk:
        raise NotAllowed(_("Only the person themselves can agree to be listed."))
    Talent.objects.select_for_update().get(pk=talent.pk)
    if not talent.is_listed():
        ListingConsent.objects.create(talent=talent, given_at=at, given_by=by, text_hash=text_hash)
        touch(talent, at=at)


@transaction.atomic
def revoke_listing_consent(talent: Talent, *, by: User, at: datetime) -> None:
    """Take the talent out of everything public."""
    if talent.user_id != by.pk:
        raise NotAllowed(_("Only the person themselves can revoke their consent."))
    if talent.consents.filter(revoked_at=None).update(revoked_at=at):
        touch(talent, at=at)
