"""Brushes and fields the looks share: noise, ramps, light, lines. Fields are float32 arrays, mostly within 0…1."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw

from cms.demo.reel.spec import Stage

Field = NDArray[np.floating[Any]]
Colour = tuple[int, int, int]
BICUBIC = Image.Resampling.BICUBIC
BILINEAR = Image.Resampling.BILINEAR


def grow(grid: Field, size: tuple[int, int]) -> Field:
    """A small grid, smoothly enlarged to `size`."""
    return np.asarray(Image.fromarray(grid).resize(size, BICUBIC), dtype=np.float32)


def noise(
    size: tuple[int, int], rng: np.random.Generator, cells: float, octaves: int = 4, gain: float = 0.5, tall: float = 1
) -> Field:
    """Cloudy noise, 0…1: `cells` lumps to a picture's height, stretched upright where `tall` is above one."""
    width, height = size
    aspect = round(width / height, 2)
    total: Field = np.zeros((height, width), np.float32)
    weight = 1.0
    for octave in range(octaves):
        rows = max(2, round(cells * 2**octave / tall) + 1)
        columns = max(2, round(cells * 2**octave * aspect) + 1)
        grid = rng.standard_normal((rows, columns)).astype(np.float32)
        if rows <= height and columns <= width:
            total += weight * grow(grid, size)
        weight *= gain
    spread = float(total.std()) or 1.0
    drawn: Field = np.clip(0.5 + total / (spread * 4.2), 0, 1).astype(np.float32)
    return drawn


def wave(length: int, rng: np.random.Generator, cells: float, octaves: int = 5, gain: float = 0.5) -> Field:
    """A hand-drawn line, about -1…1, along `length` pixels."""
    total: Field = np.zeros(length, np.float32)
    place = np.linspace(0, 1, length, dtype=np.float32)
    for octave in range(octaves):
        knots = round(cells * 2**octave) + 2
        values = rng.standard_normal(knots)
        at = place * (knots - 1)
        left = np.minimum(at.astype(int), knots - 2)
        part = at - left
        part = part * part * (3 - 2 * part)
        total += gain**octave * (values[left] * (1 - part) + values[left + 1] * part).astype(np.float32)
    return total / np.float32(np.abs(total).max() or 1)


def axes(stage: Stage) -> tuple[Field, Field]:
    """x and y of every pixel in picture heights, from the centre; rows and columns broadcast."""
    unit = stage.height
    x = (np.arange(stage.width, dtype=np.float32) - stage.width / 2) / unit
    y = (np.arange(stage.height, dtype=np.float32) - stage.height / 2) / unit
    return x[None, :], y[:, None]


def smooth(value: Field | float, low: float, high: float) -> Field:
    """0 below `low`, 1 above `high`, an S between."""
    part = np.clip((np.asarray(value, np.float32) - low) / (high - low), 0, 1)
    eased: Field = (part * part * (3 - 2 * part)).astype(np.float32)
    return eased


def ease(part: float) -> float:
    """0…1 with a slow start and a slow end."""
    part = min(max(part, 0.0), 1.0)
    return part * part * (3 - 2 * part)


def soften(field: Field, radius: float) -> Field:
    """A wide blur (`radius` in pixels), by way of a small copy."""
    height, width = field.shape
    step = max(1.0, radius)
    small = (max(2, round(width / step)), max(2, round(height / step)))
    picture = Image.fromarray(np.ascontiguousarray(field))
    return np.asarray(picture.resize(small, Image.Resampling.HAMMING).resize((width, height), BICUBIC), np.float32)


def ramp(*stops: tuple[float, Colour]) -> NDArray[np.uint8]:
    """256 colours through `stops` (place 0…1, colour)."""
    places = [place for place, _ in stops]
    at = np.linspace(0, 1, 256)
    bands = [np.interp(at, places, [colour[band] for _, colour in stops]) for band in range(3)]
    return np.stack(bands, 1).round().astype(np.uint8)


def grey(field: Field) -> Image.Image:
    """A field as an 8-bit picture."""
    return Image.fromarray((np.clip(field, 0, 1) * 255).astype(np.uint8))


def tint(picture: Image.Image, colours: NDArray[np.uint8]) -> Image.Image:
    """A grey picture in the colours of a ramp."""
    painted = Image.frombytes("P", picture.size, picture.tobytes())
    painted.putpalette(colours.tobytes())
    return painted.convert("RGB")


def glow(picture: Image.Image, mask: Image.Image, colour: Colour, strength: float = 1.0) -> Image.Image:
    """Add light of one colour where `mask` is bright."""
    light = tint(mask, ramp((0, (0, 0, 0)), (1, tuple(min(255, int(c * strength)) for c in colour))))  # type: ignore[arg-type]
    return ImageChops.add(picture, light)


def rgb(fields: Field) -> Image.Image:
    """Height by width by three, 0…255, as a picture."""
    return Image.fromarray(np.clip(fields, 0, 255).astype(np.uint8))


def colour_mix(low: Colour, high: Colour, part: Field) -> Field:
    """Between two colours, by a field of 0…1: height by width by three, 0…255."""
    start, end = np.array(low, np.float32), np.array(high, np.float32)
    return (start + (end - start) * part[..., None]).astype(np.float32)


def vignette(stage: Stage, strength: float = 0.5) -> Field:
    """Light falling off towards the corners: 1 in the middle."""
    x, y = axes(stage)
    reach = (x / stage.aspect) ** 2 * 1.6 + y**2 * 1.2
    return (1 - strength * smooth(reach, 0.12, 0.85)).astype(np.float32)


def shade(picture: Image.Image, strength: Image.Image) -> Image.Image:
    """Multiply a colour picture by a grey one."""
    return ImageChops.multiply(picture, strength.convert("RGB"))


def window(plate: Image.Image, size: tuple[int, int], left: float, top: float = 0.0, zoom: float = 1.0) -> Image.Image:
    """Cut `size` (times 1/zoom) out of a larger plate, placed to parts of a pixel."""
    width, height = size[0] / zoom, size[1] / zoom
    left = min(max(left, 0.0), plate.width - width)
    top = min(max(top, 0.0), plate.height - height)
    return plate.resize(size, BILINEAR, box=(left, top, left + width, top + height))


def stroke(
    draw: ImageDraw.ImageDraw, points: NDArray[np.float64], widths: Sequence[float] | Field, fill: int | Colour
) -> None:
    """A brush line of changing width: points n by 2, a width each, in pixels."""
    for (x0, y0), (x1, y1), w in zip(points[:-1], points[1:], widths[:-1], strict=False):
        line = max(1, round(float(w)))
        draw.line((float(x0), float(y0), float(x1), float(y1)), fill=fill, width=line)
        if line > 2:
            half = float(w) / 2
            draw.ellipse((float(x1) - half, float(y1) - half, float(x1) + half, float(y1) + half), fill=fill)
