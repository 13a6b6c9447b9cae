"""A phoenix as some thousands of stitches, in the order a hand would lay them."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
TAIL, WING, BODY, EYE = 0, 1, 2, 3


def curve(*points: tuple[float, float], steps: int = 80) -> Points:
    """A smooth line through points (Catmull-Rom)."""
    knots = np.array([points[0], *points, points[-1]], float)
    pieces = []
    share = max(2, steps // (len(points) - 1))
    for a, b, c, d in zip(knots[:-3], knots[1:-2], knots[2:-1], knots[3:], strict=True):
        t = np.linspace(0, 1, share, endpoint=False)[:, None]
        pieces.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.concatenate([*pieces, knots[-1:]])


def _feather(spine: Points, width: float, kind: int, rng: np.random.Generator, lean: float = 0.9) -> Points:
    """Barbs on both sides of a spine, slanted towards its tip."""
    way = np.gradient(spine, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True) + 1e-9
    across = np.stack([-way[:, 1], way[:, 0]], 1)
    part = np.linspace(0, 1, len(spine))
    reach = (
        width * np.sin(np.pi * np.clip(0.08 + 0.92 * part, 0, 1)) ** 0.6 * (1 + 0.08 * rng.standard_normal(len(spine)))
    )
    rows = []
    for index in range(len(spine)):
        for side in (-1, 1):
            tip = spine[index] + side * across[index] * reach[index] + way[index] * reach[index] * lean
            rows.append((*spine[index], *tip, kind))
    return np.array(rows)


def _line(spine: Points, kind: int) -> Points:
    """Stem stitch along a line."""
    return np.column_stack([spine[:-1], spine[1:], np.full(len(spine) - 1, kind)])


def _disc(x: float, y: float, radius: float, kind: int, count: int = 60) -> Points:
    """Satin stitches from the middle outwards."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    inner, outer = radius * 0.15, radius
    return np.column_stack([x + inner * np.cos(angle), y + inner * np.sin(angle), x + outer * np.cos(angle),
                            y + outer * np.sin(angle), np.full(count, kind)])  # fmt: skip


def _filled(top: Points, bottom: Points, kind: int, rng: np.random.Generator, count: int) -> Points:
    """Long and short stitches between two lines."""
    rows = []
    for part in np.linspace(0, 1, count):
        a, b = top[int(part * (len(top) - 1))], bottom[int(part * (len(bottom) - 1))]
        cuts = np.sort(np.clip(np.array([0, 0.34, 0.67, 1]) + rng.normal(0, 0.07, 4), 0, 1))
        for low, high in pairwise(cuts):
            rows.append((*(a + (b - a) * low), *(a + (b - a) * high), kind))
    return np.array(rows)


BACK = ((-0.43, -0.27), (-0.36, -0.235), (-0.30, -0.12), (-0.16, -0.03), (0.02, 0.0), (0.16, 0.06))
BREAST = ((-0.425, -0.235), (-0.39, -0.19), (-0.335, -0.06), (-0.24, 0.06), (-0.08, 0.11), (0.14, 0.09))


def phoenix(rng: np.random.Generator) -> Points:
    """Stitches (x0, y0, x1, y1, silk), in picture heights about the middle."""
    parts = [
        _filled(curve(*BACK, steps=500), curve(*BREAST, steps=500), BODY, rng, 430),
        _filled(curve((-0.43, -0.275), (-0.47, -0.262), (-0.497, -0.232)),
                curve((-0.428, -0.238), (-0.462, -0.244), (-0.495, -0.232)),
                EYE, rng, 36),
        _disc(-0.405, -0.25, 0.011, EYE, 26),
    ]  # fmt: skip
    for index in range(4):
        rise = 0.035 * index
        tip = (-0.30 + rise * 1.6, -0.375 + 0.028 * index)
        crest = curve((-0.40, -0.27), (-0.37 + rise, -0.33 - 0.012 * index), tip, steps=34)
        parts += [_feather(crest, 0.008, TAIL, rng), _disc(*tip, 0.013, EYE, 26)]
    for index in range(11):  # the raised wing, primaries last
        part = index / 10
        root = (-0.20 + 0.20 * part, -0.03 + 0.02 * part)
        tip = (-0.20 + 0.62 * part + 0.05 * np.sin(3 * part), -0.44 + 0.25 * part**1.6)
        middle = ((root[0] + tip[0]) / 2 - 0.07 * (1 - part), (root[1] + tip[1]) / 2 - 0.035)
        parts.append(_feather(curve(root, middle, tip, steps=70), 0.026 + 0.008 * part, WING, rng, 1.3))
    for index in range(9):  # coverts over the roots
        part = index / 8
        root = (-0.22 + 0.22 * part, -0.0 + 0.03 * part)
        tip = (-0.21 + 0.37 * part, -0.20 + 0.12 * part)
        parts.append(_feather(curve(root, ((root[0] + tip[0]) / 2 - 0.02, (root[1] + tip[1]) / 2), tip, steps=36),
                              0.020, BODY if index % 2 else EYE, rng, 1.2))  # fmt: skip
    for index in range(7):  # the far wing, lower
        part = index / 6
        root, tip = (-0.14 + 0.14 * part, 0.08 + 0.01 * part), (-0.30 + 0.42 * part, 0.38 - 0.06 * part)
        middle = ((root[0] + tip[0]) / 2 - 0.05, (root[1] + tip[1]) / 2 + 0.01)
        parts.append(_feather(curve(root, middle, tip, steps=56), 0.024, WING, rng, 1.3))
    plumes = ((-0.36, 0.98, -0.16), (-0.20, 1.06, 0.0), (-0.05, 1.08, 0.15), (0.10, 1.0, 0.29), (0.17, 0.82, 0.36))
    for lift, far, end in plumes:
        start = ((0.12, 0.07), (0.30, 0.05 + lift * 0.42), (0.52, 0.04 + lift * 0.86))
        bow = ((0.52 + far * 0.25, lift * 0.9 + end * 0.22), (far * 0.96, end - 0.02), (far * 0.99, end + 0.05))
        spine = curve(*start, *bow, steps=210)
        parts += [_feather(spine, 0.030, TAIL, rng, 1.5), _line(spine, BODY)]
        x, y = spine[-6]
        parts += [_disc(x, y, 0.048, WING, 90), _disc(x, y, 0.030, EYE, 60), _disc(x, y, 0.012, TAIL, 30)]
    return np.concatenate(parts)
