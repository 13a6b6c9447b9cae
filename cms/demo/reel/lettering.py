"""Titles and marks on the picture, in whatever faces the machine has; never a box where a character is missing."""

import unicodedata
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from pypinyin import lazy_pinyin

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/System/Library/Fonts",
           "/Library/Fonts", "C:/Windows/Fonts")  # fmt: skip
CHINESE = {
    "serif": ("NotoSerifCJK-SemiBold*", "NotoSerifCJK-Bold*", "NotoSerifCJK*", "NotoSerifSC*", "SourceHanSerif*",
              "Songti*", "uming*", "simsun*"),
    "sans": ("NotoSansCJK-Regular*", "NotoSansCJK*", "NotoSansSC*", "SourceHanSans*", "wqy-*", "PingFang*",
             "DroidSansFallback*", "msyh*"),
}  # fmt: skip
LATIN = ("EBGaramond-Regular*", "P052-Roman*", "LiberationSerif-Regular*", "DejaVuSerif.ttf", "Times*.ttf")
BONE = (236, 228, 212)


@cache
def _files() -> tuple[Path, ...]:
    """Font files of this machine."""
    kinds = {".ttf", ".ttc", ".otf"}
    roots = [Path(folder).expanduser() for folder in FOLDERS]
    return tuple(sorted(p for root in roots if root.is_dir() for p in root.rglob("*") if p.suffix.lower() in kinds))


def _find(patterns: tuple[str, ...]) -> Path | None:
    return next((path for pattern in patterns for path in _files() if path.match(pattern)), None)


def _simplified(path: Path) -> int:
    """Which face of a collection is the one for simplified Chinese."""
    if path.suffix.lower() != ".ttc":
        return 0
    for index in range(10):
        try:
            family = ImageFont.truetype(str(path), 12, index=index).getname()[0] or ""
        except OSError:
            break
        if family.endswith(" SC"):
            return index
    return 0


@cache
def chinese_font(size: int, style: str = "serif") -> ImageFont.FreeTypeFont | None:
    """A face with Chinese characters, or None where the machine has none."""
    other = "sans" if style == "serif" else "serif"
    path = _find(CHINESE[style]) or _find(CHINESE[other])
    return ImageFont.truetype(str(path), size, index=_simplified(path)) if path else None


@cache
def latin_font(size: int) -> Font:
    """A Latin serif, or the face that comes with Pillow."""
    path = _find(LATIN)
    return ImageFont.truetype(str(path), size) if path else ImageFont.load_default(size)


def can_draw(font: Font | None, text: str) -> bool:
    """Whether the face has every character: one it lacks is drawn exactly like one nobody has."""
    if font is None:
        return False
    missing = bytes(font.getmask("\U0010fffe"))
    return all(char.isspace() or bytes(font.getmask(char)) != missing for char in text)


def drawable(font: Font, text: str) -> str:
    """The text without accents and dashes the face lacks, and without anything else it cannot draw."""
    plain = unicodedata.normalize("NFKD", text.replace("—", "-").replace("–", "-").replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char) and can_draw(font, char))


def spaced(draw: ImageDraw.ImageDraw, centre: float, y: float, text: str, font: Font, fill: int, gap: float) -> None:
    """Text about `centre` with `gap` pixels let in between the characters."""
    widths = [font.getlength(char) for char in text]
    x = centre - (sum(widths) + gap * (len(text) - 1)) / 2
    for char, width in zip(text, widths, strict=True):
        draw.text((x, y), char, font=font, fill=fill, anchor="ls")
        x += width + gap


def _fitting(font_of: object, text: str, size: int, room: float, spread: float) -> tuple[Font | None, int]:
    """The largest face, from `size` down, in which the text keeps within `room` pixels."""
    while size > 8:
        font = font_of(size)  # type: ignore[operator]
        if font is None or font.getlength(text) + spread * size * len(text) <= room:
            return font, size
        size = int(size * 0.92)
    return font_of(size), size  # type: ignore[operator]


def title_layer(size: tuple[int, int], title_zh: str, title_en: str) -> Image.Image:
    """The titles as a mask for a card: Chinese large over English small, or what of it can be drawn."""
    width, height = size
    layer = Image.new("L", size)
    draw = ImageDraw.Draw(layer)
    chinese, large = _fitting(chinese_font, title_zh, round(height * 0.15), width * 0.8, 0.22)
    shown = bool(title_zh) and can_draw(chinese, title_zh)
    latin_text = title_en or ("" if shown else " ".join(lazy_pinyin(title_zh)).title())
    latin, small = _fitting(latin_font, latin_text, round(height * (0.05 if shown else 0.105)), width * 0.8, 0.14)
    if not can_draw(latin, latin_text):
        latin = ImageFont.load_default(small)
        latin_text = drawable(latin, latin_text)
    middle = height * 0.54
    if shown and chinese:
        spaced(draw, width / 2, middle, title_zh, chinese, 255, large * 0.22)
        middle += height * 0.135
    if latin_text and latin:
        spaced(draw, width / 2, middle, latin_text, latin, 205, small * 0.14)
    return layer


def stand_in_mark(size: tuple[int, int]) -> Image.Image:
    """The mark of a picture that stands in for one that is not ours to show: a mask for the lower right corner."""
    width, height = size
    layer = Image.new("L", size)
    text = "示意影像 · stand-in"
    font: Font | None = chinese_font(max(11, round(height * 0.034)), "sans")
    if not can_draw(font, text):
        font, text = latin_font(max(11, round(height * 0.036))), "stand-in picture"
    edge = height * 0.045
    ImageDraw.Draw(layer).text((width - edge, height - edge), text, font=font, fill=190, anchor="rs")
    return layer
