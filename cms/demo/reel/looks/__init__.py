"""The looks by name. Each lays out one shot on a stage of any size and paints it at any moment."""

from cms.demo.reel.looks.base import Look, Painter
from cms.demo.reel.looks.bronze import bronze_patina
from cms.demo.reel.looks.calligraphy import calligraphy
from cms.demo.reel.looks.city import city_windows
from cms.demo.reel.looks.embroidery import embroidery_phoenix
from cms.demo.reel.looks.ink import ink_ridges
from cms.demo.reel.looks.lacquer import lacquer_spirals
from cms.demo.reel.looks.lanterns import paper_lanterns
from cms.demo.reel.looks.loom import loom
from cms.demo.reel.looks.neon import neon_rain
from cms.demo.reel.looks.river import river_light
from cms.demo.reel.looks.silk import silk_tide
from cms.demo.reel.looks.stars import star_charts

LOOKS: dict[str, Look] = {
    "ink_ridges": ink_ridges,
    "lacquer_spirals": lacquer_spirals,
    "bronze_patina": bronze_patina,
    "embroidery_phoenix": embroidery_phoenix,
    "star_charts": star_charts,
    "river_light": river_light,
    "city_windows": city_windows,
    "calligraphy": calligraphy,
    "paper_lanterns": paper_lanterns,
    "neon_rain": neon_rain,
    "loom": loom,
    "silk_tide": silk_tide,
}

__all__ = ["LOOKS", "Look", "Painter"]
