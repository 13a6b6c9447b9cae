"""Letters."""

from typing import Any

from portal.mail.actions import queue_mail
from portal.mail.models import OutgoingMail


def make_mail(key: str = "k", to: str = "ann@example.org", **context: Any) -> OutgoingMail:
    """A held letter, from the tests' own template."""
    return queue_mail(key=key, to=to, name="sample", context={"name": "Ann", "title": "Film"} | context, language="en")
