"""Who stands behind an edition, and what sponsors give and get, as the public reads it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.images import FirstcutImage
from cms.models import Partner, PartnerRole
from cms.present.pictures import prefetch, still
from cms.present.programmes import has_page
from cms.present.words import head
from portal.calls.models import Edition
from portal.front.shapes import Link, PartnerGroup, PartnerMark
from portal.front.words import foreign, text_for
from portal.sponsors.models import Partnership, PartnershipPoint, Side


def public_partnerships() -> QuerySet[Partnership]:
    """Those that say or name something, of programmes that are on the site."""
    says = Exists(PartnershipPoint.objects.filter(partnership=OuterRef("pk")))
    names = Exists(Partner.objects.filter(edition=OuterRef("edition")))
    rows = Partnership.objects.filter(Q(says) | Q(names), has_page("edition__programme"))
    return rows.select_related("edition__programme").prefetch_related("points")


def with_names(path: str = "") -> Prefetch[Any]:
    """The partners of editions with their names and logos, in two queries; `path` leads from a row to its edition."""
    rows = Partner.objects.select_related("organisation", "logo", "logo_on_dark")
    return Prefetch(f"{path}partners", rows.prefetch_related("organisation__names"))


def logos_of(partners: Iterable[Partner]) -> list[FirstcutImage | None]:
    return [logo for partner in partners for logo in (partner.logo, partner.logo_on_dark)]


def groups(partners: Iterable[Partner]) -> list[PartnerGroup]:
    """By part, in the order of credits; within one as the editors have put them."""
    rows = list(partners)
    prefetch(logos_of(rows))
    shown = {role: [_mark(row) for row in rows if row.role == role] for role in PartnerRole}
    return [PartnerGroup(str(role.label), marks) for role, marks in shown.items() if marks]


def _mark(partner: Partner) -> PartnerMark:
    name = head(partner.organisation.names.all())
    text = name.text if name else partner.organisation.slug
    lang = foreign(name.language) if name else ""
    on_dark = still(partner.logo_on_dark, alt=text) if partner.logo else None  # alone it could be white on white
    return PartnerMark(text, partner.url or partner.organisation.url, lang, still(partner.logo, alt=text), on_dark)


def points(partnership: Partnership, side: Side) -> list[Link]:
    """The lines of one side, each with its language where it is not the reader's."""
    rows = [text_for(point.text) for point in partnership.points.all() if point.side == side]
    return [Link(text, "", lang) for text, lang in rows]


def edition_name(edition: Edition) -> tuple[str, str]:
    """Theme and year, or the programme's name and the year, and the language of it."""
    theme, lang = text_for(edition.theme)
    name, name_lang = text_for(edition.programme.name)
    return f"{theme or name} {edition.year}", lang if theme else name_lang


def newest_named(editions: Iterable[Edition]) -> Edition | None:
    """The newest of `editions` that names partners; they come newest first, `with_names`."""
    return next((edition for edition in editions if edition.partners.all()), None)


def links(editions: Sequence[Edition]) -> list[Link]:
    """For a programme's page: the form that is open, else what sponsors gave and got last, in one query."""
    said = public_partnerships().prefetch_related(None).filter(points__isnull=False, edition__in=editions)
    rows = list(said.distinct().order_by("-edition__year", "-pk"))
    shown = [row for row in rows if row.is_open()] or rows[:1]
    return [_link(row) for row in shown]


def _link(partnership: Partnership) -> Link:
    edition = edition_name(partnership.edition)[0]
    words = (
        _("Become a partner: %(edition)s") if partnership.is_open() else _("What sponsors gave and got: %(edition)s")
    )
    return Link(words % {"edition": edition}, url_of(partnership.edition))


def url_of(edition: Edition) -> str:
    return reverse("partners", args=[edition.slug])


def title_of(partnership: Partnership, *, says: bool) -> str:
    """What its page is about now; `says` whether it has lists of what sponsors give and get."""
    if partnership.is_open():
        return _("Become a partner")
    return _("What sponsors gave and got") if says else _("Partners")
