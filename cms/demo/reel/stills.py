"""Pictures without a film: stills of a look, and portraits of people who do not exist."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from cms.demo.reel.canvas import Colour, Field, colour_mix, noise, rgb, smooth, soften, wave
from cms.demo.reel.looks import LOOKS
from cms.demo.reel.looks.phoenix import curve
from cms.demo.reel.spec import Stage

PORTRAIT = (800, 1000)
# Ground, figure, light from behind, accent.
PALETTES: dict[str, tuple[Colour, Colour, Colour, Colour]] = {
    "lacquer": ((58, 14, 14), (16, 8, 8), (226, 92, 52), (232, 178, 96)),
    "bronze": ((24, 52, 48), (8, 18, 18), (122, 176, 144), (222, 174, 102)),
    "ink": ((228, 220, 202), (26, 28, 34), (248, 242, 228), (188, 52, 38)),
    "dusk": ((44, 40, 72), (12, 12, 26), (238, 148, 110), (255, 220, 170)),
    "river": ((36, 70, 84), (10, 20, 28), (186, 214, 206), (246, 206, 140)),
    "silk": ((120, 84, 104), (34, 20, 34), (242, 196, 176), (255, 240, 214)),
}


def make_still(look: str, seed: int, size: tuple[int, int], shot: int = 0, u: float = 0.7) -> Image.Image:
    """One picture of a look in any size: `shot` chooses the view, `u` (0…1) the moment."""
    picture = LOOKS[look](Stage(*size, seed, shot, 8.0))(u)
    return _grained(picture, seed)


def make_portrait(seed: int, palette: str | None = None) -> Image.Image:
    """A portrait of 800 by 1000 that is nobody: a profile against light. `palette` is one of PALETTES."""
    names = list(PALETTES)
    ground, figure, light, accent = PALETTES[palette or names[seed % len(names)]]
    rng = np.random.default_rng([seed, 11])
    width, height = PORTRAIT
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / height
    x -= width / height / 2
    disc_x, disc_y, disc_r = rng.normal(0, 0.05), 0.36 + rng.normal(0, 0.03), 0.27 + 0.06 * rng.random()
    far = np.hypot(x - disc_x, y - disc_y)
    wash = noise(PORTRAIT, rng, 1.6, 5, 0.55)
    colour = colour_mix(ground, light, 0.34 * smooth(wash, 0.3, 0.9) + 0.42 * np.exp(-far * 3.2))
    halo = (1 - smooth(far, disc_r, disc_r + 0.006)) * (0.62 + 0.38 * noise(PORTRAIT, rng, 5, 4))
    colour += (np.array(light, np.float32) - colour) * halo[..., None]
    body = _profile(rng)
    edge = soften(body, 12)
    rim = np.clip((1 - edge) * body * 3.0, 0, 1)
    inside = smooth(noise(PORTRAIT, rng, 2.2, 5, 0.6), 0.25, 0.95)
    dark = colour_mix(figure, ground, 0.42 * inside)
    dark += (np.array(light, np.float32) - dark) * (0.55 * rim * smooth(0.9 - y, 0, 0.7))[..., None]
    colour = colour * (1 - body[..., None]) + dark * body[..., None]
    picture = rgb(colour)
    _ornament(picture, rng, accent)
    return _grained(picture, seed)


def _profile(rng: np.random.Generator) -> Field:
    """Head, neck and shoulders from the side, every measure by chance; looks left or right."""
    width, height = PORTRAIT

    def near(x: float, y: float, loose: float = 0.006) -> tuple[float, float]:
        return x + float(rng.normal(0, loose)), y + float(rng.normal(0, loose))

    tip = 0.205 + 0.012 * rng.random()
    face = [
        near(0.365, 0.188), near(0.292, 0.228), near(0.258, 0.295), near(0.258, 0.345), (tip + 0.012, 0.415),
        (tip, 0.432), (tip + 0.034, 0.452),
        near(0.234, 0.472, 0.003), near(0.248, 0.486, 0.002), near(0.236, 0.503, 0.003),
        near(0.252, 0.532, 0.004), near(0.262, 0.562, 0.004), near(0.315, 0.584, 0.004), near(0.368, 0.588),
    ]  # fmt: skip
    neck = [near(0.385, 0.66), near(0.37, 0.72), (0.22, 0.80), (0.05, 0.86), (-0.04, 1.03)]
    back = [(0.90, 1.03), (0.86, 0.88), (0.70, 0.795), near(0.575, 0.74), near(0.555, 0.65)]
    hair = rng.integers(4)
    crown = {
        0: [near(0.575, 0.54), near(0.622, 0.40), near(0.588, 0.255), near(0.485, 0.168)],
        1: [near(0.66, 0.66), near(0.67, 0.42), near(0.612, 0.25), near(0.49, 0.160)],
        2: [near(0.562, 0.52), near(0.605, 0.40), near(0.582, 0.265), near(0.485, 0.175)],
        3: [near(0.60, 0.58), near(0.65, 0.42), near(0.625, 0.25), near(0.50, 0.140)],
    }[int(hair)]
    outline = curve(*face, *neck, steps=500)
    rest = curve(*back, *crown, face[0], steps=300)
    sheet = Image.new("L", (width * 2, height * 2))
    draw = ImageDraw.Draw(sheet)
    unit = height * 2
    draw.polygon([(float(px * unit), float(py * unit)) for px, py in np.concatenate([outline, rest])], fill=255)
    if hair == 2:  # a knot
        draw.ellipse((0.56 * unit, 0.165 * unit, 0.665 * unit, 0.27 * unit), fill=255)
    mask = sheet.resize(PORTRAIT, Image.Resampling.BOX)
    if rng.random() < 0.5:
        mask = mask.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    frayed = np.asarray(mask, np.float32) / 255
    fade = noise(PORTRAIT, rng, 7, 4, 0.6)
    low = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    return (frayed * (1 - 0.75 * smooth(low + 0.35 * (fade - 0.5), 0.86, 1.04))).astype(np.float32)


def _ornament(picture: Image.Image, rng: np.random.Generator, accent: Colour) -> None:
    """One gesture over it all: strands of light, a dry stroke, or rising sparks."""
    width, height = picture.size
    layer = Image.new("L", (width, height))
    draw = ImageDraw.Draw(layer)
    kind = rng.integers(3)
    if kind == 0:
        for index in range(26):
            line = wave(width, rng, 1.4, 3) * 0.05 * height + height * (0.62 + 0.011 * index)
            draw.line([(i, float(line[i])) for i in range(0, width, 4)], fill=int(60 + 130 * rng.random()), width=1)
    elif kind == 1:
        way = curve((-0.1, 0.78), (0.25, 0.70), (0.5, 0.80), (0.95, 0.66), steps=300) * height
        for hair in range(60):
            if rng.random() < 0.72:
                start = int(60 * rng.random())
                moved = way[start : 300 - int(150 * rng.random())] + np.array([0, (hair - 30) * 0.9])
                draw.line([tuple(p) for p in moved], fill=int(120 + 110 * rng.random()), width=1)
    else:
        for _ in range(150):
            x, y, r = rng.random() * width, height * (1 - 0.75 * rng.random() ** 1.6), 1 + 3.2 * rng.random() ** 3
            draw.ellipse((x - r, y - r, x + r, y + r), fill=int(70 + 185 * rng.random()))
        layer = layer.filter(ImageFilter.GaussianBlur(0.8))
    picture.paste(accent, (0, 0), layer)


def _grained(picture: Image.Image, seed: int) -> Image.Image:
    """The grain of film over a finished picture."""
    grain = np.random.default_rng([seed, 13]).normal(0, 3.4, (picture.height, picture.width, 1))
    return rgb(np.asarray(picture, np.float32) + grain.astype(np.float32))
