"""Brush strokes that grow on paper: wet and dry, with flying white, a bloom of ink, a seal."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from cms.demo.reel.canvas import Colour, Field, noise, rgb, smooth, soften
from cms.demo.reel.looks.base import Painter
from cms.demo.reel.looks.phoenix import curve
from cms.demo.reel.spec import Stage

# Paper, ink, seal.
SHEETS: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((238, 230, 210), (18, 18, 22), (188, 42, 30)),
    ((24, 22, 24), (226, 190, 118), (196, 52, 36)),
    ((222, 214, 196), (30, 42, 66), (176, 58, 38)),
)
Way = tuple[tuple[float, float], ...]
# Strokes of each shot: points (parts of the height, from the middle), and how wide the brush is laid.
VIEWS: tuple[tuple[tuple[Way, float], ...], ...] = (
    (
        (
            (
                (-0.98, -0.02),
                (-0.70, -0.20),
                (-0.36, -0.24),
                (-0.20, -0.02),
                (-0.42, 0.20),
                (-0.62, 0.06),
                (-0.40, -0.10),
            ),
            0.085,
        ),
        (((-0.20, -0.30), (0.02, -0.12), (0.04, 0.16), (-0.04, 0.34)), 0.10),
        (((0.10, -0.12), (0.34, -0.26), (0.54, -0.14), (0.36, 0.06), (0.30, 0.20), (0.62, 0.24), (1.0, 0.02)), 0.075),
    ),
    (
        (((-1.15, 0.16), (-0.60, 0.02), (0.0, -0.10), (0.55, -0.06), (1.15, -0.22)), 0.20),
        (((0.20, -0.46), (0.16, -0.10), (0.02, 0.22), (-0.34, 0.46)), 0.15),
    ),
    (
        (
            (
                (0.42, 0.0),
                (0.26, -0.33),
                (-0.20, -0.36),
                (-0.44, -0.06),
                (-0.30, 0.30),
                (0.10, 0.38),
                (0.40, 0.20),
                (0.46, 0.02),
            ),
            0.13,
        ),
    ),
)


def calligraphy(stage: Stage) -> Painter:
    """The brush comes in, writes, lifts; the seal is set last."""
    paper, ink, seal = SHEETS[stage.pick(len(SHEETS))]
    rng = stage.rng("brush")
    strokes = VIEWS[stage.view(len(VIEWS))]
    black: Field = np.zeros((stage.height, stage.width), np.float32)
    when: Field = np.full((stage.height, stage.width), 9, np.float32)
    share = 0.86 / len(strokes)
    for index, (way, width) in enumerate(strokes):
        _lay(stage, rng, (black, when), (way, width), (0.03 + share * index, share * 0.86))
    bloom = soften(black, stage.height / 14) * 0.30 + soften(black, stage.height / 40) * 0.22
    late = np.minimum(when, 1.2)
    late = soften(np.where(when > 2, 1.2, late).astype(np.float32), stage.height / 20)
    fibre = noise(stage.size, rng, 70, 3, 0.7, tall=0.6)
    aged = noise(stage.size, rng, 1.3, 4)
    sheet = np.array(paper, np.float32) * (0.88 + 0.06 * aged + 0.07 * fibre)[..., None]
    grainy = (0.75 + 0.5 * fibre).astype(np.float32)
    mark = _seal(stage, rng)
    cover = np.array(ink, np.float32)

    def paint(u: float) -> Image.Image:
        fresh = np.clip((np.float32(u) - when) * 220, 0, 1)
        wet = np.clip((np.float32(u) - late) * 3.5, 0, 1)
        wash = np.clip(black * fresh + bloom * wet * grainy * (1 - black * fresh), 0, 1)
        picture = rgb(sheet + (cover - sheet) * wash[..., None])
        if u > 0.9:
            picture.paste(seal, mark[1], mark[0])
        return picture

    return paint


def _lay(
    stage: Stage,
    rng: np.random.Generator,
    onto: tuple[Field, Field],
    stroke: tuple[Way, float],
    time: tuple[float, float],
) -> None:
    """One stroke as hundreds of hairs: how black each pixel becomes, and when."""
    black, when = onto
    way, width = stroke
    unit = stage.height
    spine = curve(*way, steps=360)
    heading = np.gradient(spine, axis=0)
    heading /= np.linalg.norm(heading, axis=1, keepdims=True) + 1e-9
    across = np.stack([-heading[:, 1], heading[:, 0]], 1)
    part = np.linspace(0, 1, len(spine))
    press = 0.55 + 0.45 * np.sin(np.pi * part * 2.3 + 0.6) ** 2
    press *= np.clip(part * 14, 0.62, 1) * np.clip((1 - part) * 7, 0.05, 1)
    hairs = 170
    clumps = np.interp(np.linspace(0, 1, hairs), np.linspace(0, 1, 12), rng.random(12))
    sheet = Image.new("L", (stage.width * 2, stage.height * 2))
    draw = ImageDraw.Draw(sheet)
    middle = np.array([stage.width / 2, stage.height / 2])
    for place, clump in zip(np.linspace(-1, 1, hairs), clumps, strict=True):
        shift = place + 0.02 * rng.standard_normal()
        edge = spine + across * (width * 0.5 * press * shift)[:, None] + 0.0012 * rng.standard_normal(2)
        late = round(14 * (1 - np.sqrt(1 - min(1.0, place * place))))
        points = (edge * unit * 2 + middle * 2)[late:]
        runs_dry = 0.30 + 0.85 * clump + 0.12 * rng.random() - 0.10 * abs(place)
        tone = int(215 + 40 * rng.random())
        _hair(draw, points, part[late:], (runs_dry, tone, width * unit * 2 / hairs * 2.6), rng)
    late = _arrival(stage, spine * unit + middle)
    inked = np.asarray(sheet.resize(stage.size, Image.Resampling.BOX), np.float32) / 255
    fresh = inked > 0.004
    black[:] = np.maximum(black, inked)
    when[:] = np.where(fresh, np.minimum(when, time[0] + time[1] * late), when)


def _hair(
    draw: ImageDraw.ImageDraw, points: NDArray[np.float64], part: Field, kind: tuple[float, int, float],
    rng: np.random.Generator,
) -> None:  # fmt: skip
    """One hair: whole while wet, broken where it has run dry."""
    dry, tone, thick = kind
    line = max(1, round(thick))
    step = 6
    for start in range(0, len(points) - 1, step):
        if part[start] > dry and rng.random() < 0.25 + 1.5 * (part[start] - dry):
            continue
        piece = [tuple(p) for p in points[start : start + step + 1]]
        draw.line(piece, fill=tone, width=line)


def _arrival(stage: Stage, spine: NDArray[np.float64]) -> Field:
    """When the brush first comes near each pixel, 0…1, on a coarse grid made smooth."""
    step = 6
    columns, rows = stage.width // step + 1, stage.height // step + 1
    x, y = np.meshgrid(np.arange(columns) * step, np.arange(rows) * step)
    places = np.stack([x.ravel(), y.ravel()], 1).astype(np.float32)
    path = spine[::4].astype(np.float32)
    far = ((places[:, None, :] - path[None, :, :]) ** 2).sum(2)
    nearest = far.argmin(1) / (len(path) - 1)
    grid = nearest.reshape(rows, columns).astype(np.float32)
    return np.asarray(
        Image.fromarray(grid).resize((columns * step, rows * step), Image.Resampling.BILINEAR), np.float32
    )[: stage.height, : stage.width]


def _seal(stage: Stage, rng: np.random.Generator) -> tuple[Image.Image, tuple[int, int]]:
    """A square seal of abstract lines, worn at its edges; and where it is set."""
    side = round(stage.height * 0.105)
    mask = Image.new("L", (side * 4, side * 4), 240)
    draw = ImageDraw.Draw(mask)
    unit = side * 4
    lines = (((0.16, 0.2), (0.44, 0.2), (0.44, 0.5), (0.18, 0.5), (0.18, 0.82), (0.44, 0.82)),
             ((0.58, 0.18), (0.84, 0.18), (0.84, 0.42), (0.58, 0.42), (0.58, 0.62), (0.84, 0.62), (0.84, 0.84),
              (0.58, 0.84)),
             ((0.31, 0.34), (0.31, 0.66)))  # fmt: skip
    for line in lines:
        draw.line([(x * unit, y * unit) for x, y in line], fill=0, width=round(unit * 0.055), joint="curve")
    worn = smooth(noise((side, side), rng, 9, 3, 0.7), 0.16, 0.40)
    stamp = np.asarray(mask.resize((side, side), Image.Resampling.BOX), np.float32) / 255 * worn
    x, y = ((0.80, 0.66), (0.12, 0.70), (0.74, 0.70))[stage.view(3)]
    return Image.fromarray((stamp * 235).astype(np.uint8)), (round(x * stage.width), round(y * stage.height))
