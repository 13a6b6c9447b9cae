"""Captions of the generated films. Nobody speaks in them: the captions say what is heard, and what the film tells."""

import re

from cms.demo.content.films import FilmData

LABELS = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}
Cue = tuple[float, float, str]
HEARD: dict[str, tuple[str, str, str]] = {
    "ink_ridges": ("〔拨弦声，风穿过山谷〕", "〔撥弦聲，風穿過山谷〕", "[plucked strings, wind in a valley]"),
    "lacquer_spirals": ("〔短促的拨弦与钟声〕", "〔短促的撥弦與鐘聲〕", "[short plucked notes, a bell]"),
    "bronze_patina": ("〔钟声缓慢回响〕", "〔鐘聲緩慢迴響〕", "[slow bells ring out]"),
    "embroidery_phoenix": (
        "〔轻快的拨弦，远处一声钟〕",
        "〔輕快的撥弦，遠處一聲鐘〕",
        "[quick strings, a bell far off]",
    ),
    "star_charts": ("〔低沉的长音，零星钟声〕", "〔低沉的長音，零星鐘聲〕", "[a low drone, scattered bells]"),
    "river_light": ("〔笛声，水面的风〕", "〔笛聲，水面的風〕", "[a flute, wind over water]"),
    "city_windows": ("〔弦声与城市的低鸣〕", "〔弦聲與城市的低鳴〕", "[strings over the hum of a city]"),
    "calligraphy": (
        "〔疏落的拨弦，纸面的沙沙声〕",
        "〔疏落的撥弦，紙面的沙沙聲〕",
        "[sparse strings, the rustle of paper]",
    ),
    "paper_lanterns": ("〔悠长的笛声与钟〕", "〔悠長的笛聲與鐘〕", "[a long flute, bells]"),
    "neon_rain": ("〔雨声，远处的钟〕", "〔雨聲，遠處的鐘〕", "[rain, bells far off]"),
    "loom": ("〔织机般急促的弦声〕", "〔織機般急促的弦聲〕", "[strings as quick as a loom]"),
    "silk_tide": ("〔潮水般的风，笛声〕", "〔潮水般的風，笛聲〕", "[wind like a tide, a flute]"),
}


def captions_of(data: FilmData, language: str, seconds: float) -> list[Cue]:
    """What is heard first, then the film's sentence in parts, spread over its length in seconds."""
    heard = HEARD[data.look][list(LABELS).index(language)]
    lines = [heard, *_parts(str(data.logline.data[language.lower()]))]
    if seconds < len(lines):
        return [(0.0, seconds, heard)]
    step = seconds / len(lines)
    return [(step * index + 0.1, step * (index + 1) - 0.1, line) for index, line in enumerate(lines)]


def _parts(sentence: str) -> list[str]:
    """A sentence cut at its commas, in pieces worth reading at once."""
    pieces: list[str] = []
    for piece in re.split(r"(?<=[，；。：,;:])\s*", sentence):
        if pieces and len(pieces[-1]) < 8:
            pieces[-1] += piece if not piece.isascii() else f" {piece}"
        elif piece:
            pieces.append(piece)
    return pieces
