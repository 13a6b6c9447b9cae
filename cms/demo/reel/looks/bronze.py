"""Bronze under a travelling light: cast thunder pattern, a mask, patina in the hollows."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from cms.demo.reel.canvas import Colour, Field, axes, colour_mix, ease, noise, rgb, smooth, soften
from cms.demo.reel.looks.base import Painter
from cms.demo.reel.spec import Stage

# Metal, patina, deep hollow, light.
METALS: tuple[tuple[Colour, Colour, Colour, Colour], ...] = (
    ((150, 112, 62), (62, 132, 112), (14, 22, 20), (255, 226, 176)),
    ((168, 128, 58), (74, 118, 128), (16, 18, 24), (255, 236, 200)),
    ((134, 92, 60), (88, 140, 92), (20, 18, 12), (255, 214, 160)),
)


# The hooks of half a mask: turns, place, reach, where it starts, width.
HOOKS = (
    (1.3, 0.62, -0.44, 0.24, 2.6, 0.085),
    (1.2, 0.80, 0.36, 0.20, -0.6, 0.075),
    (1.1, 0.26, 0.50, 0.15, 0.4, 0.065),
    (1.2, 1.12, -0.10, 0.22, 3.4, 0.075),
    (1.2, 1.30, 0.44, 0.15, 0.2, 0.06),
    (1.1, 1.24, -0.56, 0.14, 1.8, 0.055),
)


def bronze_patina(stage: Stage) -> Painter:
    """The wall of a vessel, raked by a light that passes."""
    metal, patina, hollow, lamp = METALS[stage.pick(len(METALS))]
    rng = stage.rng("bronze")
    relief = _relief(stage, rng)
    pits = noise(stage.size, rng, 34, 3, 0.7)
    height = relief + 0.10 * pits + 0.10 * noise(stage.size, rng, 7, 3)
    depth = stage.height / 480
    down, right = np.gradient(height * 5.2 * depth)
    length = np.sqrt(right**2 + down**2 + 1)
    nx, ny, nz = -right / length, -down / length, (1 / length).astype(np.float32)
    green = smooth(noise(stage.size, rng, 2.4, 5, 0.6) + 0.35 * (0.5 - relief), 0.30, 0.72)
    base = colour_mix(metal, patina, green)
    deep = smooth(relief, 0.05, 0.55)
    base = (0.25 + 0.75 * deep)[..., None] * base + np.array(hollow, np.float32) * (1 - deep)[..., None]
    fill = base * (0.10 + 0.34 * np.clip(0.55 * nx - 0.5 * ny + 0.35 * nz, 0, 1))[..., None]
    shine = (1.0 - 0.75 * green) * (0.4 + 0.6 * smooth(pits, 0.3, 0.7))
    x, y = axes(stage)
    from_left = stage.shot % 2 == 0
    warm = np.array(lamp, np.float32)

    def paint(u: float) -> Image.Image:
        way = ease(u) if from_left else 1 - ease(u)
        lx, ly = np.float32(stage.aspect * (-0.40 + 0.80 * way)), np.float32(-0.34 + 0.30 * np.sin(3 * u))
        dx, dy = lx - x, ly - y
        far = 1 / np.sqrt(dx * dx + dy * dy + np.float32(0.10))
        facing = (nx * dx + ny * dy + nz * np.float32(0.32)) * far
        np.clip(facing, 0, 1, out=facing)
        pool = np.minimum(far * np.float32(0.62), 1.08) ** 2
        square = facing * facing
        square *= square
        gleam = square * square * square * shine * pool
        lit = fill + base * (facing * pool)[..., None]
        lit += warm * (gleam * np.float32(0.5))[..., None]
        return rgb(lit)

    return paint


def _square_spiral(x: float, y: float, side: float, hand: int, turns: int = 3) -> NDArray[np.float64]:
    """The thunder pattern: a squared spiral from its edge to its eye."""
    points, step, half = [], side / (2 * turns + 1), side / 2
    left, top, right, bottom = x - half, y - half, x + half, y + half
    for _ in range(turns):
        points += [(left, bottom), (left, top), (right, top), (right, bottom - step)]
        left, top, right, bottom = left + step, top + step, right - step, bottom - step
        points.append((left, bottom))
    path = np.array(points)
    if hand < 0:
        path[:, 0] = 2 * x - path[:, 0]
    return path


def _thunder(draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], side: float) -> None:
    """A ground of squared spirals within a box."""
    left, top, right, bottom = box
    columns, rows = max(1, round((right - left) / side)), max(1, round((bottom - top) / side))
    for row in range(rows):
        for column in range(columns):
            path = _square_spiral(left + (column + 0.5) * side, top + (row + 0.5) * side, side * 0.88,
                                  1 if (row + column) % 2 else -1)  # fmt: skip
            draw.line([tuple(p) for p in path], fill=128, width=max(2, round(side * 0.075)), joint="curve")


def _mask(draw: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    """A face of hooks about a ridge: brows, eyes, horns, jaw; mirrored."""
    part = np.linspace(0, 1, 40)
    for side in (-1, 1):

        def at(points: list[tuple[float, float]], side: int = side) -> list[tuple[float, float]]:
            return [(x + side * px * size, y + py * size) for px, py in points]

        for turns, cx, cy, reach, start, width in HOOKS:
            angle = start + turns * 2 * np.pi * part
            radius = reach * (0.25 + 0.75 * part)
            curl = [(float(cx + r * np.cos(a)), float(cy + r * np.sin(a))) for a, r in zip(angle, radius, strict=True)]
            draw.line(at(curl), fill=235, width=round(size * width), joint="curve")
        draw.line(at([(0.08, -0.12), (0.3, -0.26), (0.62, -0.2), (0.84, -0.02)]), fill=235, width=round(size * 0.09),
                  joint="curve")  # fmt: skip
        draw.line(at([(0.06, 0.30), (0.34, 0.24), (0.58, 0.34), (0.56, 0.56)]), fill=225, width=round(size * 0.075),
                  joint="curve")  # fmt: skip
        ex, ey = x + side * 0.40 * size, y + 0.02 * size
        draw.ellipse((ex - 0.17 * size, ey - 0.12 * size, ex + 0.17 * size, ey + 0.12 * size), fill=20)
        draw.ellipse((ex - 0.115 * size, ey - 0.09 * size, ex + 0.115 * size, ey + 0.09 * size), fill=255)
    draw.rectangle((x - 0.03 * size, y - 0.75 * size, x + 0.03 * size, y + 0.7 * size), fill=250)


def _relief(stage: Stage, rng: np.random.Generator) -> Field:
    """The cast surface, 0…1."""
    width, height = stage.width * 2, stage.height * 2
    sheet = Image.new("L", (width, height), 60)
    draw = ImageDraw.Draw(sheet)
    view = stage.view(3)
    side = height * (0.085, 0.06, 0.17)[view]
    band = (0.10, 0.90) if view != 1 else (0.30, 0.70)
    _thunder(draw, (0, height * band[0], width, height * band[1]), side)
    for edge in band if view != 2 else ():
        draw.rectangle((0, height * edge - height * 0.02, width, height * edge + height * 0.012), fill=215)
    if view == 0:
        _mask(draw, width * 0.5, height * 0.5, height * 0.47)
    elif view == 1:
        for index in range(int(width / (height * 0.16)) + 1):
            x = (index + 0.5) * height * 0.16
            for y in (0.17, 0.83):
                boss = height * 0.045
                draw.ellipse((x - boss, y * height - boss, x + boss, y * height + boss), fill=240)
    cast = sheet.resize(stage.size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(stage.height / 420))
    field = np.asarray(cast, np.float32) / 255
    round_bosses = soften(field, stage.height / 60)
    return (0.72 * field + 0.28 * round_bosses + 0.04 * rng.random()).astype(np.float32)
