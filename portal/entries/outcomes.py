"""What has been made known about entries. The room above that decides says it; this one only asks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.entries.models import Entry


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided, and what the deciders wrote to the entrant about it.

    `label` is in the reader's language, `award` in `award_lang` where that is another.
    """

    label: str
    made_known_at: datetime
    award: str = ""
    award_lang: str = ""
    message: str = ""


Teller = Callable[[Sequence["Entry"]], Mapping[int, Outcome]]

_tellers: list[Teller] = []


def tell_outcomes(teller: Teller) -> Teller:
    """Register `teller`: from entries to what is known about them, by primary key, in a constant number of queries.

    What is decided and not released yet must not come out of it.
    """
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def outcomes_of(entries: Sequence["Entry"]) -> dict[int, Outcome]:
    """What their own people may know was decided about these entries; nothing for most."""
    known: dict[int, Outcome] = {}
    for teller in _tellers if entries else ():
        known |= teller(entries)
    return known
