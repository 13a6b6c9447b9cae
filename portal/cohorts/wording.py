"""The text that somebody answers when they are asked to be named with their cohort, and its hash."""

import hashlib

from django.utils.translation import gettext as _

from portal.calls.models import Edition
from portal.front.words import text_for


def edition_words(edition: Edition) -> str:
    """The edition as its people know it: programme and year. Reads `programme`."""
    return f"{text_for(edition.programme.name)[0]} {edition.year}"


def roster_text(edition: Edition) -> str:
    """What a yes means, in the active language."""
    return _(
        "My name, my sentence and my region will be shown on the public page of the cohort of %(edition)s, with the "
        "films that this site has shown since then and that credit me. My e-mail address is not shown. My profile is "
        "linked only if I am listed in the talent catalogue, which I decide separately. I can change my answer here "
        "at any time; a no takes my name off the page within seconds."
    ) % {"edition": edition_words(edition)}


def roster_hash(edition: Edition) -> str:
    """sha256 of that text as it is shown."""
    return hashlib.sha256(roster_text(edition).encode()).hexdigest()
