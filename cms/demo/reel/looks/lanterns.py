"""Paper lanterns rising from a valley at nightfall, warm light on their bellies."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cms.demo.reel.canvas import BILINEAR, Colour, axes, grey, noise, ramp, rgb, smooth, tint, wave
from cms.demo.reel.looks.base import Painter
from cms.demo.reel.spec import Stage

# Sky above, at the hills, hills, paper in the light, flame.
EVENINGS: tuple[tuple[Colour, Colour, Colour, Colour, Colour], ...] = (
    ((14, 20, 48), (86, 62, 92), (10, 12, 26), (255, 164, 74), (255, 236, 176)),
    ((8, 26, 38), (58, 98, 104), (6, 16, 22), (255, 178, 96), (255, 242, 200)),
    ((36, 16, 40), (150, 70, 78), (20, 10, 22), (255, 150, 70), (255, 226, 160)),
)
Halves = list[tuple[Image.Image, Image.Image]]
# How many, and how large the nearest (parts of the height).
VIEWS = ((64, 0.20), (16, 0.46), (110, 0.13), (26, 0.30))


def paper_lanterns(stage: Stage) -> Painter:
    """Far ones first; each drifts, sways, and flickers at its own pace."""
    upper, low, hill, paper, flame = EVENINGS[stage.pick(len(EVENINGS))]
    rng = stage.rng("lanterns")
    count, largest = VIEWS[stage.view(len(VIEWS))]
    ground = _valley(stage, (upper, low, hill, paper), rng)
    plates = [_lantern(round(stage.height * largest * 0.5), rng.random(), paper, flame) for _ in range(3)]
    depths = np.sort(rng.random(count) ** 1.15)
    places = rng.random((count, 5))
    sizes = [(0.16 + 0.84 * depth) * largest * stage.height for depth in depths]

    def paint(u: float) -> Image.Image:
        t = u * stage.seconds
        picture = ground.copy()
        for index, (depth, size, (a, b, c, d, e)) in enumerate(zip(depths, sizes, places, strict=True)):
            speed = (0.012 + 0.030 * depth) * (0.7 + 0.6 * e)
            x = (a * 1.1 - 0.05 + 0.006 * t * (depth + 0.3) + 0.008 * np.sin(0.6 * t + 6 * c)) * stage.width
            y = (1.15 - (b * 1.25 + speed * t) % 1.35) * stage.height
            light = 0.86 + 0.10 * np.sin(t * (5 + 3 * d) + 9 * c) * np.sin(t * 2.3 + d)
            lit = plates[index % 3]
            _place(
                picture, lit, (float(x), float(y)), size / (lit[0][0].height / 2), light * (0.66 + 0.34 * depth) * 1.12
            )
        return picture

    return paint


def _place(picture: Image.Image, lanterns: Halves, at: tuple[float, float], scale: float, light: float) -> None:
    """One lantern, placed to parts of a pixel, from the copy nearest its size: its light is added, its paper covers."""
    body, _ = lanterns[0]
    width, height = max(3, round(body.width * scale)) + 2, max(3, round(body.height * scale)) + 2
    left, top = at[0] - width / 2, at[1] - height / 2
    column, row = int(np.floor(left)), int(np.floor(top))
    if column > picture.width or row > picture.height or column + width < 0 or row + height < 0:
        return
    halved = min(len(lanterns) - 1, max(0, int(-np.log2(scale))))
    source, mask = lanterns[halved]
    step = source.width / body.width / scale
    matrix = (step, 0, -(left - column) * step, 0, step, -(top - row) * step)
    table = [min(255, int(v * light)) for v in range(256)] * 3
    seen = source.transform((width, height), Image.Transform.AFFINE, matrix, BILINEAR).point(table)
    hidden = mask.transform((width, height), Image.Transform.AFFINE, matrix, BILINEAR)
    box = (column, row, column + width, row + height)
    behind = picture.crop(box)
    behind.paste((0, 0, 0), (0, 0), hidden)
    picture.paste(ImageChops.screen(behind, seen), box[:2])


def _lantern(size: int, chance: float, paper: Colour, flame: Colour) -> Halves:
    """A sky lantern in its glow: colours to add, and what it hides; whole, halved, quartered."""
    side = max(24, size) * 4
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side - 0.5
    up = (y + 0.16) / 0.32  # 0 at the crown, 1 at the mouth
    half = 0.118 * np.clip(np.sin(np.clip(up * 0.82 + 0.16, 0, 1) * np.pi), 0, 1) ** 0.42 * (1 - 0.22 * up)
    inside = smooth(half - np.abs(x), -0.002, 0.004) * smooth(up, 0.0, 0.03) * (1 - smooth(up, 0.97, 1.0))
    round_ = np.sqrt(np.clip(1 - (x / np.maximum(half, 1e-3)) ** 2, 0, 1))
    ribs = 0.86 + 0.14 * np.abs(np.cos((np.arcsin(np.clip(x / np.maximum(half, 1e-3), -1, 1)) + chance) * 4))
    warmth = np.clip(0.40 + 0.85 * np.clip(up, 0, 1) ** 1.5, 0, 1) * (0.45 + 0.55 * round_) * ribs
    fire = np.exp(-(((x / 0.035) ** 2) + ((y - 0.12) / 0.05) ** 2)) * inside
    mouth = np.exp(-(((x / (0.085)) ** 2) + ((y - 0.158) / 0.006) ** 2)) * 0.9
    far = np.sqrt(x**2 + (y - 0.05) ** 2)
    glow = 0.40 * np.exp(-far * 9.5) * (1 - inside) * np.clip((0.5 - far) * 5, 0, 1)
    amount = (inside * warmth * 0.92 + glow)[..., None]
    hot = np.clip(fire * 0.9 + mouth * inside, 0, 1)[..., None]
    colour = np.array(paper, np.float32) * amount + np.array(flame, np.float32) * hot
    whole = (rgb(colour), grey(inside))
    return [whole, *((whole[0].reduce(n), whole[1].reduce(n)) for n in (2, 4))]


def _valley(stage: Stage, colours: tuple[Colour, Colour, Colour, Colour], rng: np.random.Generator) -> Image.Image:
    """Dusk, stars, two ridges, the lights of a village."""
    upper, low, hill, paper = colours
    x, y = axes(stage)
    height = np.clip(y + 0.5, 0, 1)
    cloud = smooth(noise(stage.size, rng, 3, 5, 0.55, tall=0.3), 0.45, 0.9)
    colour = (
        np.array(upper, np.float32)
        + (np.array(low, np.float32) - np.array(upper, np.float32)) * (height**1.7)[..., None]
    )
    colour = colour + 16 * cloud[..., None] * height[..., None] + 0 * x[..., None]
    for depth in range(3):
        line = wave(stage.width, rng, 3 + depth, 6)
        crest = 0.80 + 0.075 * depth - 0.075 * line
        below = height - crest[None, :]
        inside = smooth(below, -0.001, 0.003)[..., None]
        part = (0.5, 0.24, 0.0)[depth]
        tone = np.array(hill, np.float32) + (np.array(low, np.float32) - np.array(hill, np.float32)) * part
        mist = np.clip(below / 0.14, 0, 1)[..., None] * 0.16 * (2 - depth)
        colour = colour * (1 - inside) + (tone + (np.array(low, np.float32) - tone) * mist) * inside
    picture = rgb(colour)
    sparks = Image.new("L", stage.size)
    draw = ImageDraw.Draw(sparks)
    for _ in range(120):
        px, py = (
            stage.width * (0.5 + 0.16 * rng.standard_normal()),
            stage.height * (0.90 + 0.035 * rng.standard_normal()),
        )
        r = stage.height * (0.0012 + 0.0014 * rng.random())
        draw.ellipse((px - r, py - r, px + r, py + r), fill=int(90 + 165 * rng.random()))
    village = ImageChops.add(
        sparks, sparks.filter(ImageFilter.GaussianBlur(stage.height / 70)).point(lambda v: min(255, v * 3))
    )
    return ImageChops.screen(picture, tint(village, ramp((0, (0, 0, 0)), (1, paper))))
