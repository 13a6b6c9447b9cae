"""Ink ridges in mist: washes on paper, one behind the other, drifting at their own pace."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from cms.demo.reel.canvas import Field, grey, noise, ramp, rgb, smooth, stroke, tint, wave, window
from cms.demo.reel.looks.base import Painter
from cms.demo.reel.spec import Stage

PAPERS = (
    (ramp((0, (16, 19, 24)), (0.35, (66, 78, 86)), (0.7, (150, 156, 152)), (1, (238, 230, 212))), (214, 88, 58)),
    (ramp((0, (10, 22, 30)), (0.35, (38, 74, 88)), (0.7, (128, 158, 158)), (1, (232, 232, 220))), (226, 150, 84)),
    (ramp((0, (26, 18, 22)), (0.35, (88, 66, 70)), (0.7, (176, 148, 136)), (1, (246, 228, 204))), (196, 62, 48)),
)
# Ridges, tallest part of the height, lumps along the picture: a wide view, pillars of stone, foothills.
VIEWS = ((6, 0.30, 2.2), (5, 0.62, 5.5), (6, 0.24, 1.5), (5, 0.46, 3.4))


def ink_ridges(stage: Stage) -> Painter:
    """Ranges of hills, a low sun, birds."""
    colours, sun_colour = PAPERS[stage.pick(len(PAPERS))]
    count, tall, lumps = VIEWS[stage.view(len(VIEWS))]
    rng = stage.rng("ridges")
    wide = (round(stage.width * 1.22), stage.height)
    plates = [_ridge(wide, rng, index / (count - 1), tall, lumps) for index in range(count)]
    mist = grey(0.75 * smooth(noise((stage.width * 2, stage.height), rng, 1.3, 4, tall=0.4), 0.42, 0.85))
    ground = _ground(stage, rng, sun_colour, colours[255])
    spare = wide[0] - stage.width
    birds = rng.random((7, 3))

    def paint(u: float) -> Image.Image:
        tone = Image.new("L", stage.size, 255)
        for index, plate in enumerate(plates):
            depth = index / (count - 1)
            tone = ImageChops.multiply(tone, window(plate, stage.size, spare * (0.1 + u * (0.08 + 0.75 * depth**1.5))))
            if index in (1, 3):
                drift = window(mist, stage.size, stage.width * (0.15 + 0.3 * index * 0.2 + 0.16 * u * (1 + index)))
                tone = ImageChops.screen(tone, drift)
        if stage.shot % 2 == 0:
            _fly(tone, birds, u)
        return ImageChops.multiply(tint(tone, colours), ground)

    return paint


def _ridge(size: tuple[int, int], rng: np.random.Generator, depth: float, tall: float, lumps: float) -> Image.Image:
    """One range as brightness to multiply by: dark along its crest, lost in mist below."""
    width, height = size
    line = wave(width, rng, lumps * (0.8 + 0.5 * rng.random()), 7, 0.47)
    swell = tall * (0.55 + 0.45 * depth) * (1 if depth < 0.85 else 0.55)
    crest = (0.36 + 0.56 * depth**1.15 - swell * (0.5 * line + 0.28)) * height
    below = (np.arange(height, dtype=np.float32)[:, None] - crest[None, :]) / height
    folds = noise(size, rng, 9, 4, 0.62, tall=2.6)
    wash = noise(size, rng, 2.2, 4)
    strength = 0.26 + 0.66 * depth**1.2
    fall = np.exp(-np.clip(below, 0, 1) * (4.4 + 5 * wash * (1 - 0.4 * depth)))
    edge = smooth(below, -0.0012, 0.004 + 0.008 * (1 - depth))
    rim = np.exp(-np.clip(below, 0, 1) * 55) * 0.25
    stone = 0.62 + 0.75 * smooth(folds, 0.3, 0.75) * (0.35 + 0.65 * depth)
    ink: Field = edge * np.clip((fall * stone + rim) * strength, 0, 0.97)
    plate = grey(1 - ink)
    if depth > 0.45:
        _pines(plate, rng, crest, strength)
    return plate


def _pines(plate: Image.Image, rng: np.random.Generator, crest: Field, strength: float) -> None:
    """Pines along a crest: an upright and a few dabs, in groves."""
    draw = ImageDraw.Draw(plate)
    unit = plate.height
    groves = rng.random(5) * plate.width
    for _ in range(90):
        x = float(groves[rng.integers(5)] + rng.normal(0, 0.09) * unit)
        size = unit * (0.014 + 0.03 * rng.random()) * (0.6 + strength * 0.6)
        if not 2 < x < plate.width - 3:
            continue
        foot = float(crest[int(x)]) + unit * 0.004
        tone = int(255 * (1 - strength * (0.72 + 0.2 * rng.random())))
        draw.line((x, foot, x + size * 0.06, foot - size), fill=tone, width=max(1, round(unit / 480)))
        for step in range(5):
            y = foot - size * (0.3 + 0.16 * step)
            half = size * (0.30 - 0.05 * step) * (0.7 + 0.6 * rng.random())
            draw.ellipse((x - half, y - size * 0.05, x + half * 0.9, y + size * 0.05), fill=tone)


def _ground(stage: Stage, rng: np.random.Generator, sun: tuple[int, int, int], paper: object) -> Image.Image:
    """Paper fibre and a sun behind the mist, as colours to multiply by."""
    fibre = 0.93 + 0.07 * noise(stage.size, rng, 60, 3, 0.7, tall=0.5)
    aged = 0.86 + 0.14 * noise(stage.size, rng, 1.2, 3)
    light = np.repeat((fibre * aged * 255)[..., None], 3, axis=2)
    if stage.view(3) != 2:
        x = (np.arange(stage.width) - stage.width * (0.32 + 0.36 * rng.random())) / stage.height
        y = (np.arange(stage.height) - stage.height * 0.27) / stage.height
        far = np.sqrt(x[None, :] ** 2 + y[:, None] ** 2).astype(np.float32)
        mottled = noise(stage.size, rng, 6, 3)
        disc = (1 - smooth(far, 0.082, 0.087)) * (0.75 + 0.25 * mottled) + 0.16 * np.exp(-far * 7)
        tone = np.array(sun, np.float32) / 235
        light *= 1 - disc[..., None] * (1 - np.clip(tone, 0, 1))
    return rgb(light.astype(np.float32))


def _fly(tone: Image.Image, birds: Field, u: float) -> None:
    """A loose skein of birds crossing, wings opening and closing."""
    draw = ImageDraw.Draw(tone)
    unit = tone.height
    for index, (a, b, c) in enumerate(birds):
        x = tone.width * (0.62 + 0.12 * a - 0.22 * u) + index * unit * 0.03
        y = unit * (0.2 + 0.07 * b - 0.05 * u) + index * unit * 0.008
        span = unit * (0.010 + 0.006 * c)
        lift = span * (0.45 + 0.4 * np.sin(u * 60 * (0.8 + 0.4 * c) + index * 2))
        wing = np.array([(x - span, y - lift), (x - span * 0.4, y - lift * 0.6), (x, y),
                         (x + span * 0.4, y - lift * 0.6), (x + span, y - lift)])  # fmt: skip
        stroke(draw, wing, [max(1.0, unit / 420)] * 5, 60)
