"""What waits for somebody, on the first page of the admin."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from portal.accounts.models import User
from portal.calls.models import Call, CallVersion
from portal.clock import now
from portal.entries.models import Entry
from portal.films.models import Takedown, TakedownState
from portal.jury.actions import DECIDABLE
from portal.jury.models import Decision, Release, WonPrize
from portal.sponsors.models import Enquiry, EnquiryStatus


@dataclass(frozen=True)
class Waiting:
    """So many things, in words, and where they are."""

    number: int
    words: str
    url: str


def waiting_for(user: User) -> list[Waiting]:
    """What an editor of these programmes would look at first; nothing that is done."""
    entries = Entry.objects.on_desk_of(user)
    standing = Decision.objects.standing().values("entry")
    loose = Decision.objects.embargoed().filter(entry__in=entries, release=None)
    planned = Release.objects.on_desk_of(user).filter(released_at=None)
    drafts = CallVersion.objects.filter(published_at=None, call__in=Call.objects.on_desk_of(user))
    undecided = entries.filter(status__in=DECIDABLE).exclude(pk__in=standing)
    listing = reverse("desk-entries:index")
    open_takedowns = Takedown.objects.on_desk_of(user).filter(state=TakedownState.OPEN)
    rows = [
        Waiting(open_takedowns.count(), _("open takedown requests"), reverse("desk-takedowns:index")),
        Waiting(undecided.count(), _("entries without a decision"), f"{listing}?decision=undecided"),
        Waiting(loose.count(), _("decisions that are in no release"), f"{listing}?decision=embargoed"),
        Waiting(planned.count(), _("releases that have not happened"), reverse("desk-releases:index")),
        Waiting(drafts.count(), _("calls with a draft"), reverse("desk-calls:index")),
    ]
    asking = Enquiry.objects.on_desk_of(user).filter(status=EnquiryStatus.NEW)
    new_ones = f"{reverse('desk-enquiries:index')}?status={EnquiryStatus.NEW}"
    rows.append(Waiting(asking.count(), _("new enquiries of sponsors"), new_ones))
    ledger = WonPrize.objects.on_desk_of(user)
    expired = f"{reverse('desk-prizes:index')}?delivery=expired"
    rows += [
        Waiting(ledger.waiting().count(), _("prizes that were not delivered"), reverse("desk-prizes:index")),
        Waiting(ledger.expired(now().date()).count(), _("prizes that expired before they were delivered"), expired),
    ]
    return [row for row in rows if row.number]


class WaitingPanel(Component):
    """The list, above Wagtail's own panels."""

    order = 50
    template_name = "desk/waiting.html"

    def __init__(self, user: User) -> None:
        self.user = user

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"rows": waiting_for(self.user)}
