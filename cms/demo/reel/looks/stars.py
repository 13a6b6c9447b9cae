"""Star charts turning: mansions, circles and graduations about a pole, a river of stars behind."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw

from cms.demo.reel.canvas import BILINEAR, Colour, axes, grey, noise, ramp, rgb, smooth, tint, vignette
from cms.demo.reel.looks.base import Painter
from cms.demo.reel.spec import Stage

Stars = NDArray[np.float64]
# Night, haze, ink of the chart, stars, the one red star.
NIGHTS: tuple[tuple[Colour, Colour, Colour, Colour, Colour], ...] = (
    ((8, 14, 30), (58, 82, 118), (196, 164, 104), (244, 238, 220), (226, 74, 48)),
    ((14, 12, 22), (92, 66, 92), (208, 170, 130), (250, 236, 222), (236, 92, 60)),
    ((6, 22, 26), (44, 100, 100), (190, 176, 120), (236, 242, 228), (232, 110, 56)),
)
# Where the pole stands (parts of the height from the middle) and how near.
VIEWS = ((0.0, 0.05, 1.0), (-0.85, 0.55, 1.9), (0.75, -0.42, 1.5), (0.0, 0.95, 1.35))


# Circles of the chart: radius (parts of the height), width, tone.
CIRCLES = (
    (0.16, 1, 150), (0.305, 1, 120), (0.32, 3, 230), (0.52, 1, 110), (0.70, 1, 150), (0.715, 3, 235), (0.755, 1, 150),
    (1.0, 1, 90), (1.28, 2, 180), (1.30, 1, 110), (1.75, 1, 90),
)  # fmt: skip
# Graduations: how many, from and to which radius, tone.
TICKS = (
    (365, 0.715, 0.73, 150),
    (73, 0.715, 0.755, 210),
    (28, 0.32, 0.70, 60),
    (12, 1.0, 1.28, 90),
    (120, 1.28, 1.30, 150),
)


def star_charts(stage: Stage) -> Painter:
    """Three sheets about one pole, each turning at its own pace."""
    night, haze, ink, star, red = NIGHTS[stage.pick(len(NIGHTS))]
    rng = stage.rng("stars", every_shot=True)
    px, py, near = VIEWS[stage.view(len(VIEWS))]
    pole = (stage.width / 2 + px * stage.height, stage.height / 2 + py * stage.height)
    reach = max(np.hypot(x - pole[0], y - pole[1]) for x in (0, stage.width) for y in (0, stage.height))
    side = round(reach) * 2 + 4
    unit = stage.height * near
    circles = _sheet(side, lambda draw, scale: _graduations(draw, side * scale / 2, unit * scale))
    places, sizes = _catalogue(rng)
    figures = _sheet(side, lambda draw, scale: _mansions(draw, side * scale / 2, unit * scale, places, sizes))
    dust = _dust(side, stage, rng)
    ground = ImageChops.add(_sky(stage, night, haze), tint(_turn(dust, pole, stage, 3), _ink(star, 0.9)))
    spin = stage.seconds * (1.6 if near < 1.2 else 1.0)
    twinkle = stage.rng("twinkle").random((26, 3))

    def paint(u: float) -> Image.Image:
        picture = ImageChops.add(ground, tint(_turn(circles, pole, stage, -4 - spin * 0.7 * u), _ink(ink, 0.62)))
        chart = _turn(figures, pole, stage, 20 + spin * u)
        picture = ImageChops.add(picture, tint(chart, _ink(star, 1.0)))
        _sparkle(picture, stage, twinkle, u, red)
        return picture

    return paint


def _ink(colour: Colour, strength: float) -> NDArray[np.uint8]:
    return ramp((0, (0, 0, 0)), (1, (int(colour[0] * strength), int(colour[1] * strength), int(colour[2] * strength))))


def _turn(sheet: Image.Image, pole: tuple[float, float], stage: Stage, degrees: float) -> Image.Image:
    """The sheet turned about its middle, that middle laid on the pole."""
    angle = np.deg2rad(degrees)
    c, s = float(np.cos(angle)), float(np.sin(angle))
    half = sheet.width / 2
    matrix = (c, s, half - c * pole[0] - s * pole[1], -s, c, half + s * pole[0] - c * pole[1])
    return sheet.transform(stage.size, Image.Transform.AFFINE, matrix, BILINEAR)


def _sheet(side: int, draw_on: object) -> Image.Image:
    """A square mask, drawn twice as large and reduced."""
    sheet = Image.new("L", (side * 2, side * 2))
    draw_on(ImageDraw.Draw(sheet), 2)  # type: ignore[operator]
    return sheet.resize((side, side), Image.Resampling.BOX)


def _graduations(draw: ImageDraw.ImageDraw, middle: float, unit: float) -> None:
    """Circles, spokes, and ticks like those of an armillary sphere."""
    fine = max(1, round(unit / 520))
    for radius, width, tone in CIRCLES:
        r = radius * unit
        draw.ellipse((middle - r, middle - r, middle + r, middle + r), outline=tone, width=fine * width)
    for count, low, high, tone in TICKS:
        for index in range(count):
            angle = 2 * np.pi * (index + (0.23 * np.sin(index * 7.1) if count == 28 else 0)) / count
            c, s = np.cos(angle) * unit, np.sin(angle) * unit
            draw.line((middle + low * c, middle + low * s, middle + high * c, middle + high * s), fill=tone, width=fine)
    x, r = middle + 0.28 * unit, 0.715 * unit  # the ecliptic, off the pole
    draw.ellipse((x - r, middle - r, x + r, middle + r), outline=150, width=fine * 2)


def _catalogue(rng: np.random.Generator) -> tuple[list[Stars], list[Stars]]:
    """Asterisms: a few stars in a loose chain each, round the sky."""
    places: list[Stars] = []
    sizes: list[Stars] = []
    for index in range(74):
        angle = 2 * np.pi * (index / 74 * 5 + 0.05 * rng.standard_normal())
        radius = 0.12 + 1.75 * (index / 74) ** 0.75 + 0.04 * rng.standard_normal()
        count = int(rng.integers(3, 8))
        heading, chain = rng.random() * 6.28, [np.array([radius * np.cos(angle), radius * np.sin(angle)])]
        for _ in range(count - 1):
            heading += rng.normal(0, 0.9)
            chain.append(chain[-1] + (0.03 + 0.055 * rng.random()) * np.array([np.cos(heading), np.sin(heading)]))
        places.append(np.array(chain))
        sizes.append(0.0028 + 0.0048 * rng.random(count) ** 2)
    return places, sizes


def _mansions(draw: ImageDraw.ImageDraw, middle: float, unit: float, places: list[Stars], sizes: list[Stars]) -> None:
    """Stars as rings and discs, joined by lines, as charts have drawn them since Dunhuang."""
    fine = max(1, round(unit / 460))
    for chain, marks in zip(places, sizes, strict=True):
        dots = [(float(middle + x * unit), float(middle + y * unit)) for x, y in chain]
        draw.line(dots, fill=92, width=fine)
        for index, ((x, y), size) in enumerate(zip(dots, marks, strict=True)):
            r = max(1.6, float(size) * unit)
            if index % 3 == 2:
                draw.ellipse((x - r, y - r, x + r, y + r), fill=0, outline=220, width=fine)
            else:
                draw.ellipse((x - r, y - r, x + r, y + r), fill=255)


def _dust(side: int, stage: Stage, rng: np.random.Generator) -> Image.Image:
    """Thousands of faint stars, thicker along a band."""
    sheet = Image.new("L", (side, side))
    draw = ImageDraw.Draw(sheet)
    count = 5200
    along, off = rng.uniform(-2.6, 2.6, count), rng.standard_normal(count)
    spread = np.where(rng.random(count) < 0.55, 0.22, 1.5)
    tilt = 0.6
    x = along * np.cos(tilt) - off * spread * np.sin(tilt)
    y = along * np.sin(tilt) + off * spread * np.cos(tilt)
    light = 40 + 190 * rng.random(count) ** 3
    scale = stage.height
    for px, py, tone in zip(side / 2 + x * scale, side / 2 + y * scale, light, strict=True):
        r = scale / 1500 * (0.7 + tone / 190)
        draw.ellipse((px - r, py - r, px + r, py + r), fill=int(tone))
    return sheet


def _sky(stage: Stage, night: Colour, haze: Colour) -> Image.Image:
    """Deep blue with a dim river of stars."""
    rng = stage.rng("sky")
    x, y = axes(stage)
    across = x * 0.56 - y * 0.83 + 0.25 * (noise(stage.size, rng, 1.6, 4) - 0.5)
    river = np.exp(-(across**2) / 0.05) * (0.35 + 0.9 * smooth(noise(stage.size, rng, 3.2, 5, 0.6), 0.3, 0.8))
    lanes = 1 - 0.7 * np.exp(-((across - 0.02) ** 2) / 0.004) * smooth(noise(stage.size, rng, 5, 4), 0.35, 0.6)
    light = (0.65 * river * lanes)[..., None]
    fall = vignette(stage, 0.6)[..., None]
    colour = (np.array(night, np.float32) * (1 - light) + np.array(haze, np.float32) * light) * fall
    return rgb(colour)


def _sparkle(picture: Image.Image, stage: Stage, stars: Stars, u: float, red: Colour) -> None:
    """A few bright stars that breathe, one of them red: Yinghuo, the wandering fire."""
    for index, (a, b, c) in enumerate(stars):
        beat = 0.55 + 0.45 * np.sin(2 * np.pi * (u * stage.seconds * (0.25 + 0.3 * c) + c))
        size = stage.height * (0.010 + 0.016 * c**3) * (1.6 if index == 0 else 1)
        box = round(size * 3) * 2 + 1
        grid = (np.arange(box) - box // 2)[None, :] / size
        far = grid**2 + grid.T**2
        halo = np.clip((np.exp(-far * 14) + 0.22 * np.exp(-far * 1.6)) * beat, 0, 1)
        spot = grey(halo)
        x = int(stage.width * (a if index else 0.34 + 0.30 * u))
        y = int(stage.height * (b if index else 0.30 + 0.1 * np.sin(3 * u)))
        picture.paste(red if index == 0 else (246, 240, 226), (x - box // 2, y - box // 2), spot)
