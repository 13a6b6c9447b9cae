"""Finding out where catalogue and database differ, and announcing every difference so that the indexer repairs it."""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from portal.clock import now
from search.documents import document_id, fields_of, split_id
from search.engines import engine
from search.facets import Index
from search.kinds import kinds_of
from search.models import Check, OutboxRow
from search.outbox import announce_many

logger = logging.getLogger(__name__)
CHUNK = 500
EXAMPLES = 50
CLOCKS_DIFFER = timedelta(seconds=60)


@dataclass
class Report:
    """Document ids by what is wrong with them in one index.

    `ghosts` are documents without a record: it is gone, its kind has no place in this index, or nobody knows the kind.
    `odd` are records that no document can be made of; the log says why.
    """

    index: Index
    checked: int = 0
    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    ghosts: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    @property
    def drift(self) -> int:
        return len(self.missing) + len(self.stale) + len(self.ghosts)


def reconcile(index: Index, *, rest: float = 0) -> Report:
    """Compare by id and by a hash of everything indexed, so that what changed past us is found too.

    What differs is announced, and the report kept for the operators. What is on its way anyway is not a difference.
    With `rest` it pauses after every chunk for that many times as long as the chunk took, to leave room for others.
    """
    began, started_at = time.monotonic(), now() - CLOCKS_DIFFER
    stored = dict(engine().stored(index))
    report = Report(index)
    for doc_id, digest in _wanted(index, report, rest):
        report.checked += 1
        if doc_id not in stored:
            report.missing.append(doc_id)
        elif stored.pop(doc_id) != digest:
            report.stale.append(doc_id)
    report.ghosts = sorted(set(stored) - set(report.odd))
    _leave_out_what_is_on_its_way(report, started_at)
    _announce(report)
    _keep(report, time.monotonic() - began)
    return report


def documents_wrong() -> int:
    """How many documents the last checks found missing, out of date, without a record or impossible to make."""
    return sum(check.wrong for check in Check.objects.all())


def checked_ago_s() -> float:
    """Seconds since the older of the two indexes was last checked; 0 before the first time."""
    oldest = Check.objects.order_by("checked_at").values_list("checked_at", flat=True).first()
    return max(0.0, (now() - oldest).total_seconds()) if oldest else 0.0


def _wanted(index: Index, report: Report, rest: float) -> Iterator[tuple[str, object]]:
    for kind in kinds_of(index):
        began = time.monotonic()
        for number, thing in enumerate(kind.everything().order_by("pk").iterator(chunk_size=CHUNK), 1):
            try:
                document = kind.build(thing, index)
                if document is not None:
                    yield document.id, fields_of(document)["digest"]
            except Exception:
                logger.exception("%s has no document", document_id(kind.name, thing.pk))
                report.odd.append(document_id(kind.name, thing.pk))
            if rest and number % CHUNK == 0:
                time.sleep(rest * (time.monotonic() - began))
                began = time.monotonic()


def _leave_out_what_is_on_its_way(report: Report, since: datetime) -> None:
    if not report.drift:
        return
    rows = OutboxRow.objects.changed_since(since).values_list("kind", "object_id")
    moving = {document_id(kind, object_id) for kind, object_id in rows}
    for name in ("missing", "stale", "ghosts"):
        setattr(report, name, [doc_id for doc_id in getattr(report, name) if doc_id not in moving])


def _announce(report: Report) -> None:
    by_kind: dict[str, list[str]] = {}
    for doc_id in [*report.missing, *report.stale, *report.ghosts]:
        kind, object_id = split_id(doc_id)
        by_kind.setdefault(kind, []).append(object_id)
    for kind, object_ids in by_kind.items():
        announce_many(kind, object_ids)


def _keep(report: Report, seconds: float) -> None:
    found = {name: getattr(report, name) for name in ("missing", "stale", "ghosts", "odd")}
    examples = [f"{name} {doc_id}" for name, doc_ids in found.items() for doc_id in doc_ids]
    counts = {name: len(doc_ids) for name, doc_ids in found.items()}
    Check.objects.update_or_create(
        index=str(report.index),
        defaults={
            **counts,
            "checked_at": now(),
            "seconds": round(seconds, 3),
            "checked": report.checked,
            "examples": examples[:EXAMPLES],
        },
    )
    level = logging.WARNING if report.drift or report.odd else logging.INFO
    logger.log(
        level, "%s catalogue: %d checked in %.1f s, %s", report.index, report.checked, seconds,
        ", ".join(f"{count} {name}" for name, count in counts.items()),
    )  # fmt: skip
