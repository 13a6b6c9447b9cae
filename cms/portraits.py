"""Giving a talent a face, and taking it away."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString
from wagtail.models import ReferenceIndex

from cms.images import FirstcutImage
from cms.models import PUBLIC_PAGES, Partner, TalentPortrait
from portal.errors import InvalidMove
from portal.talent.actions import touch
from portal.talent.models import Talent


@transaction.atomic
def set_portrait(talent: Talent, image: FirstcutImage, *, alt: LazyI18nString | str = "", at: datetime) -> None:
    """Show `image` beside the name. Raises InvalidMove while they have not agreed to be listed."""
    if not talent.is_listed():
        raise InvalidMove(_("Only somebody who agreed to be listed can have a portrait."))
    TalentPortrait.objects.update_or_create(talent=talent, defaults={"image": image, "alt": alt})
    touch(talent, at=at)


@transaction.atomic
def remove_portrait(talent: Talent, *, at: datetime) -> None:
    """Back to the initial; the picture stays in the library."""
    if TalentPortrait.objects.filter(talent=talent).delete()[0]:
        touch(talent, at=at)


def forget_portrait(talent: Talent) -> None:
    """The consent has ended: the picture goes with it, out of the library too unless something else shows it."""
    found = TalentPortrait.objects.filter(talent=talent).select_related("image").first()
    if found is None:
        return
    image = found.image
    found.delete()
    if not _is_used(image):
        image.delete()


def _is_used(image: FirstcutImage) -> bool:
    """Whether a page, a face or a partner shows it. Wagtail's index of references knows the blocks, a little later."""
    if image.portraits.exists() or any(kind.objects.filter(hero=image).exists() for kind in PUBLIC_PAGES):
        return True
    if Partner.objects.filter(Q(logo=image) | Q(logo_on_dark=image)).exists():
        return True
    ours = ContentType.objects.get_for_model(TalentPortrait)
    return bool(ReferenceIndex.get_references_to(image).exclude(base_content_type=ours).exists())
