"""A tide of silk: folds that swell and pass, lit along their crests."""

import numpy as np
from PIL import Image

from cms.demo.reel.canvas import Colour, Field, axes, grey, noise, ramp, shade, smooth, tint, vignette
from cms.demo.reel.looks.base import Painter
from cms.demo.reel.spec import Stage

# Deep fold, body, bright body, crest.
SILKS: tuple[tuple[Colour, Colour, Colour, Colour], ...] = (
    ((26, 4, 12), (140, 22, 32), (214, 72, 54), (255, 226, 196)),
    ((6, 18, 30), (22, 82, 104), (92, 164, 166), (240, 246, 228)),
    ((24, 14, 30), (108, 72, 118), (196, 150, 172), (255, 238, 222)),
    ((22, 16, 6), (142, 98, 34), (220, 176, 90), (255, 246, 214)),
)


def silk_tide(stage: Stage) -> Painter:
    """The height of the cloth is a sum of waves kept as cosine and sine; its slope towards the lamp is what shines."""
    deep, body, bright, crest = SILKS[stage.pick(len(SILKS))]
    rng = stage.rng("silk")
    colours = ramp((0, deep), (0.34, body), (0.62, bright), (1, crest))
    drape = noise(stage.size, rng, 0.8, 3, 0.4)
    waves = [_wave(stage, rng, scale, drape) for scale in (0.55, 1.25, 2.3, 3.9, 7.0)]
    fall = grey(vignette(stage, 0.55) * (0.93 + 0.07 * noise(stage.size, rng, 90, 2, tall=4)))

    def paint(u: float) -> Image.Image:
        t = u * stage.seconds
        slope: Field = np.zeros((stage.height, stage.width), np.float32)
        for cosine, sine, speed in waves:
            slope += cosine * np.float32(np.cos(speed * t)) + sine * np.float32(np.sin(speed * t))
        facing = np.float32(0.47) + np.float32(0.43) * np.tanh(slope * np.float32(0.52))
        tone = np.float32(0.74) * facing * (np.float32(0.30) + np.float32(0.70) * facing)
        tone += np.float32(0.30) * np.clip((facing - np.float32(0.58)) * np.float32(3.0), 0, 1) ** 3
        return shade(tint(grey(tone), colours), fall)

    return paint


def _wave(stage: Stage, rng: np.random.Generator, scale: float, drape: Field) -> tuple[Field, Field, float]:
    """Folds that follow the drape side by side, sharper on one side, gathered and let out along their length."""
    x, y = axes(stage)
    heading = (0.42, 1.05, -0.30)[stage.view(3)] + rng.normal(0, 0.08)
    along = x * np.cos(heading) + y * np.sin(heading)
    length = y * np.cos(heading) - x * np.sin(heading)
    phase = 2 * np.pi * scale * (along + 0.55 * (drape - 0.5)) + 1.2 * np.sin(1.7 * length + 6 * rng.random())
    folded = phase + 0.62 * np.sin(phase)
    reach = smooth(noise(stage.size, rng, 0.9 * scale**0.35, 2), 0.12, 0.85) * 1.25 / scale**0.42
    return (
        (np.cos(folded) * reach).astype(np.float32),
        (np.sin(folded) * reach).astype(np.float32),
        0.5 * scale**0.4,
    )
