"""The faces of talents who are listed: with a profile, a card, a hit, a credit."""

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from cms.images import FirstcutRendition
from cms.present.pictures import SPECS, still
from portal.front.shapes import Still
from portal.front.words import text_for
from portal.talent.models import Talent


def with_portraits(talents: QuerySet[Talent]) -> QuerySet[Talent]:
    """The same talents with what `portrait` reads, in one query more."""
    sizes = FirstcutRendition.objects.filter(filter_spec__in=SPECS).order_by("width")
    return talents.select_related("portrait__image").prefetch_related(
        Prefetch("portrait__image__renditions", sizes, to_attr="made")
    )


def portrait(talent: Talent, *, name: str = "") -> Still | None:
    """Their picture, described where it stands alone (`name`); without words where the name stands beside it."""
    row = getattr(talent, "portrait", None)
    if row is None:
        return None
    alt = (text_for(row.alt)[0] or _("Portrait of %(name)s") % {"name": name}) if name else ""
    return still(row.image, alt=alt)
