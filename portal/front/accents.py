"""The accents a programme may wear. A fixed palette: none can be unreadable, no page needs a style of its own.

The colours live in static/css/accents.css and light.css under the same names; a test measures their contrast in both
themes. A page wears one by `<html data-accent="lacquer">`; a row about another programme by the same attribute.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Accent(TextChoices):
    """Named after what the colour is taken from."""

    LACQUER = "lacquer", _("Lacquer red")
    KILN = "kiln", _("Kiln orange")
    AMBER = "amber", _("Amber")
    BRONZE = "bronze", _("Bronze green")
    RIVER = "river", _("River blue-green")
    INK = "ink", _("Ink blue")
    PLUM = "plum", _("Plum")
    SILK = "silk", _("Silk pink")
