"""Every colour that carries words is readable on every ground it may lie on, in both themes."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

from portal.front.accents import Accent

CSS = Path(settings.BASE_DIR) / "static" / "css"
GROUNDS = ["ground", "raised", "sunk"]
WORDS = ["text", "muted", "good", "warn", "bad", "accent"]


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def root_colours(sheet):
    block = (CSS / sheet).read_text().split(":root {")[1].split("}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def accents(sheet):
    return dict(re.findall(r'\[data-accent="(\w+)"\] \{[^}]*?(#[0-9a-f]{6})', (CSS / sheet).read_text()))


THEMES = {
    "dark": (root_colours("tokens.css"), accents("accents.css")),
    "light": (root_colours("light.css"), accents("light.css")),
}


@pytest.mark.parametrize("theme", THEMES)
def test_theme_has_every_accent(theme):
    assert list(THEMES[theme][1]) == Accent.values


@pytest.mark.parametrize(("theme", "word", "ground"), list(product(THEMES, WORDS, GROUNDS)))
def test_words_are_readable(theme, word, ground):
    colours = THEMES[theme][0]

    assert contrast(colours[word], colours[ground]) >= 4.5


@pytest.mark.parametrize(("theme", "accent", "ground"), list(product(THEMES, Accent.values, [*GROUNDS, "on-accent"])))
def test_accent_is_readable_as_text_and_below_text(theme, accent, ground):
    colours, palette = THEMES[theme]

    assert contrast(palette[accent], colours[ground]) >= 4.5


@pytest.mark.parametrize(("theme", "ground"), list(product(THEMES, GROUNDS)))
def test_edges_of_controls_are_visible(theme, ground):
    colours = THEMES[theme][0]

    assert contrast(colours["edge"], colours[ground]) >= 3


@pytest.mark.parametrize("accent", Accent.values)
def test_accent_is_readable_over_pictures(accent):
    dark, palette = THEMES["dark"]

    assert contrast(palette[accent], dark["screen"]) >= 4.5
