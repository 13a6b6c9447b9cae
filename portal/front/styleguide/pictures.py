"""Stills for the style guide, drawn on request: ink ridges under a moon, in the palette of their number."""

import io
from functools import lru_cache

import numpy as np
from PIL import Image

PALETTES = [  # sky above, sky below, far ridge, near ridge, moon
    ("#2a1512", "#a4412c", "#5b2219", "#0d0706", "#f3c78c"),
    ("#0c1a1c", "#3f6c66", "#27484a", "#060b0c", "#d9e6d2"),
    ("#12131f", "#56618f", "#2c3356", "#07080f", "#f0e9d8"),
    ("#1b140b", "#9b763b", "#56401e", "#0b0805", "#fbe6b0"),
    ("#0b1722", "#2f6c8c", "#1c4259", "#05090e", "#e8d9b8"),
    ("#1e1020", "#8b4a78", "#4c2545", "#0d060e", "#f4cfd2"),
]


@lru_cache(maxsize=32)
def draw(number: int, width: int, height: int) -> bytes:
    """A JPEG of `width` × `height` pixels; the same number gives the same picture."""
    rng = np.random.default_rng(number)
    top, low, far, near, moon = (_rgb(colour) for colour in PALETTES[number % len(PALETTES)])
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : width / height : width * 1j]
    fade = np.clip(y * 1.35, 0, 1)[..., None]
    picture = top * (1 - fade) + low * fade
    centre_x, centre_y, radius = rng.uniform(0.9, 1.6), rng.uniform(0.22, 0.4), rng.uniform(0.08, 0.17)
    distance = np.hypot(x - centre_x, y - centre_y)
    picture += np.exp(-((distance / 0.42) ** 2))[..., None] * moon * 0.35
    disc = np.clip((radius - distance) * height / 2, 0, 1)[..., None]
    picture = picture * (1 - disc) + moon * disc
    for step in range(6):
        depth = step / 5
        ridge = (
            0.46
            + 0.11 * step
            + sum(
                rng.uniform(0.02, 0.06)
                / (1 + k * 0.55)
                * np.sin(x[0] * rng.uniform(1.5, 3.2) * (1 + k * 1.7) + rng.uniform(0, 6.3))
                for k in range(7)
            )
        )
        inside = np.clip((y - ridge) * height / 2.5, 0, 1)
        mist = np.clip((y - ridge) / 0.22, 0, 1)[..., None] * 0.5 * (1 - depth)
        colour = (far * (1 - depth) + near * depth) * (1 - mist) + low * mist
        picture = picture * (1 - inside[..., None]) + colour * inside[..., None]
    picture += rng.normal(0, 5, (height, width, 1))
    out = io.BytesIO()
    Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=84)
    return out.getvalue()


def _rgb(colour: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float64)
