"""What rules may know of an entry: a plain record that `entries` fills in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Facts:
    """Measured and declared facts. None is "not known yet", which is not the same as no."""

    runtime_ms: int | None = None
    width: int | None = None
    height: int | None = None
    has_sound: bool | None = None
    file_bytes: int | None = None
    container: str = ""
    has_film: bool = False
    team_size: int | None = None
    mode: str = ""
    ai_is_declared: bool = False
    ai_shares: dict[str, str] = field(default_factory=dict)  # stage → none | some | most | all
    caption_languages: frozenset[str] | None = None
    portfolio_items: int | None = None
    tools: frozenset[str] = frozenset()  # slugs of the tools declared at any stage
    cut_ms: int | None = None  # length of the part to be shown where the film is too long
    tracks: tuple[str, ...] | None = None
    entries_of_person: int | None = None  # handed in to this call by the same person, this one included
    residence: str = ""  # ISO 3166-1 alpha-2; regions have codes of their own there
    age_years: int | None = None  # on the day the entries close
    guardian_agreed: bool | None = None
    affiliation: str = ""
    institution: str = ""  # which enters the film, with its unit
    premiere: str = ""  # "" not declared, "unseen", or it was shown
    shown_where: frozenset[str] = frozenset()  # of `rules.premiere`'s PLACES; empty where that was not said
    shown_since: date | None = None  # first public showing, where there was one
    sources_used: frozenset[str] | None = None  # footage, dialogue, music of others' works
    materials: Mapping[str, str] | None = None  # what was sent beside the film → received | readable | unreadable
