"""Partners of editions; the invented ones have drawn logos, real ones stand by their names alone."""

import tempfile
from pathlib import Path

from django.conf import settings
from PIL import Image

from cms.demo.content.shapes import EditionData, PartnerData, ProgrammeData
from cms.demo.reel.marks import BONE, make_mark
from cms.demo.seed.authorities import authority
from cms.demo.seed.files import seed_picture
from cms.images import FirstcutImage
from cms.models import Partner
from portal.calls.models import Edition
from portal.sponsors.models import Partnership


def seed_partners(programme: ProgrammeData) -> None:
    """Those of every edition that names none yet."""
    for data in programme.editions:
        edition = Edition.objects.get(slug=data.slug)
        if data.partners and not edition.partners.exists():
            _seed(edition, data)


def _seed(edition: Edition, data: EditionData) -> None:
    Partnership.objects.get_or_create(edition=edition)
    Partner.objects.bulk_create(
        Partner(
            edition=edition,
            organisation=authority(row.organisation),
            role=row.role,
            position=position,
            logo=_logo(row),
            logo_on_dark=_logo(row, on_dark=True) if row.is_paired else None,
        )
        for position, row in enumerate(data.partners)
    )


def _logo(row: PartnerData, *, on_dark: bool = False) -> FirstcutImage | None:
    if not row.mark:
        return None
    title = f"Logo: {row.organisation}" + (" (dark)" if on_dark else "")
    found: FirstcutImage | None = FirstcutImage.objects.filter(title=title).first()
    return found or _drawn(title, make_mark(*row.mark, BONE) if on_dark else make_mark(*row.mark))


def _drawn(title: str, picture: Image.Image) -> FirstcutImage:
    with tempfile.TemporaryDirectory(prefix="marks-", dir=settings.DATA_DIR) as folder:
        path = Path(folder) / "mark.png"
        picture.save(path)
        return seed_picture(title, path, is_stand_in=False)
