"""One change that many documents show: a name of a channel, the organiser of a programme, the theme of an edition.

One row in the outbox stands for all of them. The indexer spreads it out, a batch at a time, and puts the rest at the
end of the line: no request writes thousands of rows, and no later change waits behind them.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from search.documents import document_id
from search.engines.base import Failure
from search.models import OutboxRow
from search.outbox import announce, announce_many

logger = logging.getLogger(__name__)
MARK = "*"  # before the name of a cause, where other rows have a kind
BATCH = 500
Dependents = Callable[[int], Iterable[tuple[str, QuerySet[Any]]]]

_DEPENDENTS: dict[str, list[Dependents]] = {}


def depends_on(cause: str) -> Callable[[Dependents], Dependents]:
    """Register who shows a `cause`: a function of its key that returns kinds of documents with their objects."""

    def decorate(function: Dependents) -> Dependents:
        _DEPENDENTS.setdefault(cause, []).append(function)
        return function

    return decorate


def announce_cause(cause: str, key: int) -> None:
    """Say that everything which shows this is different now. Call inside the transaction of the change."""
    announce(MARK + cause, key)


def announce_dependents(cause: str, key: int) -> None:
    """The same at once, for a cause that will be gone, and its links with it, when the indexer comes."""
    for kind, objects in _dependents(cause, key):
        announce_many(kind, objects.order_by("pk").values_list("pk", flat=True).distinct().iterator())


def is_cause(row: OutboxRow) -> bool:
    return row.kind.startswith(MARK)


def spread(rows: Sequence[OutboxRow]) -> dict[str, Failure]:
    """Announce a batch of what each of these causes touches. Returns what failed, by document id."""
    failures: dict[str, Failure] = {}
    for kind, position in dict.fromkeys((row.kind, row.object_id) for row in rows):
        try:
            with transaction.atomic():
                _spread_one(kind, position)
        except Exception as error:  # one odd cause must not hold up all the others
            logger.exception("%s could not be spread", document_id(kind, position))
            name = document_id(kind, position)
            failures[name] = Failure(name, f"{type(error).__name__}: {error}"[:500])
    return failures


def _spread_one(kind: str, position: str) -> None:
    """`position` is the key of the cause or, where a batch ended, "key/part/last object"."""
    key, part, last = [int(number) for number in [*position.split("/"), "0", "0"][:3]]
    parts = _dependents(kind.removeprefix(MARK), key)
    room = BATCH
    while part < len(parts):
        name, objects = parts[part]
        keys = list(objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True).distinct()[:room])
        announce_many(name, keys)
        room -= len(keys)
        if not room:
            announce(kind, f"{key}/{part}/{keys[-1]}")
            return
        part, last = part + 1, 0


def _dependents(cause: str, key: int) -> list[tuple[str, QuerySet[Any]]]:
    return [pair for function in _DEPENDENTS.get(cause, []) for pair in function(key)]
