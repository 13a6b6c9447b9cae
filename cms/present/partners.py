"""What sponsors give and get, as the public reads it."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import ProgrammePage
from cms.present.film import page_url
from cms.present.lists import live_here
from portal.calls.models import Edition
from portal.front.shapes import Link
from portal.front.words import text_for
from portal.sponsors.models import Partnership, Side


def public_partnerships() -> QuerySet[Partnership]:
    """Those that say something, of programmes that are on the site."""
    pages = ProgrammePage.objects.live().values("programme")
    rows = Partnership.objects.filter(edition__programme__in=pages, points__isnull=False).distinct()
    return rows.select_related("edition__programme").prefetch_related("points")


def points(partnership: Partnership, side: Side) -> list[Link]:
    """The lines of one side, each with its language where it is not the reader's."""
    rows = [text_for(point.text) for point in partnership.points.all() if point.side == side]
    return [Link(text, "", lang) for text, lang in rows]


def edition_name(edition: Edition) -> tuple[str, str]:
    """Theme and year, or the programme's name and the year, and the language of it."""
    theme, lang = text_for(edition.theme)
    name, name_lang = text_for(edition.programme.name)
    return f"{theme or name} {edition.year}", lang if theme else name_lang


def links(editions: Sequence[Edition]) -> list[Link]:
    """For a programme's page: the form that is open, else what sponsors gave and got last, in one query."""
    rows = list(
        public_partnerships().prefetch_related(None).filter(edition__in=editions).order_by("-edition__year", "-pk")
    )
    shown = [row for row in rows if row.is_open()] or rows[:1]
    return [_link(row) for row in shown]


def _link(partnership: Partnership) -> Link:
    edition = edition_name(partnership.edition)[0]
    words = (
        _("Become a partner: %(edition)s") if partnership.is_open() else _("What sponsors gave and got: %(edition)s")
    )
    return Link(words % {"edition": edition}, reverse("partners", args=[partnership.edition.slug]))


def programme_link(edition: Edition) -> Link:
    text, lang = text_for(edition.programme.name)
    page = live_here(ProgrammePage).filter(programme=edition.programme).first()
    return Link(text, page_url(page) if page else "", lang)
