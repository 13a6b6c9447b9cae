"""River light: the sun or moon low over water, hills and a boat against it, a path of glints."""

from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cms.demo.reel.canvas import Colour, Field, axes, grey, noise, ramp, rgb, smooth, tint, wave
from cms.demo.reel.looks.base import Painter
from cms.demo.reel.spec import Stage

# Upper sky, horizon, light, deep water, hills.
HOURS: tuple[tuple[Colour, Colour, Colour, Colour, Colour], ...] = (
    ((44, 58, 92), (236, 150, 92), (255, 222, 160), (14, 26, 42), (26, 30, 44)),
    ((10, 20, 38), (62, 96, 122), (226, 234, 228), (4, 12, 22), (8, 16, 26)),
    ((98, 122, 128), (244, 208, 152), (255, 244, 212), (34, 62, 66), (56, 78, 82)),
)
# Horizon, where the light stands (parts of width, of height).
VIEWS = ((0.42, 0.62, 0.30), (0.22, 0.40, 0.08), (0.55, 0.30, 0.44), (0.34, 0.5, 0.2))


def river_light(stage: Stage) -> Painter:
    """Water painted row by row in perspective; its waves come towards us."""
    upper, low, light, deep, hill = HOURS[stage.pick(len(HOURS))]
    rng = stage.rng("river")
    horizon, lamp_x, lamp_y = VIEWS[stage.view(len(VIEWS))]
    line = round(stage.height * horizon)
    sky = _sky(stage, (upper, low, light, hill), (horizon, lamp_x, lamp_y), rng)
    water = (stage.width, stage.height - line)
    near = (np.arange(water[1], dtype=np.float32)[:, None] + 1) / stage.height  # 0 at the horizon
    x = (np.arange(water[0], dtype=np.float32)[None, :] - lamp_x * stage.width) / stage.height
    far = 0.10 / (near + 0.012)
    swell = [_swell(water, far, x, rng, pace) for pace in (1.0, 1.9, 3.4)]
    column = np.exp(-((x / (0.035 + 0.40 * near)) ** 2)) * (0.55 + 0.45 * np.exp(-near * 3))
    colours = ramp((0, deep), (0.34, _between(deep, low, 0.42)), (0.62, _between(low, light, 0.45)), (1, light))
    base = (0.30 * np.exp(-near * 5.2) + 0.05).astype(np.float32)
    shade_hills = _reflected_hills(stage, water, rng)
    boat = (0.2 + 0.15 * rng.random(), stage.view(3) != 1)

    def paint(u: float) -> Image.Image:
        t = np.float32(u * stage.seconds)
        rise: Field = np.zeros((water[1], water[0]), np.float32)
        for cosine, sine, speed in swell:
            rise += cosine * np.float32(np.cos(speed * t)) + sine * np.float32(np.sin(speed * t))
        glint = smooth(rise, 0.18, 1.0) * column * np.float32(1.35)
        tone = (base + np.float32(0.10) * rise * base * 4 + glint) * shade_hills + glint * np.float32(0.35)
        picture = sky.copy()
        picture.paste(tint(grey(tone), colours), (0, line))
        if boat[1]:
            _boat(picture, stage, (boat[0] + 0.10 * u, horizon), float(t), hill)
        return picture

    return paint


def _between(one: Colour, other: Colour, part: float) -> Colour:
    return tuple(int(a + (b - a) * part) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def _swell(
    size: tuple[int, int], far: Field, x: Field, rng: np.random.Generator, pace: float
) -> tuple[Field, Field, float]:
    """A wave as its cosine and sine part, so that any moment is two products: crests lie across the view."""
    bend = noise(size, rng, 3.5 * pace, 3, tall=1.0) * 5 + x * rng.normal(0, 0.6) / (0.25 + far)
    phase = 34 * pace * np.log(far + 0.006) * 0.55 + bend * 2.2 + far * 22 * pace
    broken = smooth(noise(size, rng, 11 * pace, 3, 0.65, tall=0.22), 0.30, 0.80) * (0.75 / pace**0.4)
    return (
        (np.cos(phase) * broken).astype(np.float32),
        (np.sin(phase) * broken).astype(np.float32),
        1.5 * pace**0.6,
    )


def _sky(
    stage: Stage, colours: tuple[Colour, Colour, Colour, Colour], where: tuple[float, float, float],
    rng: np.random.Generator,
) -> Image.Image:  # fmt: skip
    """Sky, light, streaks of cloud, three ranges of hills down to the horizon."""
    upper, low, light, hill = colours
    horizon, lamp_x, lamp_y = where
    x, y = axes(stage)
    height = np.clip((y + 0.5) / max(horizon, 0.3), 0, 1)
    far = np.sqrt((x - (lamp_x - 0.5) * stage.width / stage.height) ** 2 + (y + 0.5 - lamp_y) ** 2)
    streaks = smooth(noise(stage.size, rng, 4.5, 5, 0.55, tall=0.16), 0.42, 0.85) * (0.25 + 0.75 * height)
    colour = (
        np.array(upper, np.float32)
        + (np.array(low, np.float32) - np.array(upper, np.float32)) * (height**1.5)[..., None]
    )
    warm = np.clip(0.75 * np.exp(-far * 3.4) + 0.28 * streaks * np.exp(-far * 1.2), 0, 1)[..., None]
    colour = colour * (1 - 0.16 * streaks[..., None]) + (np.array(light, np.float32) - colour) * warm
    disc = (1 - smooth(far, 0.052, 0.056))[..., None]
    colour += (np.array(light, np.float32) * 1.04 - colour) * disc
    for depth in range(3):
        line = wave(stage.width, rng, 2.5 + 2 * depth, 6, 0.5)
        crest = horizon - (0.105 - 0.028 * depth) * (0.55 + 0.6 * line) * (0.4 + horizon)
        inside = smooth((y + 0.5) - crest[None, :], -0.0015, 0.0025)[..., None]
        mist = np.clip(((y + 0.5) - crest[None, :]) / 0.10, 0, 1)[..., None] * (0.45 - 0.12 * depth)
        tone: Any = np.array(_between(low, hill, 0.42 + 0.26 * depth), np.float32)
        tone = tone + (np.array(low, np.float32) - tone) * mist
        colour = colour * (1 - inside) + tone * inside
    return rgb(colour)


def _reflected_hills(stage: Stage, size: tuple[int, int], rng: np.random.Generator) -> Field:
    """Dark of the banks in the water, strongest under the horizon; a vignette below."""
    line = wave(size[0], rng, 4, 5)
    near = np.arange(size[1], dtype=np.float32)[:, None] / stage.height
    dark = 1 - 0.55 * np.exp(-((near / (0.035 + 0.03 * (1 + line[None, :]))) ** 2))
    fall = 1 - 0.35 * smooth(near, 0.3, 0.75)
    shaded: Field = (dark * fall).astype(np.float32)
    return shaded


def _boat(picture: Image.Image, stage: Stage, where: tuple[float, float], t: float, colour: Colour) -> None:
    """A boat with its awning and a man at the oar, rocking; its shade in the water."""
    unit = stage.height * (0.9 if where[1] < 0.5 else 0.75)
    size = (round(unit * 0.5), round(unit * 0.34))
    mask = Image.new("L", (size[0] * 3, size[1] * 3))
    draw = ImageDraw.Draw(mask)
    w, h = mask.size
    hull = [
        (0.10, 0.50),
        (0.24, 0.565),
        (0.72, 0.565),
        (0.90, 0.47),
        (0.80, 0.62),
        (0.68, 0.655),
        (0.30, 0.655),
        (0.18, 0.60),
    ]
    draw.polygon([(x * w, y * h) for x, y in hull], fill=255)
    draw.pieslice((0.34 * w, 0.40 * h, 0.62 * w, 0.80 * h), 180, 360, fill=255)
    draw.polygon([(0.225 * w, 0.57 * h), (0.235 * w, 0.36 * h), (0.262 * w, 0.36 * h), (0.285 * w, 0.57 * h)], fill=255)
    draw.ellipse((0.232 * w, 0.285 * h, 0.266 * w, 0.36 * h), fill=255)
    draw.polygon([(0.20 * w, 0.315 * h), (0.249 * w, 0.255 * h), (0.298 * w, 0.315 * h)], fill=255)
    draw.line((0.25 * w, 0.40 * h, 0.13 * w, 0.80 * h), fill=255, width=max(2, round(h * 0.012)))
    tilt = float(1.3 * np.sin(t * 1.1))
    boat = mask.rotate(tilt, Image.Resampling.BILINEAR, center=(w / 2, 0.6 * h)).resize(size, Image.Resampling.BOX)
    x = round(where[0] * stage.width - size[0] / 2)
    y = round((where[1] + 0.16) * stage.height - 0.6 * size[1] + 0.004 * stage.height * np.sin(t * 0.9))
    shade = ImageChops.multiply(boat.transpose(Image.Transpose.FLIP_TOP_BOTTOM), Image.new("L", size, 120))
    shade = shade.filter(ImageFilter.GaussianBlur(unit / 110))
    dark = tuple(c // 2 for c in colour)
    picture.paste(dark, (x, y + round(size[1] * 0.29)), shade)
    picture.paste(dark, (x, y), boat)
