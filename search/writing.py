"""Bringing indexes into line with the database: what is there is put, what is not, or must not be found, is deleted."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from search.documents import document_id, fields_of
from search.engines import engine
from search.engines.base import Change, Failure, RefusedBulk
from search.facets import Index
from search.kinds import Kind, kinds_of

logger = logging.getLogger(__name__)


def write_present_state(
    wanted: Sequence[tuple[str, str]], ticket: int, into: Mapping[Index, str] | None = None
) -> dict[str, Failure]:
    """Read `wanted` (kind, object) from the database and bring every index, or those in `into`, into line.

    Returns what failed, by document id; everything else is findable now.
    """
    failures: dict[str, Failure] = {}
    for index in into or Index:
        changes: list[Change] = []
        for kind in kinds_of(index):
            ids = [object_id for name, object_id in wanted if name == kind.name]
            built, failed = changes_of(kind, ids, index, ticket) if ids else ([], {})
            changes += built
            failures |= failed
        if into is None:
            changes += _strangers(wanted, index, ticket)
        for failure in _write(index, changes, (into or {}).get(index, "")):
            failures[failure.id] = failure
    return failures


def changes_of(
    kind: Kind[Any], ids: Sequence[str], index: Index, ticket: int
) -> tuple[list[Change], dict[str, Failure]]:
    """What the index has to do for these objects: put those that may be found, delete all others."""
    keys = [object_id for object_id in ids if object_id.isdecimal() and len(object_id) < 19]
    present = {str(thing.pk): thing for thing in kind.everything().filter(pk__in=keys)}
    changes, failures = [], {}
    for object_id in ids:
        doc_id = document_id(kind.name, object_id)
        try:
            document = kind.build(present[object_id], index) if object_id in present else None
            changes.append(Change(doc_id, ticket, fields_of(document) if document else None))
        except Exception as error:  # one odd record must not hold up all the others
            logger.exception("%s has no document", doc_id)
            failures[doc_id] = Failure(doc_id, f"{type(error).__name__}: {error}"[:500])
    return changes, failures


def _strangers(wanted: Sequence[tuple[str, str]], index: Index, ticket: int) -> list[Change]:
    """Of kinds that have no place in this index, or that nobody knows: they are not to be found, whoever put them."""
    own = {kind.name for kind in kinds_of(index)}
    return [Change(document_id(name, object_id), ticket, None) for name, object_id in wanted if name not in own]


def _write(index: Index, changes: list[Change], into: str) -> list[Failure]:
    """Write, halving what is refused as a whole until the document is found that is to blame."""
    if not changes:
        return []
    try:
        return engine().write(index, changes, into)
    except RefusedBulk as error:
        if len(changes) == 1:
            return [Failure(changes[0].id, str(error)[:500])]
        middle = len(changes) // 2
        return _write(index, changes[:middle], into) + _write(index, changes[middle:], into)
