"""What follows here when a room below announces something."""

from typing import Any

from django.dispatch import receiver

from portal.clock import now
from portal.cohorts.actions import ask_chosen
from portal.jury.models import Release
from portal.jury.signals import decisions_released


@receiver(decisions_released, dispatch_uid="cohorts.ask")
def ask_who_was_chosen(sender: Any, release: Release, **kwargs: Any) -> None:
    """Whoever is chosen is asked at once, in the transaction of the release."""
    ask_chosen(release, at=release.released_at or now())
