"""The invented channel's talents, each with an account of their own: only they can agree to be listed."""

import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation

from cms.demo.content.talents import PORTRAIT, STILL, TALENTS, TalentData
from cms.demo.reel import make_portrait, make_still
from cms.demo.seed.authorities import authority
from cms.demo.seed.files import seed_picture
from cms.portraits import set_portrait
from portal.accounts.actions import confirm_email
from portal.accounts.models import User
from portal.names import NameKind
from portal.talent.actions import give_listing_consent
from portal.talent.listing import listing_hash
from portal.talent.models import PortfolioItem, Talent, TalentName

TAGS = ("zh-Hans", "zh-Hant", "en")


def seed_talents(*, at: datetime) -> dict[str, Talent]:
    """Every talent by key."""
    return {data.key: _seed(data, at) for data in TALENTS}


@transaction.atomic
def _seed(data: TalentData, at: datetime) -> Talent:
    found = Talent.objects.filter(user__email=data.email).first()
    if found:
        return found
    user = User.objects.filter(email=data.email).first()
    if user is None:
        user = User.objects.create_user(data.email, None, name=data.names[0])
        confirm_email(user)
    talent = Talent.objects.create(
        public_id=data.key,
        kind=data.kind,
        user=user,
        statement=data.statement,
        region=authority("cloudfield"),
        pinyin=data.pinyin,
        is_open_to_contact=data.is_listed,
        created_at=at,
        updated_at=at,
    )
    for position, (text, tag) in enumerate(zip(data.names, TAGS, strict=True)):
        kind = NameKind.TRANSLATED if position else NameKind.ORIGINAL
        TalentName.objects.create(talent=talent, text=text, language=tag, kind=kind, position=position)
    talent.skills.set(authority(slug) for slug in data.skills)
    talent.tools.set(authority(slug) for slug in data.tools)
    PortfolioItem.objects.bulk_create(
        PortfolioItem(talent=talent, title=title, year=year, part=part, position=position)
        for position, (title, year, part) in enumerate(data.portfolio)
    )
    if data.is_listed:
        with translation.override(user.language):
            give_listing_consent(talent, by=user, at=at, text_hash=listing_hash())
    return talent


def seed_portraits(talents: dict[str, Talent], *, at: datetime, most: int | None = None) -> None:
    """A face for everybody who is listed and has none; a studio shows a still of what it makes."""
    listed = [(number, data) for number, data in enumerate(TALENTS) if data.is_listed]
    with tempfile.TemporaryDirectory(prefix="faces-", dir=settings.DATA_DIR) as folder:
        for number, data in listed[:most]:
            if hasattr(talents[data.key], "portrait"):
                continue
            path = Path(folder) / f"portrait-{data.key}.jpg"
            is_studio = data.kind == "studio"
            picture = make_still("loom", number, (800, 1000)) if is_studio else make_portrait(number + 20, data.palette)
            picture.save(path, quality=90)
            image = seed_picture(f"Portrait: {data.key}", path, is_stand_in=False)
            set_portrait(talents[data.key], image, alt=STILL if is_studio else PORTRAIT, at=at)
