"""How a change gets into the catalogue: a row in the transaction of the change, and nothing else in it."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q

from portal.clock import now
from search.models import IndexerState, OutboxRow

LEASE = timedelta(seconds=20)


def announce(kind: str, object_id: int | str) -> None:
    """Say that `object_id` of `kind` is different now, new, or gone. Call inside the transaction of the change."""
    OutboxRow.objects.create(kind=kind, object_id=str(object_id))


def announce_many(kind: str, object_ids: Iterable[int | str]) -> int:
    """The same for many at once; how many."""
    rows = [OutboxRow(kind=kind, object_id=str(object_id)) for object_id in object_ids]
    return len(OutboxRow.objects.bulk_create(rows, batch_size=500))


def take_ticket() -> int:
    """A number larger than every one before it."""
    state = IndexerState.objects.get_or_create(pk=IndexerState.ONLY)[0]
    while True:
        if IndexerState.objects.filter(pk=state.pk, ticket=state.ticket).update(ticket=state.ticket + 1):
            return state.ticket + 1
        state.refresh_from_db()


def take_turn(holder: str) -> int | None:
    """A ticket for one batch, if nobody else holds the lease; it is `holder`'s for 20 s from now."""
    IndexerState.objects.get_or_create(pk=IndexerState.ONLY)
    free = Q(holder=holder) | Q(holder="") | Q(held_until__lt=now())
    if not IndexerState.objects.filter(free, pk=IndexerState.ONLY).update(holder=holder, held_until=now() + LEASE):
        return None
    return take_ticket()


def end_turn(holder: str) -> None:
    """Let others have the next turn at once."""
    IndexerState.objects.filter(pk=IndexerState.ONLY, holder=holder).update(holder="")


def mark_written(ticket: int) -> None:
    """What was written with `ticket` can be found from now on."""
    IndexerState.objects.filter(pk=IndexerState.ONLY, written__lt=ticket).update(written=ticket)


def stamp() -> int:
    """Changes whenever the catalogue's answers may have changed."""
    return IndexerState.objects.filter(pk=IndexerState.ONLY).values_list("written", flat=True).first() or 0


def lag_s() -> float:
    """How long the oldest change has been waiting, in seconds; 0 when nothing is."""
    oldest = OutboxRow.objects.pending().order_by("pk").values_list("enqueued_at", flat=True).first()
    return max(0.0, (now() - oldest).total_seconds()) if oldest else 0.0


def given_up() -> int:
    """How many changes a person has to look at."""
    return OutboxRow.objects.dead().count()
