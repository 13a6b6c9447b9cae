"""The calls that are under way, on the first page of the admin: what comes next, and what has come in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timesince import timeuntil
from wagtail.admin.ui.components import Component

from cms.present.calls import status_of
from portal.accounts.models import User
from portal.calls.gates import Schedule
from portal.calls.models import Call, Gate
from portal.clock import now
from portal.entries.workflow import IN_COMPETITION, Status
from portal.front.words import text_for

LATELY = timedelta(days=1)


@dataclass(frozen=True)
class Running:
    """A call, the gate it comes to next, its entries: in competition, those of the last 24 hours, still drafts."""

    title: str
    url: str
    status: str
    gate: str
    at: datetime
    zone: str
    left: str
    entries: int
    lately: int
    drafts: int
    entries_url: str


def calls_under_way(user: User, at: datetime) -> list[Running]:
    """Calls on this person's desk that still come to a gate, the nearest first. Two queries, however many there are."""
    rows = Call.objects.on_desk_of(user).public().for_list().annotate(
        entries_in=Count("entries", Q(entries__status__in=IN_COMPETITION)),
        entries_lately=Count("entries", Q(entries__status__in=IN_COMPETITION, entries__submitted_at__gt=at - LATELY)),
        drafts=Count("entries", Q(entries__status=Status.DRAFT)),
    )  # fmt: skip
    coming = [(gate, call) for call in rows if (gate := Schedule.of(call).next_gate(at))]
    return [_running(call, gate, at) for gate, call in sorted(coming, key=lambda pair: (pair[0].at, pair[1].slug))]


def _running(call: Any, gate: Gate, at: datetime) -> Running:
    return Running(
        title=text_for(call.current.title)[0],
        url=reverse("desk-calls:edit", args=[call.pk]),
        status=status_of(Schedule.of(call), at),
        gate=gate.name(),
        at=gate.at,
        zone=gate.zone,
        left=timeuntil(gate.at, at, depth=1),
        entries=call.entries_in,
        lately=call.entries_lately,
        drafts=call.drafts,
        entries_url=f"{reverse('desk-entries:index')}?call={call.pk}",
    )


class RunningPanel(Component):
    """The list, below what waits."""

    order = 60
    template_name = "desk/running.html"

    def __init__(self, user: User) -> None:
        self.user = user

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"rows": calls_under_way(self.user, now())}
