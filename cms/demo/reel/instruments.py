"""Synthesised instruments: plucked string, bronze bell, flute, wind, water, drone; and a hall around them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cms.demo.reel.loudness import RATE, Sound

Mono = NDArray[np.floating[Any]]


def pluck(frequency: float, seconds: float, rng: np.random.Generator, damping: float = 0.996) -> Mono:
    """A plucked string (Karplus and Strong), a period at a time."""
    period = max(2, round(RATE / frequency))
    string = rng.uniform(-1, 1, period).astype(np.float32)
    string = (string + np.roll(string, 1) + np.roll(string, 2)) / np.float32(3)
    turns = max(1, round(seconds * RATE / period))
    out = np.empty((turns, period), np.float32)
    for turn in range(turns):
        out[turn] = string
        string = np.float32(damping) * (np.float32(0.5) * (string + np.roll(string, 1)))
    note = out.ravel()
    note[: min(60, note.size)] *= np.linspace(0, 1, min(60, note.size), dtype=np.float32)
    return note * _tail(note.size)


def _tail(length: int) -> Mono:
    """1, then down to 0 over the last tenth."""
    fall = np.ones(length, np.float32)
    last = max(1, length // 10)
    fall[-last:] = np.linspace(1, 0, last, dtype=np.float32)
    return fall


def bell(frequency: float, seconds: float, rng: np.random.Generator) -> Mono:
    """A chime bell: partials that are not multiples, each dying at its own pace."""
    t = np.arange(round(seconds * RATE), dtype=np.float32) / RATE
    out = np.zeros_like(t)
    for ratio, level, life in ((0.5, 0.35, 1.0), (1, 1, 0.75), (1.19, 0.45, 0.6), (2.0, 0.4, 0.4), (2.74, 0.3, 0.25),
                               (4.07, 0.16, 0.14), (5.4, 0.1, 0.08)):  # fmt: skip
        beat = 1 + 0.0009 * rng.standard_normal()
        out += level * np.exp(-t / (life * seconds * 0.42)) * np.sin(2 * np.pi * frequency * ratio * beat * t)
    out[:96] *= np.linspace(0, 1, min(96, out.size), dtype=np.float32)[: out[:96].size]
    return (out * _tail(out.size) * 0.4).astype(np.float32)


def flute(frequency: float, seconds: float, rng: np.random.Generator) -> Mono:
    """A bamboo flute: a slow vibrato, breath around the tone."""
    t = np.arange(round(seconds * RATE), dtype=np.float32) / RATE
    vibrato = 0.006 * np.sin(2 * np.pi * 4.6 * t) * np.clip(t * 1.5, 0, 1)
    phase = 2 * np.pi * frequency * np.cumsum(1 + vibrato) / RATE
    tone = np.sin(phase) + 0.28 * np.sin(2 * phase) + 0.1 * np.sin(3 * phase)
    breath = 0.10 * rng.standard_normal(t.size)
    swell = np.sin(np.pi * np.clip(t / max(seconds, 0.01), 0, 1)) ** 0.6
    return ((tone + breath) * swell * 0.35).astype(np.float32)


def band(length: int, low: float, high: float, rng: np.random.Generator) -> Mono:
    """Noise between two frequencies (Hz), soft at both edges."""
    spectrum = np.fft.rfft(rng.standard_normal(length).astype(np.float32))
    hertz = np.fft.rfftfreq(length, 1 / RATE) + 1
    shape = 1 / (1 + (low / hertz) ** 4) / (1 + (hertz / high) ** 4) / np.sqrt(hertz)
    out = np.fft.irfft(spectrum * shape, length)
    return (out / (np.abs(out).max() or 1)).astype(np.float32)


def swells(length: int, rng: np.random.Generator, pace: float) -> Mono:
    """A slow rise and fall, 0…1: `pace` swells a second."""
    knots = max(3, round(length / RATE * pace) + 2)
    heights = rng.random(knots)
    heights = (heights - heights.min()) / (np.ptp(heights) or 1)
    at = np.linspace(0, knots - 1, length)
    left = np.minimum(at.astype(int), knots - 2)
    part = at - left
    part = part * part * (3 - 2 * part)
    risen: Mono = (heights[left] * (1 - part) + heights[left + 1] * part).astype(np.float32)
    return risen


def drone(length: int, frequency: float, rng: np.random.Generator) -> Sound:
    """A low chord that beats slowly, wide across both channels."""
    t = np.arange(length, dtype=np.float32) / RATE
    out = np.zeros((2, length), np.float32)
    for ratio, level in ((1, 1.0), (1.5, 0.5), (2, 0.42), (3, 0.16), (4, 0.07)):
        for side in range(2):
            drift = 1 + 0.0016 * rng.standard_normal()
            moving = 0.7 + 0.3 * np.sin(2 * np.pi * (0.05 + 0.07 * rng.random()) * t + 6 * rng.random())
            out[side] += level * moving * np.sin(2 * np.pi * frequency * ratio * drift * t + 6 * rng.random())
    return out * np.float32(0.3)


def patter(length: int, rng: np.random.Generator, drops: float) -> Sound:
    """Drops on glass: short, high, here and there; `drops` a second."""
    out = np.zeros((2, length), np.float32)
    size = 1200
    t = np.arange(size, dtype=np.float32) / RATE
    for _ in range(round(drops * length / RATE)):
        at = int(rng.integers(0, max(1, length - size)))
        pitch = 1800 + 3200 * rng.random()
        drop = np.exp(-t * (260 + 500 * rng.random())) * np.sin(2 * np.pi * pitch * t * (1 + 3 * t))
        end = min(size, length - at)
        pan = rng.random()
        level = 0.35 * rng.random() ** 2
        out[0, at : at + end] += (level * (1 - pan) * drop[:end]).astype(np.float32)
        out[1, at : at + end] += (level * pan * drop[:end]).astype(np.float32)
    return out


def hall(sound: Sound, rng: np.random.Generator, seconds: float = 2.2, wet: float = 0.35) -> Sound:
    """The sound in a large room."""
    length = round(seconds * RATE)
    fall = np.exp(-np.arange(length, dtype=np.float32) / (seconds * RATE * 0.18))
    answer = rng.standard_normal((2, length)).astype(np.float32) * fall
    answer = (answer + np.roll(answer, 1, axis=1) + np.roll(answer, 2, axis=1)) / 3
    answer /= np.sqrt((answer**2).sum(axis=1, keepdims=True))
    total = 1 << (sound.shape[1] + length - 1).bit_length()
    room = np.fft.irfft(np.fft.rfft(sound, total) * np.fft.rfft(answer, total), total)[:, : sound.shape[1]]
    return (sound * (1 - wet * 0.5) + room * wet).astype(np.float32)
