"""The reel: generated films, sound, stills and portraits for the demo. Knows nothing of Django; commits no binaries."""

from cms.demo.reel.captions import write_vtt
from cms.demo.reel.film import make_film, make_films
from cms.demo.reel.looks import LOOKS
from cms.demo.reel.spec import FPS, SCOPE, WIDE, FilmSpec, MadeFilm
from cms.demo.reel.stills import make_portrait, make_still

__all__ = [
    "FPS",
    "LOOKS",
    "SCOPE",
    "WIDE",
    "FilmSpec",
    "MadeFilm",
    "make_film",
    "make_films",
    "make_portrait",
    "make_still",
    "write_vtt",
]
