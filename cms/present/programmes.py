"""Programmes as others name them: whether one is on the site, and the link to its page."""

from django.db.models import Exists, OuterRef

from cms.models import ProgrammePage
from cms.present.film import page_url
from cms.present.lists import live_here
from portal.calls.models import Programme
from portal.front.shapes import Link
from portal.front.words import text_for


def has_page(programme: str) -> Exists:
    """Whether the programme, named by its path from the row, is on the site."""
    return Exists(ProgrammePage.objects.live().filter(programme=OuterRef(programme)))


def programme_link(programme: Programme) -> Link:
    """Its name, and its page in the reader's language where it has one: one query."""
    name, lang = text_for(programme.name)
    page = live_here(ProgrammePage).filter(programme=programme).first()
    return Link(name, page_url(page) if page else "", lang)
