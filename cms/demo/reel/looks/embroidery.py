"""Embroidery of Chu: silk threads that draw a phoenix, stitch by stitch."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from cms.demo.reel.canvas import Colour, grey, noise, shade, vignette
from cms.demo.reel.looks.base import Painter
from cms.demo.reel.looks.phoenix import phoenix
from cms.demo.reel.spec import Stage

# Cloth, then the silks: tail, wing, body, eyes of the plumes.
SILKS: tuple[tuple[Colour, tuple[Colour, ...]], ...] = (
    ((22, 26, 44), ((214, 72, 44), (232, 164, 62), (240, 214, 150), (66, 152, 150))),
    ((62, 16, 20), ((226, 178, 84), (238, 214, 156), (214, 92, 54), (58, 128, 118))),
    ((18, 38, 36), ((226, 222, 200), (126, 178, 164), (226, 164, 88), (196, 72, 60))),
)
# How near, and where the middle of the picture is on the bird (parts of the height).
FRAMES = ((1.0, 0.25, 0.0), (2.0, -0.18, -0.16), (1.04, 0.25, 0.0), (1.7, 0.5, 0.1))


def embroidery_phoenix(stage: Stage) -> Painter:
    """The bird grows from eye to tail; later shots stand closer and start further on."""
    cloth, silks = SILKS[stage.pick(len(SILKS))]
    rng = stage.rng("stitches", every_shot=True)
    near, cx, cy = FRAMES[stage.shot % len(FRAMES)]
    stitches = phoenix(rng)
    scale = 2 * stage.height * near * 0.98
    middle = np.array([stage.width - cx * scale, stage.height - cy * scale])
    drawn = Image.new("RGB", (stage.width * 2, stage.height * 2), cloth)
    drawn.paste(_cloth((stage.width * 2, stage.height * 2), cloth, stage))
    draw = ImageDraw.Draw(drawn)
    fall = grey(vignette(stage, 0.62))
    start = (0.02, 0.20, 0.62, 0.55)[stage.shot % 4]
    end = (0.60, 0.50, 1.0, 1.0)[stage.shot % 4]
    done = [0]
    clean = drawn.copy()
    tones = _tones(stitches, silks, rng)
    ends = np.stack([stitches[:, 0:2], stitches[:, 2:4]], 1) * scale + middle
    thick = max(2, round(scale / 430))

    def paint(u: float) -> Image.Image:
        until = int(len(stitches) * (start + (end - start) * u))
        if until < done[0]:
            drawn.paste(clean)
            done[0] = 0
        for index in range(done[0], until):
            _stitch(draw, ends[index], tones[index], thick)
        done[0] = until
        return shade(drawn.resize(stage.size, Image.Resampling.BOX), fall)

    return paint


def _tones(stitches: NDArray[np.float64], silks: tuple[Colour, ...], rng: np.random.Generator) -> list[Colour]:
    """A colour for each stitch: its silk, its sheen by the angle it lies at, and a hair of chance."""
    angle = np.arctan2(stitches[:, 3] - stitches[:, 1], stitches[:, 2] - stitches[:, 0])
    sheen = 0.62 + 0.5 * np.abs(np.cos(angle - 0.7)) ** 3 + 0.10 * rng.standard_normal(len(stitches))
    base = np.array([silks[int(kind)] for kind in stitches[:, 4]], np.float64)
    tones = np.clip(base * sheen[:, None], 0, 255).astype(int)
    return [(int(r), int(g), int(b)) for r, g, b in tones]


def _stitch(draw: ImageDraw.ImageDraw, ends: NDArray[np.float64], tone: Colour, thick: int) -> None:
    """One thread with the shadow it throws on the cloth."""
    (x0, y0), (x1, y1) = ends
    shadow = (tone[0] // 4, tone[1] // 4, tone[2] // 4)
    draw.line((x0 + 1, y0 + thick, x1 + 1, y1 + thick), fill=shadow, width=thick)
    draw.line((x0, y0, x1, y1), fill=tone, width=thick)


def _cloth(size: tuple[int, int], colour: Colour, stage: Stage) -> Image.Image:
    """Plain silk: warp and weft, a slow unevenness."""
    width, height = size
    pitch = height / 240
    x = np.arange(width, dtype=np.float32)[None, :] / pitch
    y = np.arange(height, dtype=np.float32)[:, None] / pitch
    weave = 0.80 + 0.10 * np.sin(x * 3.1416 + np.floor(y) * 3.1416) + 0.06 * np.sin(y * 6.2832)
    slub = noise(size, stage.rng("slub"), 26, 2, tall=0.12)
    uneven = noise(size, stage.rng("cloth"), 1.4, 3)
    light = grey(np.clip(weave * (0.62 + 0.42 * uneven) * (0.86 + 0.2 * slub), 0, 1))
    base = Image.new("RGB", size, tuple(min(255, int(c * 1.45) + 6) for c in colour))
    return shade(base, light.filter(ImageFilter.GaussianBlur(0.6)))
