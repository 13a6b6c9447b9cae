"""What the templates of pages take. Plain records: the builder of a page fills them, a template only lays them out.

Every template reads them by attribute name, so a dict with the same keys works as well. Times are aware datetimes,
durations milliseconds, `lang` is a BCP 47 tag of the text beside it ("" when it is the page's own language).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.front.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Still:
    """One picture. `srcset` as HTML wants it; `alt` empty when the text beside it says the same."""

    src: str
    alt: str = ""
    width: int = 1600
    height: int = 900
    srcset: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Slate:
    """The aligned facts of a film, a hit or a page, always in this order. Empty ones are left out."""

    maker: str = ""
    maker_url: str = ""
    maker_lang: str = ""
    year: str = ""
    runtime_ms: int | None = None
    place: str = ""
    tools: Sequence[str] = ()
    when: str = ""  # of what takes place once: first of all


@dataclass(frozen=True, slots=True)
class AIStage:
    """`stage`: script, picture, voice, music or edit. `state`: used, none or undeclared. `words`: the maker's."""

    stage: str
    state: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class FilmCard:
    title: str
    url: str
    still: Still | None = None
    slate: Slate | None = None
    lang: str = ""
    line: str = ""
    ai: Sequence[AIStage] = ()
    is_stand_in: bool = False
    label: str = ""  # "Pilot", "Finalist" …


@dataclass(frozen=True, slots=True)
class Hero:
    """Tonight's film. `note` is a date or an occasion; `play_url` where it plays."""

    film: FilmCard
    eyebrow: str = ""
    note: str = ""
    other_titles: Sequence[Link] = ()
    play_url: str = ""


@dataclass(frozen=True, slots=True)
class CollectionCard:
    title: str
    url: str
    still: Still | None = None
    line: str = ""
    count: int = 0
    runtime_ms: int | None = None
    lang: str = ""


@dataclass(frozen=True, slots=True)
class TalentCard:
    name: str
    url: str
    portrait: Still | None = None
    lang: str = ""
    line: str = ""
    skills: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of a running order; `starts_ms` counts from the beginning of the programme."""

    film: FilmCard
    starts_ms: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CreditNode:
    """An organisation, studio or person; `parts` are what lies below it: school › laboratory › studio."""

    name: str
    url: str = ""
    lang: str = ""
    kind: str = ""
    parts: Sequence["CreditNode"] = ()
    portrait: Still | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    role: str
    nodes: Sequence[CreditNode]


@dataclass(frozen=True, slots=True)
class Track:
    """A WebVTT file. `kind`: captions, subtitles or chapters; at most one is the default."""

    url: str
    kind: str
    lang: str
    label: str
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Playback:
    """What the player plays: sources as (address, media type), best first."""

    title: str
    sources: Sequence[tuple[str, str]]
    poster: str = ""
    tracks: Sequence[Track] = ()
    width: int = 1920
    height: int = 1080
    is_stand_in: bool = False
    preload: str = "none"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`url` switches this value: adds it when it is off, takes it away when it is on."""

    text: str
    count: int
    url: str
    is_on: bool = False
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    values: Sequence[FacetValue]
    more: Sequence[FacetValue] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition of the search that can be taken away by its address."""

    name: str
    text: str
    url: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """`title` and `text` may hold <mark>; both come as SafeString from the search package."""

    kind: str
    title: str
    url: str
    lang: str = ""
    still: Still | None = None
    slate: Slate | None = None
    text: str = ""
    ai: Sequence[AIStage] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that somebody stated or we counted. `status`: reported, confirmed, computed or disputed.

    `value` is worded ("over 700"), "" where the claim is all in `unit`. `kind` says that it is a forecast, a goal, or
    what came of one. A computed claim has `counted_at` in place of date and source, and `places` where it counts those.
    """

    value: str
    unit: str
    as_of: datetime | None = None
    source: str = ""
    source_url: str = ""
    status: str = "reported"
    note: str = ""
    kind: str = ""
    other_says: str = ""
    other_source: str = ""
    other_url: str = ""
    counted_at: datetime | None = None
    places: Sequence["Fact"] = ()


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """What one edition claims."""

    year: str
    name: str
    claims: Sequence[Claim]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    text: str
    by: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence; numbers inside are <strong> already (SafeString from the rule's own renderer)."""

    sentence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language. `is_translated` False: the interface only, so no hreflang."""

    code: str
    url: str
    is_translated: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """`state`: done, missing, open or locked."""

    name: str
    url: str
    state: str = "open"
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class PageLink:
    number: int
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """Page links with None where numbers are left out."""

    links: Sequence[PageLink | None]
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the home page. `shape`: film, cues, films, talents, quotation, claims, motifs or news."""

    shape: str
    title: str = ""
    note: str = ""
    by: str = ""
    on: datetime | None = None
    more: Link | None = None
    accent: str = ""
    film: FilmCard | None = None
    films: Sequence[FilmCard] = ()
    cues: Sequence[Cue] = ()
    talents: Sequence[TalentCard] = ()
    quotation: Quotation | None = None
    claims: Sequence[Claim] = ()
    motifs: Sequence["Motif"] = ()
    news: Sequence["NewsLine"] = ()


@dataclass(frozen=True, slots=True)
class Motif:
    """Something films share: an era, a figure, an object. `when` is what the axis shows."""

    name: str
    when: str
    films: Sequence[Link] = ()
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class NewsLine:
    title: str
    url: str
    on: datetime
    lang: str = ""
    line: str = ""
    still: Still | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a box: a word and what stands beside it."""

    name: str
    text: str
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class AiringLine:
    """On air: a day on the channel's clocks and, where an hour is known, its instant. `of`: the event, or the film."""

    channel: str
    day: date
    zone: str
    calendar_url: str
    at: datetime | None = None
    channel_lang: str = ""
    status: str = ""
    status_words: str = ""
    of: Sequence[Link] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    on: datetime
    text: str
    items: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call that takes entries. `status` in words when it does not any more: "In judging"."""

    name: str
    url: str
    timeline: Timeline
    line: str = ""
    accent: str = ""
    lang: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """The film's place in a collection."""

    collection: Link
    position: int
    count: int
    previous: Link | None = None
    next: Link | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    name: str
    year: str
    url: str = ""
    ordinal: str = ""
    line: str = ""
    is_current: bool = False
    lang: str = ""
    cohort_url: str = ""
    partners_url: str = ""


@dataclass(frozen=True, slots=True)
class PartnerMark:
    """One partner: their logo with the name as its text, or the name in type."""

    name: str
    url: str = ""
    lang: str = ""
    logo: Still | None = None
    logo_on_dark: Still | None = None


@dataclass(frozen=True, slots=True)
class PartnerGroup:
    """Everybody with one part, under its name."""

    role: str
    partners: Sequence[PartnerMark]


@dataclass(frozen=True, slots=True)
class Award:
    """`scope`: the track it is for; `places`: how many there are, and what is left of them where that is public."""

    name: str
    definition: str = ""
    prize: str = ""
    decided_by: str = ""
    scope: str = ""
    places: str = ""


@dataclass(frozen=True, slots=True)
class Winner:
    """`prizes`: each in words, and that it was delivered."""

    award: str
    who: Link
    prizes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Finalist:
    """`note` says what a reader has to know of where it comes from."""

    who: Link
    note: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A line of a filmography."""

    film: FilmCard
    year: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """Somebody of a cohort who agreed to be named. `url` and `portrait` only where they are listed as well.

    `line` is HTML, `plain_line` the same for machines; `since`: films shown since they were chosen.
    """

    name: str
    lang: str = ""
    url: str = ""
    portrait: Still | None = None
    place: Link | None = None
    line: str = ""
    plain_line: str = ""
    since: Sequence[Work] = ()


@dataclass(frozen=True, slots=True)
class PortfolioLine:
    """Something a talent shows of themselves: not necessarily a film, and not on this site."""

    title: str
    year: str = ""
    part: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One of the creator's own entries. `missing`: how many things are.

    `state`: the word of its status, or what was decided once that is known; `award` is then what it won.
    """

    title: str
    call: str
    url: str
    state: str
    number: str = ""
    missing: int = 0
    closes_at: datetime | None = None
    zone: str = "UTC"
    changed_at: datetime | None = None
    lang: str = ""
    award: str = ""
    award_lang: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """`sha256` is empty until the file has been read."""

    number: str
    at: datetime
    zone: str
    title: str
    call: str
    sha256: str = ""
    file_name: str = ""
    bytes: int = 0
    institution: str = ""
