"""What the jury has to say when a room below asks."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from portal.calls.models import Call
from portal.calls.signals import call_published
from portal.entries.models import Entry
from portal.entries.signals import return_asked, withdrawal_asked
from portal.errors import InvalidMove
from portal.jury.models import Decision, Release
from portal.jury.places import refuse_return_without_place
from portal.jury.prizes import enter_prizes
from portal.jury.signals import decisions_released


@receiver(withdrawal_asked, dispatch_uid="jury.too_late")
def refuse_after_decision(sender: Any, entry: Entry, **kwargs: Any) -> None:
    """What has been decided in public is not undone by withdrawing; a takedown is asked for instead."""
    if entry.decisions.released().exists():
        raise InvalidMove(_("The decision on this entry is public; ask for the film to be taken down instead."))


@receiver(return_asked, dispatch_uid="jury.no_place_left")
def refuse_to_share_a_place(sender: Any, entry: Entry, **kwargs: Any) -> None:
    """An award with so many places is held by no more, also where an entry comes back."""
    refuse_return_without_place(entry)


@receiver(decisions_released, dispatch_uid="jury.prizes_won")
def enter_what_was_won(sender: Any, release: Release, **kwargs: Any) -> None:
    """From its release on, what a winner was promised stands in the ledger."""
    enter_prizes(Decision.objects.public().filter(release=release))


@receiver(call_published, dispatch_uid="jury.prizes_amended")
def amend_what_waits(sender: Any, call: Call, **kwargs: Any) -> None:
    """What an amendment says of a prize counts for those that were not delivered yet."""
    enter_prizes(Decision.objects.public().filter(entry__call=call))
