"""The text people accept when they let themselves be listed, and its hash."""

import hashlib

from django.utils.translation import gettext as _


def listing_text() -> str:
    """What being listed means, in the active language."""
    return _(
        "My name, my sentence, my biography, my region, skills, tools and portfolio will be shown in the public talent "
        "catalogue, where anyone can find them. My e-mail address is not shown. I can take this back here at any time; "
        "the catalogue then forgets me within seconds."
    )


def listing_hash() -> str:
    """sha256 of that text as it is shown."""
    return hashlib.sha256(listing_text().encode()).hexdigest()
