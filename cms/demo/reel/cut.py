"""The cut: which shot or card is on at which frame, how the camera moves, how pictures follow one another."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageEnhance

from cms.demo.reel.canvas import BILINEAR, ease
from cms.demo.reel.lettering import BONE, stand_in_mark, title_layer
from cms.demo.reel.looks import LOOKS, Painter
from cms.demo.reel.spec import FPS, FilmSpec, Stage

OVERSCAN = 1.10  # looks paint this much more than is shown, so that the camera can move
HOLD = 2  # pictures are painted on twos; the camera moves on every frame
DISSOLVE = 10  # frames
CARD_SECONDS = 2.75


@dataclass(frozen=True)
class Shot:
    """`frames` from `start`; number -1 is the title card."""

    number: int
    start: int
    frames: int


def plan(spec: FilmSpec) -> list[Shot]:
    """Shots and the card, filling the film to the frame: one shot, the card, the rest."""
    card = min(round(CARD_SECONDS * FPS), round(spec.frames * 0.22))
    left = spec.frames - card
    rng = np.random.default_rng([spec.seed, 3])
    shares = 1 + 0.35 * rng.random(spec.shots)
    ends = np.round(np.cumsum(shares) / shares.sum() * left).astype(int)
    lengths = [int(length) for length in np.diff(np.concatenate([[0], ends]))]
    order = [(number, length) for number, length in enumerate(lengths)]
    order.insert(1 if spec.shots > 1 else 0, (-1, card))
    shots, start = [], 0
    for number, length in order:
        if length:
            shots.append(Shot(number, start, length))
            start += length
    return shots


class Camera:
    """A slow move over a shot: in, out, or along; the same parts of the picture at any size."""

    def __init__(self, spec: FilmSpec, number: int) -> None:
        rng = np.random.default_rng([spec.seed, 5, number + 1])
        zooms = [(1.0, OVERSCAN * 0.985), (OVERSCAN * 0.985, 1.01), (1.035, 1.035)][int(rng.integers(3))]
        self.zooms = zooms
        self.way = rng.uniform(-1, 1, 4)

    def view(self, picture: Image.Image, size: tuple[int, int], u: float) -> Image.Image:
        """What the camera sees of the painted picture at `u` (0…1)."""
        zoom = self.zooms[0] + (self.zooms[1] - self.zooms[0]) * u
        width, height = picture.width / OVERSCAN / zoom, picture.height / OVERSCAN / zoom
        x0, y0, x1, y1 = self.way * 0.5
        left = (picture.width - width) * (0.5 + x0 + (x1 - x0) * u)
        top = (picture.height - height) * (0.5 + 0.5 * (y0 + (y1 - y0) * u))
        return picture.resize(size, BILINEAR, box=(left, top, left + width, top + height))


def stage_for(spec: FilmSpec, number: int, size: tuple[int, int], seconds: float) -> Stage:
    """The canvas of a shot for a picture of `size`."""
    return Stage(round(size[0] * OVERSCAN), round(size[1] * OVERSCAN), spec.seed, number, seconds)


def card_ground(painter: Painter, size: tuple[int, int]) -> Image.Image:
    """What a title stands on: the coming shot, out of focus and nearly dark."""
    seen = painter(0.02).resize((24, 12), Image.Resampling.BOX).resize(size, Image.Resampling.BICUBIC)
    grey = np.asarray(seen.convert("L"), np.float32).mean() / 255
    return ImageEnhance.Brightness(ImageEnhance.Color(seen).enhance(0.8)).enhance(min(0.42, 0.10 / max(grey, 0.05)))


class Film:
    """The pictures of a film in order."""

    def __init__(self, spec: FilmSpec) -> None:
        self.spec = spec
        self.shots = plan(spec)
        self.mark = stand_in_mark(spec.size) if spec.stand_in else None

    def painter(self, shot: Shot, size: tuple[int, int]) -> Painter:
        return LOOKS[self.spec.look](stage_for(self.spec, shot.number, size, shot.frames / FPS))

    def pictures(self) -> Iterator[tuple[Shot, float, Image.Image]]:
        """Every frame: its shot, how far the shot has come, the finished picture."""
        last: Image.Image | None = None
        index = 0
        for place, shot in enumerate(self.shots):
            following = self.shots[min(place + 1, len(self.shots) - 1)]
            source = self._card(following) if shot.number < 0 else self._moving(shot)
            for frame, picture in enumerate(source):
                if last is not None and frame < DISSOLVE and self._soft(shot, place):
                    picture = Image.blend(last, picture, ease((frame + 1) / (DISSOLVE + 1)))  # noqa: PLW2901
                yield shot, frame / shot.frames, self.finished(self._faded(picture, index), self.mark)
                index += 1
            last = picture

    def _soft(self, shot: Shot, place: int) -> bool:
        """The card dissolves in; the shots after it are cut hard, every third dissolves too."""
        return shot.number < 0 or place == 0 or (shot.number % 3 == 2 and shot.frames > 3 * DISSOLVE)

    def _moving(self, shot: Shot) -> Iterator[Image.Image]:
        painter = self.painter(shot, self.spec.size)
        camera = Camera(self.spec, shot.number)
        for frame in range(shot.frames):
            u = frame / max(1, shot.frames - 1)
            if frame % HOLD == 0:
                painted = painter(u)
            yield camera.view(painted, self.spec.size, u)

    def _card(self, following: Shot) -> Iterator[Image.Image]:
        card = next(shot for shot in self.shots if shot.number < 0)
        ground = card_ground(self.painter(following, (self.spec.size[0] // 2, self.spec.size[1] // 2)), self.spec.size)
        letters = title_layer(self.spec.size, self.spec.title_zh, self.spec.title_en)
        for frame in range(card.frames):
            u = frame / card.frames
            seen = ease(u / 0.25) * ease((1 - u) / 0.18)
            picture = ground.copy()
            picture.paste(BONE, (0, 0), letters.point([int(v * seen) for v in range(256)]))
            yield picture

    def _faded(self, picture: Image.Image, index: int) -> Image.Image:
        """Out of black at the start, into it at the end."""
        total = self.spec.frames
        rise, fall = min(14, total // 6), min(22, total // 5)
        light = min(1.0, (index + 1) / rise if rise else 1.0, (total - index) / fall if fall else 1.0)
        if light >= 1:
            return picture
        table = [int(v * ease(light)) for v in range(256)]
        return picture.point(table * 3)

    @staticmethod
    def finished(picture: Image.Image, mark: Image.Image | None) -> Image.Image:
        """With the mark of a stand-in burned in: a shadow, then the words."""
        box = mark.getbbox() if mark else None
        if mark is None or box is None:
            return picture
        words = mark.crop(box)
        marked = picture.copy()
        marked.paste((0, 0, 0), (box[0] + 1, box[1] + 1), words)
        marked.paste(BONE, box[:2], words)
        return marked
