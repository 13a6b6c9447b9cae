"""Loudness after ITU-R BS.1770 (K-weighted, gated), and bringing sound to the level broadcasters ask for."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.floating[Any]]  # 2 channels by n samples, -1…1
RATE = 48_000
TARGET_LUFS = -23.0
PEAK = 0.84  # about -1.5 dBFS
# Biquads of BS.1770 for 48 kHz: the shelf of the head, then the high-pass.
SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))


def _k_weighted(sound: Sound) -> NDArray[np.float64]:
    """Both filters, applied in the frequency domain with silence after the end."""
    length = sound.shape[1] + RATE // 4
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(length))
    response = np.ones_like(z)
    for over, under in (SHELF, HIGH_PASS):
        response *= (over[0] + over[1] * z + over[2] * z**2) / (under[0] + under[1] * z + under[2] * z**2)
    return np.asarray(np.fft.irfft(np.fft.rfft(sound, length) * response, length)[:, : sound.shape[1]])


def integrated(sound: Sound) -> float:
    """Integrated loudness in LUFS; -inf for silence. Sound shorter than 400 ms is one block."""
    weighted = _k_weighted(sound)
    block = min(round(0.4 * RATE), weighted.shape[1])
    energy = np.concatenate([[0.0], np.cumsum((weighted**2).sum(0))])
    starts = np.arange(0, weighted.shape[1] - block + 1, max(1, block // 4))
    power = (energy[starts + block] - energy[starts]) / block
    power = power[power > 10 ** ((-70 + 0.691) / 10)]
    if not power.size:
        return float("-inf")
    kept = power[power > power.mean() / 10]
    return float(-0.691 + 10 * np.log10(kept.mean()))


def _rounded_off(sound: Sound) -> Sound:
    """Peaks bent under the ceiling; what lies below three quarters of it is left alone."""
    knee = PEAK * 0.75
    size = np.abs(sound)
    over = size > knee
    bent = knee + (PEAK - knee) * np.tanh((size - knee) / (PEAK - knee))
    return np.where(over, np.sign(sound) * bent, sound).astype(np.float32)


def normalised(sound: Sound, target: float = TARGET_LUFS) -> Sound:
    """The same sound at `target` LUFS, its peaks below -1.5 dBFS; silence stays silent."""
    for _ in range(3):
        loudness = integrated(sound)
        if loudness == float("-inf"):
            return sound
        sound = _rounded_off((sound * 10 ** ((target - loudness) / 20)).astype(np.float32))
    return sound
