"""What the jury has to say when a room below asks."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from portal.entries.models import Entry
from portal.entries.signals import withdrawal_asked
from portal.errors import InvalidMove


@receiver(withdrawal_asked, dispatch_uid="jury.too_late")
def refuse_after_decision(sender: Any, entry: Entry, **kwargs: Any) -> None:
    """What has been decided in public is not undone by withdrawing; a takedown is asked for instead."""
    if entry.decisions.released().exists():
        raise InvalidMove(_("The decision on this entry is public; ask for the film to be taken down instead."))
