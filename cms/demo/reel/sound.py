"""The score of a film: which instruments play what for which look."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from cms.demo.reel.instruments import Mono, band, bell, drone, flute, hall, patter, pluck, swells
from cms.demo.reel.loudness import RATE, Sound, normalised

# Steps above the root, in semitones.
GONG, YU, SHANG = (0, 2, 4, 7, 9), (0, 3, 5, 7, 10), (0, 2, 5, 7, 10)
Voice = Callable[[float, float, np.random.Generator], Mono]


@dataclass(frozen=True)
class Mood:
    """How a look sounds: levels 0…1, the root in Hz, notes a second."""

    root: float
    scale: tuple[int, ...]
    voice: Voice
    pace: float
    note: float = 0.8
    length: float = 2.6
    drone: float = 0.25
    wind: float = 0.0
    air: tuple[float, float] = (180, 900)
    rain: float = 0.0
    bells: float = 0.0


string: Voice = partial(pluck, damping=0.9965)
dry_string: Voice = partial(pluck, damping=0.985)
MOODS: dict[str, Mood] = {
    "ink_ridges": Mood(146.8, YU, string, 0.9, drone=0.16, wind=0.35),
    "lacquer_spirals": Mood(98.0, SHANG, dry_string, 2.2, drone=0.30, bells=0.5, length=1.2),
    "bronze_patina": Mood(130.8, GONG, bell, 0.75, drone=0.34, length=5.0, bells=0.7),
    "embroidery_phoenix": Mood(196.0, GONG, string, 2.0, drone=0.12, bells=0.25),
    "star_charts": Mood(82.4, SHANG, bell, 0.5, drone=0.5, wind=0.16, air=(90, 400), length=6.0),
    "river_light": Mood(174.6, GONG, flute, 0.45, drone=0.2, wind=0.3, air=(300, 1800), length=3.4),
    "city_windows": Mood(110.0, YU, string, 1.6, drone=0.42, wind=0.2, air=(60, 300)),
    "calligraphy": Mood(164.8, SHANG, string, 0.7, drone=0.1, wind=0.14, air=(700, 2600)),
    "paper_lanterns": Mood(220.0, GONG, flute, 0.4, drone=0.3, wind=0.2, length=3.6, bells=0.4),
    "neon_rain": Mood(92.5, YU, bell, 0.4, drone=0.42, wind=0.3, air=(900, 5200), rain=26, length=5.0),
    "loom": Mood(123.5, SHANG, dry_string, 3.0, drone=0.18, length=0.9, bells=0.2),
    "silk_tide": Mood(138.6, YU, flute, 0.4, drone=0.36, wind=0.5, air=(120, 700), length=4.0),
}


def compose(look: str, seed: int, samples: int) -> Sound:
    """Stereo sound of exactly `samples` at 48 kHz and -23 LUFS, faded in and out."""
    mood = MOODS.get(look, MOODS["ink_ridges"])
    rng = np.random.default_rng([seed, 7])
    out = np.zeros((2, samples), np.float32)
    _melody(out, mood, rng)
    if mood.bells:
        _chimes(out, mood, rng)
    out = hall(out, rng)
    out += mood.drone * drone(samples, mood.root / 2 if mood.root > 90 else mood.root, rng)
    for side in range(2):
        if mood.wind:
            gust = 0.3 + 0.7 * swells(samples, np.random.default_rng([seed, 9]), 0.35)
            out[side] += mood.wind * gust * band(samples, *mood.air, rng)
    if mood.rain:
        out += patter(samples, rng, mood.rain)
    return normalised(out * _fades(samples))


def _melody(out: Sound, mood: Mood, rng: np.random.Generator) -> None:
    """A walk over the scale: mostly steps, now and then a rest or a leap, phrases that come home."""
    samples = out.shape[1]
    at, place = round(0.25 * RATE), 5
    beat = RATE / mood.pace
    while at < samples - RATE // 5:
        if rng.random() > 0.18:
            octave, step = divmod(place, 5)
            pitch = mood.root * 2 ** (octave - 1 + mood.scale[step] / 12)
            seconds = min(mood.length * (0.8 + 0.5 * rng.random()), (samples - at) / RATE)
            if seconds > 0.15:
                _lay(out, mood.voice(pitch, seconds, rng), at, mood.note * (0.55 + 0.45 * rng.random()), rng.random())
        place += int(rng.choice([-2, -1, -1, 1, 1, 2, 3], p=[0.12, 0.24, 0.12, 0.24, 0.12, 0.1, 0.06]))
        place = min(max(place, 3), 12) if rng.random() > 0.12 else 5
        at += round(beat * rng.choice([0.5, 1, 1, 1.5, 2]))


def _chimes(out: Sound, mood: Mood, rng: np.random.Generator) -> None:
    """A bell every few seconds, high or low."""
    samples = out.shape[1]
    at = round(RATE * (0.4 + rng.random()))
    while at < samples - RATE:
        pitch = mood.root * 2 ** (float(rng.choice([0, 1, 2])) + mood.scale[int(rng.integers(5))] / 12)
        _lay(out, bell(pitch, min(4.5, (samples - at) / RATE), rng), at, mood.bells * 0.6, rng.random())
        at += round(RATE * (2.2 + 3 * rng.random()))


def _lay(out: Sound, note: Mono, at: int, level: float, pan: float) -> None:
    """Add one note at a sample, somewhere between left (0) and right (1)."""
    note = note[: out.shape[1] - at]
    side = 0.25 + 0.5 * pan
    out[0, at : at + note.size] += note * np.float32(level * np.cos(side * np.pi / 2))
    out[1, at : at + note.size] += note * np.float32(level * np.sin(side * np.pi / 2))


def _fades(samples: int) -> Mono:
    shape = np.ones(samples, np.float32)
    rise, fall = min(round(0.4 * RATE), samples // 4), min(round(1.4 * RATE), samples // 3)
    shape[:rise] = np.linspace(0, 1, rise)
    shape[samples - fall :] = np.linspace(1, 0, fall) ** 1.5
    return shape
