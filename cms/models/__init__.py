"""Page types by content, and the library's models."""

from cms.images import FirstcutDocument, FirstcutImage, FirstcutRendition
from cms.models.pages import (
    PUBLIC_PAGES,
    CollectionFilm,
    CollectionIndexPage,
    CollectionMotif,
    CollectionPage,
    FilmIndexPage,
    FilmPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    ProgrammeIndexPage,
    ProgrammePage,
)
from cms.models.partners import PARTNER_KINDS, Partner, PartnerRole
from cms.models.portraits import TalentPortrait

__all__ = [
    "PARTNER_KINDS",
    "PUBLIC_PAGES",
    "CollectionFilm",
    "CollectionIndexPage",
    "CollectionMotif",
    "CollectionPage",
    "FilmIndexPage",
    "FilmPage",
    "FirstcutDocument",
    "FirstcutImage",
    "FirstcutRendition",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "Partner",
    "PartnerRole",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "TalentPortrait",
]
