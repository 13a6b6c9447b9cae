"""File names are display text: whatever comes, something harmless and readable is shown."""

import pytest

from portal.media.names import display_name


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("", "file"),
        (".", "file"),
        ("..", "file"),
        ("../../etc/passwd", "passwd"),
        ("b\\c.mp4", "c.mp4"),
        ("a\0.mp4", "a.mp4"),
        ("a\r\nX: y.mp4", "aX: y.mp4"),
        ("-rf.mp4", "-rf.mp4"),
        ("CON.mp4", "CON.mp4"),
        ("film.mp4.exe", "film.mp4.exe"),
        (".htaccess", ".htaccess"),
        (" .mp4", ".mp4"),
        ("gpj\u202e.exe", "gpj.exe"),
        ("e\u0301.mp4", "é.mp4"),
        ("荆楚之星.mp4", "荆楚之星.mp4"),
        ("\ud800.mp4", ".mp4"),
        ("<img onerror=x>.mp4", "<img onerror=x>.mp4"),
        ("a" * 300 + ".mp4", "a" * 115 + "….mp4"),
        ("é" * 200, "é" * 119 + "…"),
    ],
)
def test_name_is_shown_harmlessly(raw, shown):
    assert display_name(raw) == shown
