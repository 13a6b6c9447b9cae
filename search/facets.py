"""What the catalogue can be narrowed by. One table: documents, queries, engines and the page all follow it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Index(StrEnum):
    """Two catalogues by construction: what anyone may see, and what the channel's people may."""

    PUBLIC = "public"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to narrow by. `authority` is the kind of authority whose slugs are its values, if they are."""

    name: str
    title: str | Promise
    authority: str = ""
    is_desk_only: bool = False


MINUTE_MS = 60_000
# The upper end of each band in minutes; the last has none.
RUNTIME_BANDS: Mapping[str, int | None] = {"0-1": 1, "1-5": 5, "5-15": 15, "15-40": 40, "40-": None}

FACETS: Mapping[str, Facet] = {
    facet.name: facet
    for facet in (
        Facet("kind", _("What")),
        Facet("programme", _("Programme")),
        Facet("region", _("Region"), authority="place"),
        Facet("era", _("Era"), authority="era"),
        Facet("figure", _("Figure"), authority="figure"),
        Facet("motif", _("Motif"), authority="motif"),
        Facet("craft", _("Craft"), authority="craft"),
        Facet("heritage", _("Heritage"), authority="heritage"),
        Facet("genre", _("Genre"), authority="genre"),
        Facet("tool", _("Tool"), authority="tool"),
        Facet("skill", _("Skill"), authority="skill"),
        Facet("role", _("Role")),
        Facet("ai_stage", _("AI used for")),
        Facet("language", _("Language")),
        Facet("year", _("Year")),
        Facet("runtime", _("Runtime")),
        Facet("status", _("Status"), is_desk_only=True),
        Facet("call", _("Call"), is_desk_only=True),
    )
}


def facets_of(index: Index) -> list[Facet]:
    """The facets of a catalogue, in the order in which they stand beside the hits."""
    return [facet for facet in FACETS.values() if index is Index.DESK or not facet.is_desk_only]


def runtime_band(runtime_ms: int) -> str:
    """The band a runtime falls into; a film of exactly five minutes is in 1-5."""
    for band, minutes in RUNTIME_BANDS.items():
        if minutes is None or runtime_ms <= minutes * MINUTE_MS:
            return band
    raise AssertionError("the last band has no end")
