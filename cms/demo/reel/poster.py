"""The best frame of a film, and drawing it again, large."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from cms.demo.reel.canvas import ease
from cms.demo.reel.cut import Camera, Film, Shot
from cms.demo.reel.lettering import stand_in_mark
from cms.demo.reel.spec import FilmSpec

POSTER_WIDTH = 1920


def merit(picture: Image.Image) -> float:
    """How well a frame would stand alone: tone from dark to light, edges, colour; not too dark, not burnt out."""
    small = picture.resize((160, round(160 * picture.height / picture.width)), Image.Resampling.BOX)
    colour = np.asarray(small, np.float32) / 255
    light = colour @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    low, middle, high = (float(v) for v in np.percentile(light, [5, 50, 95]))
    edges = float(np.abs(np.diff(light, axis=0)).mean() + np.abs(np.diff(light, axis=1)).mean())
    colourful = float(np.ptp(colour, axis=2).mean())
    burnt = float((light > 0.97).mean()) + 0.5 * float((light < 0.02).mean())
    mean = float(light.mean())
    return (
        (high - low) + 5 * edges + 0.5 * colourful - 0.8 * burnt - 1.2 * max(0.0, 0.14 - mean) - 0.2 * abs(middle - 0.4)
    )


@dataclass
class Pick:
    """Keeps the best frame it is shown; a shot's edges count for less, its end, where what grew is whole, for more."""

    shot: Shot | None = None
    u: float = 0.5
    score: float = float("-inf")

    def see(self, shot: Shot, u: float, picture: Image.Image) -> None:
        if shot.number < 0:
            return
        score = merit(picture) * (0.75 + 0.25 * ease(min(u * 4, (1 - u) * 16))) * (1 + 0.12 * u)
        if score > self.score:
            self.shot, self.u, self.score = shot, u, score


def draw_poster(spec: FilmSpec, film: Film, pick: Pick) -> Image.Image:
    """The picked frame, painted anew at 1920 pixels' width."""
    size = (POSTER_WIDTH, round(POSTER_WIDTH * spec.size[1] / spec.size[0] / 2) * 2)
    shot = pick.shot or next(shot for shot in film.shots if shot.number >= 0)
    painted = film.painter(shot, size)(pick.u)
    picture = Camera(spec, shot.number).view(painted, size, pick.u)
    return film.finished(picture, stand_in_mark(size) if spec.stand_in else None)
