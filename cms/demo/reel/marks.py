"""Logos of houses that do not exist: one simple sign each, on no ground at all."""

from collections.abc import Callable

from PIL import Image, ImageDraw

from cms.demo.reel.canvas import Colour
from cms.demo.reel.lettering import latin_font

INK: Colour = (29, 25, 20)
BONE: Colour = (243, 236, 223)
HEIGHT = 240
FINER = 4  # drawn so much larger, then made small: soft edges
Draw = Callable[[ImageDraw.ImageDraw, int, Colour], None]


def make_mark(sign: str, words: str, colour: Colour = INK) -> Image.Image:
    """The sign with `words` beside it in one colour; everything else is transparent."""
    side = HEIGHT * FINER
    font = latin_font(int(side * 0.36))
    gap, width = side // 6, int(font.getlength(words))
    mask = Image.new("RGBA", (side + gap + width, side), (*colour, 0))
    draw = ImageDraw.Draw(mask)
    SIGNS[sign](draw, side, colour)
    draw.text((side + gap, side // 2), words, font=font, fill=colour, anchor="lm")
    return mask.resize((mask.width // FINER, HEIGHT), Image.Resampling.BOX)


def _cloud(draw: ImageDraw.ImageDraw, side: int, colour: Colour) -> None:
    """A field of lines under a disc."""
    draw.ellipse((side * 0.3, side * 0.1, side * 0.7, side * 0.5), fill=colour)
    for step in range(3):
        y = side * (0.6 + 0.12 * step)
        draw.rectangle((side * (0.1 + 0.08 * step), y, side * (0.9 - 0.08 * step), y + side * 0.05), fill=colour)


def _lantern(draw: ImageDraw.ImageDraw, side: int, colour: Colour) -> None:
    """A ring with a wick."""
    draw.ellipse((side * 0.18, side * 0.14, side * 0.82, side * 0.78), outline=colour, width=int(side * 0.07))
    draw.rectangle((side * 0.47, side * 0.3, side * 0.53, side * 0.92), fill=colour)


def _weir(draw: ImageDraw.ImageDraw, side: int, colour: Colour) -> None:
    """Steps of water."""
    for step in range(4):
        x = side * (0.12 + 0.19 * step)
        draw.rectangle((x, side * (0.18 + 0.16 * step), x + side * 0.14, side * 0.86), fill=colour)


SIGNS: dict[str, Draw] = {"cloud": _cloud, "lantern": _lantern, "weir": _weir}
