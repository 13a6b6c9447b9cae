"""What an edition's numbers have to say for themselves, and how they are written and withdrawn."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.calls.models import Edition, Measure, Qualifier, Statistic, StatisticKind, StatisticStatus
from portal.errors import DomainError

FIELDS = (
    "key",
    "kind",
    "status",
    "measure",
    "qualifier",
    "value",
    "unit",
    "definition",
    "as_of",
    "source",
    "source_url",
    "other_says",
    "other_source",
    "other_url",
)
TYPED = ("value", "as_of", "source", "source_url", "other_says", "other_source", "other_url")
Row = Mapping[str, Any]


def mistakes(row: Row) -> dict[str, str]:
    """What a claim lacks or says too much, by field; the same rules the database keeps."""
    return _mistakes_of_count(row) if row.get("status") == StatisticStatus.COMPUTED else _mistakes_of_statement(row)


def _mistakes_of_count(row: Row) -> dict[str, str]:
    found = {name: _("A counted number is not typed: leave this empty.") for name in TYPED if _says(row, name)}
    if row.get("measure") not in Measure.values:
        found["measure"] = _("Choose what is counted.")
    if row.get("kind") != StatisticKind.OUTCOME:
        found["kind"] = _("Only an outcome can be counted.")
    if row.get("qualifier") != Qualifier.EXACT:
        found["qualifier"] = _("A counted number is exact.")
    return found


def _mistakes_of_statement(row: Row) -> dict[str, str]:
    found: dict[str, str] = {}
    if row.get("measure"):
        found["measure"] = _("Leave this empty, or choose the status “computed”.")
    for name, sentence in (
        ("unit", _("Say what is counted: films, people …")),
        ("as_of", _("Say as of which day.")),
        ("source", _("Say who states it.")),
    ):
        if not _says(row, name):
            found[name] = sentence
    return found | _mistakes_of_value(row) | _mistakes_of_second(row)


def _mistakes_of_value(row: Row) -> dict[str, str]:
    if row.get("kind") != StatisticKind.STATEMENT:
        return {} if _says(row, "value") else {"value": _("Write the number.")}
    found = {"value": _("A statement in words has no number.")} if _says(row, "value") else {}
    return found | (
        {}
        if row.get("qualifier") == Qualifier.EXACT
        else {"qualifier": _("A statement in words is neither over nor under.")}
    )


def _mistakes_of_second(row: Row) -> dict[str, str]:
    """A disputed claim names who says otherwise; whoever names a second source says what it says."""
    is_disputed = row.get("status") == StatisticStatus.DISPUTED
    if not is_disputed and not any(_says(row, name) for name in ("other_says", "other_source", "other_url")):
        return {}
    found = {} if _says(row, "other_source") else {"other_source": _("Name the second source.")}
    return found | ({} if _says(row, "other_says") else {"other_says": _("Write what the second source says.")})


def _says(row: Row, name: str) -> bool:
    value = row.get(name)
    value = getattr(value, "data", value)
    return any(value.values()) if isinstance(value, Mapping) else value not in (None, "")


def counted_rows(measures: Iterable[str], *, beside: Iterable[Row]) -> list[Row]:
    """The claims that publish what is counted, with keys that no outcome `beside` them has."""
    taken = {row["key"] for row in beside if row.get("kind") == StatisticKind.OUTCOME}
    return [
        {
            "key": f"{measure}-counted" if measure in taken else measure,
            "kind": StatisticKind.OUTCOME,
            "status": StatisticStatus.COMPUTED,
            "measure": measure,
            "qualifier": Qualifier.EXACT,
        }
        for measure in measures
    ]


def twice(rows: Sequence[Row]) -> str:
    """A sentence where two claims that stand have one key and kind; "" where none do."""
    seen: set[tuple[Any, Any]] = set()
    for row in rows:
        name = (row["key"], row.get("kind", StatisticKind.OUTCOME))
        if name in seen:
            return _("Two numbers have the key “%(key)s” and are of one kind.") % {"key": row["key"]}
        seen.add(name)
    return ""


def write_claims(
    edition: Edition, rows: Sequence[Row], *, shown_again: Collection[int], by: User, at: datetime
) -> None:
    """Make the standing claims of a locked edition be exactly these, in this order.

    A row with a `pk` changes that claim; a standing claim no row speaks of is withdrawn and kept. Those of
    `shown_again` stand again, after the rows. Raises DomainError for what `mistakes` or `twice` would say.
    """
    standing = {claim.pk: claim for claim in edition.statistics.standing()}
    again = list(edition.statistics.withdrawn().filter(pk__in=shown_again))
    refusal = next((sentence for row in rows for sentence in mistakes(row).values()), "")
    refusal = refusal or twice([*rows, *({"key": claim.key, "kind": claim.kind} for claim in again)])
    named = [row["pk"] for row in rows if row.get("pk")]
    if refusal or set(named) - set(standing) or len(set(named)) < len(named):
        raise DomainError(refusal or _("One of these numbers is not among those of this edition."))
    for claim in standing.values():
        if claim.pk not in named:
            claim.withdraw(by=by, at=at)
    # Two claims may have changed keys with each other: what is kept makes room first.
    edition.statistics.filter(pk__in=named).update(withdrawn_at=at)
    for position, row in enumerate(rows):
        own = {name: row[name] for name in FIELDS if name in row}
        claim = standing.get(row.get("pk") or 0) or Statistic(edition=edition)
        for name, value in (own | {"position": position, "withdrawn_at": None, "withdrawn_by": None}).items():
            setattr(claim, name, value)
        claim.save()
    for position, claim in enumerate(again, start=len(rows)):
        claim.position, claim.withdrawn_at, claim.withdrawn_by = position, None, None
        claim.save(update_fields=["position", "withdrawn_at", "withdrawn_by"])
