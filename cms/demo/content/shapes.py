"""What the demo knows of a programme: editions, calls, numbers, people, events. Slugs point at authorities."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from i18nfield.strings import LazyI18nString

Text: TypeAlias = LazyI18nString | str


@dataclass(frozen=True)
class GateData:
    """`wall` is the local time in `zone`, or "+21 23:59": so many days after the day of seeding."""

    key: str
    kind: str
    wall: str
    zone: str
    label: Text = ""
    mode: str = ""


@dataclass(frozen=True)
class AwardData:
    key: str
    name: Text
    definition: Text = ""
    decided_by: Text = ""
    prize: Text = ""
    places: int | None = None
    shows_places_left: bool = False


@dataclass(frozen=True)
class PrizeData:
    """`expires` is a date, or so many days from the day of seeding ("-20"); `note` says that it was delivered, and how."""

    key: str
    award: str
    product: Text
    sponsor: Text = ""
    amount: int | None = None
    expires: str = ""
    note: str = ""


@dataclass(frozen=True)
class QuestionData:
    key: str
    kind: str
    label: Text
    help: Text = ""
    is_required: bool = False


@dataclass(frozen=True)
class CallData:
    slug: str
    kind: str
    title: Text
    summary: Text
    body: Text
    consent: Text
    who: Text = ""
    what: Text = ""
    prize: Text = ""
    rights: Text = ""
    ethics: Text = ""
    gates: tuple[GateData, ...] = ()
    rules: tuple[tuple[str, dict[str, Any]], ...] = ()
    awards: tuple[AwardData, ...] = ()
    prizes: tuple[PrizeData, ...] = ()
    questions: tuple[QuestionData, ...] = ()


@dataclass(frozen=True)
class PresetCallData:
    """A call that says what its preset says, but for the texts here. `gates` None are the preset's own."""

    slug: str
    preset: str
    texts: dict[str, Text]
    gates: tuple[GateData, ...] | None = None


@dataclass(frozen=True)
class StatData:
    """A number somebody stated; with a `measure` one that is counted whenever it is shown."""

    key: str
    value: Decimal | int | None = None
    unit: Text = ""
    as_of: date | None = None
    source: str = ""
    qualifier: str = "exact"
    definition: Text = ""
    source_url: str = ""
    status: str = "reported"
    kind: str = "outcome"
    measure: str = ""
    other_says: Text = ""
    other_source: str = ""
    other_url: str = ""


@dataclass(frozen=True)
class PersonData:
    part: str
    name: Text
    honours: Text = ""
    organisation: str = ""


@dataclass(frozen=True)
class EventData:
    """`starts` is local time in `zone`; "2024-04-12" alone means that only the day is known."""

    slug: str
    name: Text
    starts: str
    zone: str
    description: Text = ""
    aliases: tuple[str, ...] = ()
    place: str = ""
    channel: str = ""
    parent: str = ""
    is_tentative: bool = False
    source: str = ""


@dataclass(frozen=True)
class PartnershipData:
    """What sponsors give and get; with a `mailbox` it takes enquiries while its edition does."""

    gives: tuple[Text, ...]
    gets: tuple[Text, ...]
    lead: Text = ""
    office: Text = ""
    mailbox: str = ""


@dataclass(frozen=True)
class PartnerData:
    """An organisation's part. `mark` is (sign, words) of a drawn logo, for invented ones alone."""

    role: str
    organisation: str
    mark: tuple[str, str] | None = None
    is_paired: bool = False  # with a second logo for dark ground


@dataclass(frozen=True)
class EditionData:
    """`year` 0 is the year of seeding, -1 the one before."""

    slug: str
    year: int
    state: str
    theme: Text = ""
    account: Text = ""
    previous: str = ""
    calls: tuple[CallData | PresetCallData, ...] = ()
    statistics: tuple[StatData, ...] = ()
    people: tuple[PersonData, ...] = ()
    events: tuple[EventData, ...] = ()
    partnership: PartnershipData | None = None
    partners: tuple[PartnerData, ...] = ()


@dataclass(frozen=True)
class ProgrammeData:
    slug: str
    name: Text
    purpose: Text
    organiser: str
    accent: str
    editions: tuple[EditionData, ...]
    is_invented: bool = False
