"""Rain on glass before neon: lights out of focus, drops that hold them upside down, some running."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from cms.demo.reel.canvas import BICUBIC, Colour, Field, noise, rgb, smooth, vignette
from cms.demo.reel.looks.base import Painter
from cms.demo.reel.spec import Stage

# Night, then the lights.
STREETS: tuple[tuple[Colour, tuple[Colour, ...]], ...] = (
    ((10, 12, 24), ((255, 66, 92), (64, 196, 214), (255, 176, 84), (232, 224, 210), (196, 84, 220))),
    ((8, 18, 22), ((70, 226, 176), (255, 190, 96), (240, 84, 70), (210, 232, 226), (60, 140, 220))),
    ((20, 10, 20), ((255, 120, 60), (255, 70, 120), (255, 210, 130), (120, 150, 255), (240, 220, 210))),
)


def neon_rain(stage: Stage) -> Painter:
    """The street is painted wide and slides by; drops look it up through a table of where they bend the light."""
    night, lights = STREETS[stage.pick(len(STREETS))]
    rng = stage.rng("neon")
    spare = round(stage.height * 0.30)
    street = _street(stage, night, lights, rng, spare)
    across, down, bright = _drops(stage, rng)
    bent = np.flatnonzero((across != 0) | (down != 0))
    rows, columns = np.divmod(bent, stage.width)
    look_row = np.clip(rows + down.ravel()[bent], 0, stage.height - 1).astype(np.int32)
    look_column = columns + across.ravel()[bent].astype(np.int32)
    rim = bright.ravel()[bent][:, None]
    fall = (vignette(stage, 0.6) * 256).astype(np.uint16)[..., None]
    runners = rng.random((11, 6))
    clear = np.asarray(street, np.uint8)

    def paint(u: float) -> Image.Image:
        t = u * stage.seconds
        left = spare * (0.15 + 0.6 * u)
        whole, part = int(left), left - int(left)
        view = clear[:, whole : whole + stage.width]
        after = clear[:, whole + 1 : whole + 1 + stage.width]
        seen = view.astype(np.int16) + ((after.astype(np.int16) - view) * part).astype(np.int16)
        flat = seen.reshape(-1, 3)
        wide = clear[look_row, np.clip(look_column + whole, 0, clear.shape[1] - 1)]
        flat[bent] = np.clip(wide * rim + 10 * (rim > 1), 0, 255)
        for runner in runners:
            _run(seen, clear, whole, stage, runner, t)
        return Image.fromarray(((np.clip(seen, 0, 255).astype(np.uint16) * fall) >> 8).astype(np.uint8))

    return paint


def _street(
    stage: Stage, night: Colour, lights: tuple[Colour, ...], rng: np.random.Generator, spare: int
) -> Image.Image:
    """Signs and lamps as discs out of focus, long reflections on the wet road below."""
    size = (stage.width + spare + 2, stage.height)
    colour = np.array(night, np.float32) * (0.6 + 0.9 * noise(size, rng, 1.5, 3))[..., None]
    picture = rgb(colour)
    light: Field = np.zeros((size[1], size[0], 3), np.float32)
    for index in range(64):
        shade = np.array(lights[int(rng.integers(len(lights)))], np.float32)
        far = index < 40
        r = stage.height * ((0.018 + 0.035 * rng.random()) if far else (0.05 + 0.075 * rng.random()))
        x, y = rng.random() * size[0], stage.height * (0.12 + 0.50 * rng.random() ** 0.8 + (0.04 if far else 0))
        level = (0.55 + 0.45 * rng.random()) * (0.85 if far else 0.44)
        _disc(light, (x, y), r, shade * level)
        if y > stage.height * 0.3:
            _smear(light, (x, stage.height * (0.72 + 0.1 * rng.random())), r, shade * level * 0.55, rng)
    lit = Image.fromarray(np.clip(light, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(stage.height / 190))
    haze = lit.resize((32, 14), Image.Resampling.BOX).resize(size, BICUBIC)
    total = np.asarray(picture, np.float32) + np.asarray(lit, np.float32) + 0.55 * np.asarray(haze, np.float32)
    return rgb(255 * (1 - np.exp(-total / 190)))


def _disc(light: Field, at: tuple[float, float], r: float, colour: NDArray[np.float32]) -> None:
    """A disc of blurred light, a little brighter at its rim."""
    x, y = at
    left, top = max(0, int(x - r - 2)), max(0, int(y - r - 2))
    part = light[top : int(y + r + 3), left : int(x + r + 3)]
    grid_y, grid_x = np.mgrid[0 : part.shape[0], 0 : part.shape[1]].astype(np.float32)
    far = np.hypot(grid_x + left - x, grid_y + top - y) / r
    part += ((1 - smooth(far, 0.93, 1.0)) * (0.72 + 0.4 * far**4))[..., None] * colour


def _smear(
    light: Field, at: tuple[float, float], r: float, colour: NDArray[np.float32], rng: np.random.Generator
) -> None:
    """The same light drawn out on the road."""
    x, y = at
    half = r * 0.9
    left, top = max(0, int(x - half * 2)), int(y)
    part = light[top:, left : int(x + half * 2)]
    grid_y, grid_x = np.mgrid[0 : part.shape[0], 0 : part.shape[1]].astype(np.float32)
    broken = 0.6 + 0.4 * np.sin(grid_y / max(1.0, r * 0.16) + 6 * rng.random())
    fade = np.exp(-grid_y / (r * 5)) * np.clip(grid_y / (r * 0.6), 0, 1)
    part += (np.exp(-(((grid_x + left - x) / half) ** 2)) * fade * broken)[..., None] * colour


def _drops(stage: Stage, rng: np.random.Generator) -> tuple[Field, Field, Field]:
    """Where each pixel under a drop looks instead (columns, rows), and how bright it is there."""
    shape = (stage.height, stage.width)
    across, down, bright = np.zeros(shape, np.float32), np.zeros(shape, np.float32), np.ones(shape, np.float32)
    close = (1.0, 1.9, 1.3)[stage.view(3)]
    for index in range(int(900 / close)):
        big = index < 90 / close
        r = stage.height * close * ((0.010 + 0.016 * rng.random() ** 2) if big else (0.0022 + 0.005 * rng.random()))
        x, y = rng.random() * stage.width, rng.random() * stage.height
        _drop((across, down, bright), (x, y), r, 1 + 0.35 * rng.random())
    return across, down, bright


def _drop(onto: tuple[Field, Field, Field], at: tuple[float, float], r: float, long: float) -> None:
    """One drop: a small lens that turns the street over, dark above, a glint below."""
    across, down, bright = onto
    x, y = at
    top, left = max(0, int(y - r * long - 1)), max(0, int(x - r - 1))
    box = np.s_[top : int(y + r * long + 2), left : int(x + r + 2)]
    rows, columns = across[box].shape
    if not rows or not columns:
        return
    gy, gx = np.mgrid[0:rows, 0:columns].astype(np.float32)
    dx, dy = (gx + left - x) / r, (gy + top - y) / (r * long)
    far = dx * dx + dy * dy
    inside = far < 1
    bulge = np.sqrt(np.clip(1 - far, 0, 1))
    across[box][inside] = (-dx * r * 9 * (1.1 - 0.5 * bulge))[inside]
    down[box][inside] = (-dy * r * 9 * (1.1 - 0.5 * bulge))[inside]
    glint = np.exp(-(((dx + 0.32) / 0.22) ** 2) - (((dy + 0.42) / 0.2) ** 2))
    shade = 0.42 + 0.80 * smooth(dy + 0.25 * bulge, -0.9, 0.7) - 0.45 * smooth(far, 0.72, 1.0) + 0.9 * glint
    bright[box][inside] = shade[inside]


def _run(seen: NDArray[np.int16], clear: NDArray[np.uint8], whole: int, stage: Stage, runner: Field, t: float) -> None:
    """A drop on its way down, by fits and starts, leaving the glass clean behind it."""
    a, b, c, d, e, f = (float(v) for v in runner)
    r = stage.height * (0.012 + 0.010 * c)
    fall = 0.05 * t * (0.5 + d) + 0.10 * np.floor(t * (0.3 + 0.5 * e) + f) * smooth(
        float((t * (0.3 + 0.5 * e) + f) % 1), 0.0, 0.3
    )
    y = ((b + float(fall)) % 1.25 - 0.12) * stage.height
    x = (a + 0.006 * np.sin(y / stage.height * 14 + 9 * f)) * stage.width
    top, left = max(0, int(y - r * 1.5)), max(0, int(x - r - 1))
    part = seen[top : max(0, int(y + r * 1.3)), left : int(x + r + 2)]
    if not part.size:
        return
    gy, gx = np.mgrid[0 : part.shape[0], 0 : part.shape[1]].astype(np.float32)
    dx, dy = (gx + left - x) / r, (gy + top - y) / (r * 1.25)
    far = dx * dx + dy * dy
    inside = smooth(1 - far, 0, 0.12)[..., None]
    row = np.clip(gy + top - dy * r * 10, 0, stage.height - 1).astype(int)
    column = np.clip(gx + left + whole - dx * r * 10, 0, clear.shape[1] - 1).astype(int)
    shade = (0.40 + 0.85 * smooth(dy, -0.9, 0.7) + 0.9 * np.exp(-((dx + 0.3) ** 2 + (dy + 0.4) ** 2) * 18))[..., None]
    part[:] = (part * (1 - inside) + np.clip(clear[row, column] * shade, 0, 255) * inside).astype(np.int16)
