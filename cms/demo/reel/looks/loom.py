"""A loom from close by: brocade growing pick by pick, raking light, the shuttle's flash."""

import numpy as np
from PIL import Image

from cms.demo.reel.canvas import Colour, Field, axes, colour_mix, noise, rgb, smooth, soften
from cms.demo.reel.looks.base import Painter
from cms.demo.reel.spec import Stage

# Ground silk, pattern silk, second pattern, warp, lamp.
CLOTHS: tuple[tuple[Colour, Colour, Colour, Colour, Colour], ...] = (
    ((128, 30, 34), (226, 178, 92), (240, 224, 186), (196, 170, 140), (255, 226, 180)),
    ((26, 62, 84), (222, 196, 140), (196, 88, 60), (186, 186, 176), (255, 236, 206)),
    ((58, 40, 66), (206, 170, 190), (232, 196, 112), (190, 172, 170), (255, 222, 190)),
)
VIEWS = (74, 46, 110, 60)  # picks to a picture's height


def loom(stage: Stage) -> Painter:
    """Cloth below the fell, bare warp above it; the fell climbs with every pick."""
    ground, gold, second, warp, lamp = CLOTHS[stage.pick(len(CLOTHS))]
    rng = stage.rng("loom")
    picks = VIEWS[stage.view(len(VIEWS))]
    x, y = axes(stage)
    u_, v_ = (x + 0 * y) * picks, (y + 0 * x) * picks
    sway = 0.5 * (noise(stage.size, rng, 2, 3) - 0.5)
    u_, v_ = u_ + sway, v_ + 0.8 * sway
    design, other = _design(u_, v_, picks, rng)
    over = smooth(design, 0.42, 0.58)
    cloth, height = _woven(u_, v_, over)
    silk = colour_mix(ground, gold, over)
    part = smooth(other, 0.45, 0.55)[..., None] * over[..., None]
    silk = silk * (1 - part) + np.array(second, np.float32) * part
    slub = (0.86 + 0.28 * noise(stage.size, rng, 40, 2, tall=0.12))[..., None]
    threads, gaps = _warp(u_)
    bare = (
        (0.45 * np.array(warp, np.float32) + 0.55 * np.array(ground, np.float32))
        * 1.25
        * threads[..., None]
        * (0.62 + 0.3 * noise(stage.size, rng, 1.6, 3))[..., None]
    )
    depth = soften(height, stage.height / 90)
    near = np.exp(-((y + 0 * x - 0.05) ** 2) / 0.30)
    sheen_from = (u_ / picks * 0.9 + 0.35 * depth + 0.12 * sway).astype(np.float32)
    woven = (silk * cloth[..., None] * slub * near[..., None]).astype(np.float32)
    bare = (bare * (0.55 * near + 0.15)[..., None] * (1 - 0.6 * gaps)[..., None]).astype(np.float32)
    light = np.array(lamp, np.float32)
    gloss = (cloth**3 * (0.35 + 0.65 * over) * near * 0.42).astype(np.float32)
    reach = (0.30, 0.22, 0.36)[stage.view(3)]
    rows_y = (np.arange(stage.height) / stage.height - 0.5).astype(np.float32)

    def paint(u: float) -> Image.Image:
        fell = 0.10 - reach * 1.35 * u
        beat = (u * stage.seconds * 1.6) % 1
        line = int(np.searchsorted(rows_y, np.floor(fell * picks) / picks))
        line = min(max(line, 1), stage.height - 1)
        across = sheen_from[line:] - np.float32(-0.7 + 1.4 * u)
        shine = np.float32(0.55) + np.float32(0.75) * np.exp(-(across * across) * np.float32(5))
        picture = np.empty((stage.height, stage.width, 3), np.float32)
        picture[:line] = bare[:line]
        picture[line:] = woven[line:] * shine[..., None] + light * (gloss[line:] * (shine - np.float32(0.5)))[..., None]
        edge = min(stage.height, line + max(2, stage.height // 60))
        picture[line:edge] *= np.linspace(0.35, 1, edge - line, dtype=np.float32)[:, None, None]
        _shuttle(picture, stage, line, beat, light)
        return rgb(picture)

    return paint


def _design(u: Field, v: Field, picks: int, rng: np.random.Generator) -> tuple[Field, Field]:
    """A brocade: lozenges that hold a flower, linked by small squares; stepped to the threads as a loom would."""
    s, t = np.floor(u) + 0.5, np.floor(v) + 0.5
    size = 23.0
    row = np.floor(t / size)
    a = (s + size * 0.5 * (row % 2)) / size % 1 - 0.5
    b = t / size % 1 - 0.5
    diamond = np.abs(a) + np.abs(b)
    frame = np.abs(diamond - 0.43) < 0.035
    far, turn = np.hypot(a, b), np.arctan2(b, a)
    flower = (far < 0.13 + 0.13 * np.abs(np.cos(2 * turn))) & (far > 0.10)
    hook = np.abs(np.abs(a) - 0.5) + np.abs(np.abs(b) - 0.5) < 0.13
    heart = far < 0.055
    ring = np.abs(diamond - 0.34) < 0.022
    pattern = (frame | flower | hook | heart | ring).astype(np.float32)
    return pattern, (heart | ring | hook).astype(np.float32) + np.float32(0.01 * rng.random())


def _woven(u: Field, v: Field, over: Field) -> tuple[Field, Field]:
    """Light and height of the weave: weft floats where the pattern is, satin warp where it is not."""
    across, along = u - np.floor(u) - 0.5, v - np.floor(v) - 0.5
    weft = np.sqrt(np.clip(1 - (along * 1.9) ** 2, 0, 1))
    warp = np.sqrt(np.clip(1 - (across * 2.0) ** 2, 0, 1))
    twill = 0.5 + 0.5 * np.cos((np.floor(v) * 2 + np.floor(u)) * 2 * np.pi / 5)
    plain = 0.40 + 0.50 * warp * (0.7 + 0.3 * twill)
    strand = 0.86 + 0.14 * np.cos(along * 26)
    light = over * (0.30 + 0.78 * weft * strand) + (1 - over) * plain
    return light.astype(np.float32), (over * 0.6 + 0.2 * weft).astype(np.float32)


def _warp(u: Field) -> tuple[Field, Field]:
    """Bare threads under tension, two by two, dark between."""
    place = u - np.floor(u) - 0.5
    thread = np.sqrt(np.clip(1 - (place * 2.5) ** 2, 0, 1)) * (0.75 + 0.25 * (np.floor(u) % 2))
    return thread.astype(np.float32), (np.abs(place) > 0.42).astype(np.float32)


def _shuttle(picture: Field, stage: Stage, line: int, beat: float, light: Field) -> None:
    """The thread just thrown: a bright line that runs across above the fell, its flash at the tip."""
    if beat > 0.55:
        return
    tip = beat / 0.5 * 1.2 * stage.width
    y = line - max(2, stage.height // 70)
    if y < 3:
        return
    thick = max(1, stage.height // 260)
    x = np.arange(stage.width, dtype=np.float32)
    trail = np.clip((tip - x) / (0.02 * stage.width), 0, 1) * 0.75
    flash = np.exp(-(((x - tip) / (0.035 * stage.width)) ** 2))
    strength = np.clip(trail + flash, 0, 1)[None, :, None]
    band = picture[y : y + thick]
    band += (light * 0.85 - band) * strength
    halo = picture[max(0, y - 5 * thick) : y + 6 * thick]
    halo += light * (0.30 * flash)[None, :, None]
