"""How templates ask for pictures."""

import re
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)


def test_every_picture_is_asked_for_as_the_player_asks_for_its_poster() -> None:
    # A browser that has kept a picture without its CORS headers cannot use it as the poster.
    # What an entrant alone sees of their own files is no poster, and a private bucket need not allow it.
    own = BASE / "templates/portal/entries"
    templates = [path for folder in ("templates", "cms", "portal") for path in (BASE / folder).rglob("*.html")]
    templates = [path for path in templates if own not in path.parents]
    pictures = [tag for path in templates for tag in re.findall(r"<img\b.*?alt=", path.read_text(), re.S)]

    assert pictures
    assert [tag for tag in pictures if "crossorigin" not in tag] == []
