"""Lacquer of Chu: volutes in vermilion on black, turning under a soft sheen."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw

from cms.demo.reel.canvas import BILINEAR, Colour, grey, noise, ramp, stroke, tint, vignette
from cms.demo.reel.looks.base import Painter
from cms.demo.reel.spec import Stage

# Ground, line, second line, fine line.
COATS: tuple[tuple[Colour, Colour, Colour, Colour], ...] = (
    ((20, 13, 11), (178, 38, 24), (112, 22, 18), (206, 150, 66)),
    ((128, 22, 16), (22, 12, 10), (60, 12, 10), (222, 168, 84)),
    ((24, 16, 10), (196, 70, 28), (122, 40, 20), (224, 190, 110)),
)


# Bands of the dish: how many curls, how far out, how large (parts of the height), which way they wind.
BANDS = (
    (3, 0.108, 0.098, 1),
    (12, 0.338, 0.094, -1),
    (30, 0.535, 0.044, 1),
    (20, 0.765, 0.122, -1),
    (40, 0.765, 0.030, 1),
    (27, 1.045, 0.115, 1),
    (36, 1.30, 0.10, -1),
)


def lacquer_spirals(stage: Stage) -> Painter:
    """A turning dish, a frieze of clouds, the dish from close by."""
    coat = COATS[stage.pick(len(COATS))]
    rng = stage.rng("lacquer")
    frieze = stage.view(3) == 1
    plate = _frieze(stage, coat, rng) if frieze else _dish(stage, coat, rng, close=stage.view(3) == 2)
    worn = 0.82 + 0.18 * noise(stage.size, rng, 5, 5, 0.65)
    surface = grey(worn * vignette(stage, 0.8)).convert("RGB")
    warm = ramp((0, (0, 0, 0)), (1, (255, 199, 148)))
    small = (max(2, stage.width // 8), max(2, stage.height // 8))
    sheen_x = np.linspace(-stage.aspect / 2, stage.aspect / 2, small[0], dtype=np.float32)[None, :]
    sheen_y = np.linspace(-0.5, 0.5, small[1], dtype=np.float32)[:, None]
    ripple = 0.10 * (noise(small, rng, 1.5, 3) - 0.5)
    spin = 1 if rng.random() < 0.5 else -1

    def paint(u: float) -> Image.Image:
        if frieze:
            left = (plate.width - stage.width) * (0.1 + 0.75 * u)
            picture = plate.resize(stage.size, BILINEAR, box=(left, 0, left + stage.width, stage.height))
        else:
            picture = _turned(plate, stage, spin * (8 + stage.seconds * 2.4 * u))
        across = sheen_x * 0.8 + sheen_y * 0.6 - (-0.75 + 1.5 * u) + ripple
        sheen = 0.15 * np.exp(-(across**2) / 0.09) + 0.12 * np.exp(-((across - 0.34) ** 2) / 0.006)
        light = Image.fromarray((np.clip(sheen, 0, 1) * 255).astype(np.uint8)).resize(stage.size, BILINEAR)
        lit = ImageChops.screen(picture, tint(light, warm))
        return ImageChops.multiply(lit, surface)

    return paint


def _turned(plate: Image.Image, stage: Stage, degrees: float) -> Image.Image:
    """The plate turned about its centre, cut to the stage."""
    angle = np.deg2rad(degrees)
    c, s = float(np.cos(angle)), float(np.sin(angle))
    px, py = plate.width / 2, plate.height / 2
    ox, oy = stage.width / 2, stage.height / 2
    matrix = (c, s, px - c * ox - s * oy, -s, c, py + s * ox - c * oy)
    return plate.transform(stage.size, Image.Transform.AFFINE, matrix, BILINEAR)


def _volute(
    centre: tuple[float, float], size: float, turns: float, start: float, hand: int, steps: int = 90
) -> NDArray[np.float64]:
    """A spiral from its eye outwards that ends in a long tail."""
    part = np.linspace(0, 1, steps)
    angle = start + hand * turns * 2 * np.pi * part
    radius = size * (0.06 + 0.94 * part**1.35)
    return np.stack([centre[0] + radius * np.cos(angle), centre[1] + radius * np.sin(angle)], 1)


def _brush(steps: int, width: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Widths of one stroke: round at its eye, swelling, drawn out thin."""
    part = np.linspace(0, 1, steps)
    swell = 0.45 + 0.9 * np.sin(np.pi * np.clip(part * 1.05, 0, 1)) ** 0.7
    return width * swell * (1 - 0.75 * part**3) * (1 + 0.06 * np.sin(np.linspace(0, 9, steps) + 6 * rng.random()))


def _curl(draw: ImageDraw.ImageDraw, coat: tuple[Colour, ...], rng: np.random.Generator, x: float, y: float,
          size: float, start: float, hand: int) -> None:  # fmt: skip
    """A cloud curl: the volute, its shadow line, a bead at its eye."""
    _, line, second, fine = coat
    path = _volute((x, y), size, 1.55, start, hand)
    stroke(draw, path, _brush(len(path), size * 0.20, rng), line)
    inner = _volute((x, y), size * 0.78, 1.45, start + hand * 0.5, hand)
    stroke(draw, inner[30:], _brush(60, size * 0.045, rng), fine)
    outer = _volute((x, y), size * 1.22, 1.2, start + hand * 0.9, hand)
    stroke(draw, outer[44:], _brush(46, size * 0.10, rng), second)
    bead = size * 0.07
    draw.ellipse((x - bead, y - bead, x + bead, y + bead), fill=fine)


def _ring(draw: ImageDraw.ImageDraw, centre: float, radius: float, width: float, fill: Colour) -> None:
    box = (centre - radius, centre - radius, centre + radius, centre + radius)
    draw.ellipse(box, outline=fill, width=max(1, round(width)))


def _dish(stage: Stage, coat: tuple[Colour, ...], rng: np.random.Generator, *, close: bool) -> Image.Image:
    """The dish, drawn twice as large as shown and reduced."""
    reach = float(np.hypot(stage.width, stage.height)) * 1.02
    side = round(reach * 2)
    unit = stage.height * 2 * (1.75 if close else 1.0)
    sheet = Image.new("RGB", (side, side), coat[0])
    draw = ImageDraw.Draw(sheet)
    middle = side / 2
    for radius, width, fill in ((0.47, 0.018, coat[1]), (0.445, 0.003, coat[3]), (0.235, 0.010, coat[1]),
                                (0.222, 0.003, coat[3]), (0.60, 0.004, coat[3]), (0.63, 0.03, coat[1]),
                                (0.90, 0.010, coat[1]), (0.92, 0.003, coat[3])):  # fmt: skip
        _ring(draw, middle, radius * unit, width * unit, fill)
    for count, at, size, hand in BANDS:
        for index in range(count):
            angle = 2 * np.pi * index / count
            x, y = middle + at * unit * np.cos(angle), middle + at * unit * np.sin(angle)
            _curl(draw, coat, rng, x, y, size * unit, angle + (0.4 if hand > 0 else 2.4), hand)
    for index in range(96):
        angle = 2 * np.pi * index / 96
        a = np.array([[np.cos(angle), np.sin(angle)]])
        stroke(draw, middle + a.repeat(2, 0) * np.array([[0.452], [0.464]]) * unit, [unit * 0.004] * 2, coat[0])
    return sheet.resize((side // 2, side // 2), Image.Resampling.BOX)


def _frieze(stage: Stage, coat: tuple[Colour, ...], rng: np.random.Generator) -> Image.Image:
    """Running clouds in three bands."""
    width, height = round(stage.width * 1.3) * 2, stage.height * 2
    sheet = Image.new("RGB", (width, height), coat[0])
    draw = ImageDraw.Draw(sheet)
    for edge in (0.06, 0.94):
        draw.rectangle((0, (edge - 0.012) * height, width, (edge + 0.012) * height), fill=coat[1])
        draw.rectangle((0, (edge - 0.03) * height, width, (edge - 0.026) * height), fill=coat[3])
    step = height * 0.365
    for row, y in ((0, 0.30), (1, 0.70)):
        for index in range(-1, int(width / step) + 2):
            hand = 1 if (index + row) % 2 else -1
            x = (index + 0.5 * row) * step
            _curl(draw, coat, rng, x, y * height, height * 0.168, (0.6 if hand > 0 else 2.5) + row * np.pi, hand)
            small = height * 0.06
            _curl(draw, coat, rng, x + step * 0.5, (0.30 + 0.4 * row - 0.12 * hand) * height, small, 1.2 * hand, -hand)
    return sheet.resize((width // 2, height // 2), Image.Resampling.BOX)
