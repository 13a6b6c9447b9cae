"""A city of windows: towers over a river by night, lights that go on and off in them."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cms.demo.reel.canvas import BILINEAR, Colour, Field, grey, noise, rgb, shade, vignette, window
from cms.demo.reel.looks.base import Painter
from cms.demo.reel.spec import Stage

# Sky above, glow below, wall, then the kinds of light.
HOURS: tuple[tuple[Colour, Colour, Colour, tuple[Colour, ...]], ...] = (
    ((16, 24, 50), (196, 112, 96), (16, 20, 34), ((255, 206, 130), (255, 176, 92), (255, 226, 176), (160, 206, 224))),
    ((8, 26, 36), (70, 140, 138), (8, 20, 26), ((255, 214, 150), (200, 232, 216), (255, 160, 96), (255, 230, 180))),
    ((40, 20, 48), (226, 108, 84), (26, 14, 30), ((255, 196, 120), (255, 226, 178), (255, 150, 110), (206, 176, 220))),
)
GROUPS = 60  # windows that switch together, for each kind of light
# How large the towers of each row are; where the river begins (1: no river in sight).
VIEWS = (((0.42, 0.60, 0.86), 0.72), ((0.60, 0.95, 1.5), 1.0), ((0.34, 0.46, 0.62), 0.60), ((0.9, 1.7), 1.0))


def city_windows(stage: Stage) -> Painter:
    """Rows of towers in their own haze, and the same upside down in the water."""
    upper, low, wall, lights = HOURS[stage.pick(len(HOURS))]
    rng = stage.rng("city")
    rows, shore = VIEWS[stage.view(len(VIEWS))]
    wide = (round(stage.width * 1.14), stage.height)
    walls = _sky(wide, upper, low, shore, rng)
    index = Image.new("P", wide)
    for place, near in enumerate(rows):
        part = 0.62 * (1 - (place + 1) / len(rows))
        haze = tuple(int(w + (g - w) * part) for w, g in zip(wall, low, strict=True))
        _towers((walls, index), near, shore, rng, haze)
    switch = rng.random((GROUPS * len(lights), 3))
    fall = grey(vignette(stage, 0.5))
    line = round(stage.height * shore)
    ripple = _ripple((stage.width, stage.height - line), rng) if line < stage.height else None

    def paint(u: float) -> Image.Image:
        index.putpalette(_palette(switch, lights, u * stage.seconds))
        whole = ImageChops.add(walls, index.convert("RGB"))
        picture = window(whole, stage.size, (wide[0] - stage.width) * (0.1 + 0.8 * u))
        small = picture.resize((stage.width // 8, stage.height // 8), Image.Resampling.BOX)
        halo = small.point([int(max(0, v - 60) * 0.85) for v in range(256)] * 3).filter(ImageFilter.GaussianBlur(2.4))
        picture = ImageChops.screen(picture, halo.resize(stage.size, BILINEAR))
        if ripple:
            _mirror(picture, line, ripple, u * stage.seconds)
        return shade(picture, fall)

    return paint


def _sky(size: tuple[int, int], upper: Colour, low: Colour, shore: float, rng: np.random.Generator) -> Image.Image:
    """Dusk with low cloud, lit from the streets."""
    y = np.arange(size[1], dtype=np.float32)[:, None] / size[1]
    cloud = noise(size, rng, 3.0, 5, 0.55, tall=0.34)
    part = np.clip((y / min(shore, 0.85)) ** 2.2 + 0.34 * (cloud - 0.5), 0, 1)[..., None]
    return rgb(np.array(upper, np.float32) * (1 - part) + np.array(low, np.float32) * part)


def _palette(switch: NDArray[np.float64], lights: tuple[Colour, ...], t: float) -> list[int]:
    """What every group of windows shines like at `t` seconds: most stay, some come on or go out."""
    entries = [0, 0, 0]
    for index, (when, kind, level) in enumerate(switch):
        colour = lights[index % len(lights)]
        strength = 0.34 + 0.66 * level
        if kind < 0.34:
            strength *= min(1.0, max(0.0, (t - when * 7) * 3))
        elif kind < 0.5:
            strength *= 1 - min(1.0, max(0.0, (t - when * 8) * 2))
        elif kind < 0.56:
            strength *= 0.6 + 0.4 * float(np.sin(t * 9 + 40 * when) * np.sin(t * 5.3))
        entries += [int(c * strength) for c in colour]
    return entries


def _towers(
    onto: tuple[Image.Image, Image.Image], near: float, shore: float, rng: np.random.Generator, haze: tuple[int, ...]
) -> None:
    """One row: its walls over what stands behind, and which group each window belongs to."""
    walls, index = onto
    wall, pane = ImageDraw.Draw(walls), ImageDraw.Draw(index)
    width, foot = walls.width, walls.height * shore
    unit = walls.height * near
    x = -unit * 0.08 * rng.random()
    skyline = rng.random() * 6
    while x < width:
        w = unit * (0.075 + 0.12 * rng.random())
        rise = 0.5 + 0.5 * np.sin(skyline + 5.2 * x / width)
        tall = unit * (0.20 + 0.36 * rise * rng.random() + 0.22 * rng.random() ** 3)
        blocks = [(x, foot - tall, x + w, foot)]
        if rng.random() < 0.55:  # a setback, perhaps two
            inset, more = w * (0.12 + 0.14 * rng.random()), unit * (0.05 + 0.12 * rng.random())
            blocks.append((x + inset, foot - tall - more, x + w - inset, foot - tall))
            if rng.random() < 0.4:
                top, mast = foot - tall - more, unit * (0.06 + 0.08 * rng.random())
                wall.line((x + w / 2, top - mast, x + w / 2, top), fill=haze, width=max(1, round(unit / 200)))
        for block in blocks:
            wall.rectangle(block, fill=haze)
            pane.rectangle(block, fill=0)
        _panes(pane, blocks, unit, rng)
        x += w + unit * 0.05 * rng.random() ** 3


def _panes(
    pane: ImageDraw.ImageDraw, blocks: list[tuple[float, float, float, float]], unit: float, rng: np.random.Generator
) -> None:
    """Windows of one tower, in its own rhythm; some floors dark, some lit right through."""
    across, down = unit * (0.009 + 0.006 * rng.random()), unit * (0.013 + 0.006 * rng.random())
    wide, high = across * (0.42 + 0.34 * rng.random()), down * (0.42 + 0.14 * rng.random())
    kinds = rng.choice(4, 3)
    lively = 0.14 + 0.40 * rng.random()
    for left, top, right, bottom in blocks:
        columns = max(1, int((right - left - across) / across))
        margin = (right - left - columns * across + (across - wide)) / 2
        for row in range(int((bottom - top - down * 0.6) / down)):
            share = 0.92 if rng.random() < 0.06 else lively
            chances, groups = rng.random(columns), rng.integers(GROUPS, size=columns)
            kind = rng.choice(kinds, columns)
            for column in np.flatnonzero(chances < share):
                x, y = left + margin + column * across, top + down * (row + 0.6)
                tone = 1 + int(groups[column]) * 4 + int(kind[column])
                pane.rectangle((x, y, x + wide, y + high), fill=tone)


def _ripple(size: tuple[int, int], rng: np.random.Generator) -> tuple[Field, Field, Field]:
    """Waves that break the reflection, wider towards us, as two parts and the fall of light."""
    near = np.arange(size[1], dtype=np.float32)[:, None] / size[1]
    bend = noise(size, rng, 6, 3, tall=0.3) * 9
    phase = 70 * np.log(near + 0.22) + bend
    return np.cos(phase), np.sin(phase), (1.0 - 0.36 * near).astype(np.float32)


def _mirror(picture: Image.Image, line: int, ripple: tuple[Field, Field, Field], t: float) -> None:
    """The city upside down below its shore, drawn out and broken by waves."""
    cosine, sine, light = ripple
    depth = picture.height - line
    top = max(0, line - round(depth * 1.5))
    seen = picture.crop((0, top, picture.width, line)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    smeared = seen.resize((picture.width // 2, max(2, depth // 9)), Image.Resampling.BOX).resize(
        (picture.width, depth), BILINEAR
    )
    break_up = light * (1 + 0.30 * (cosine * np.float32(np.cos(1.7 * t)) + sine * np.float32(np.sin(1.7 * t))))
    picture.paste(shade(smeared, grey(break_up)), (0, line))
