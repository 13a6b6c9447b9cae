"""What the demo knows of a film."""

from dataclasses import dataclass, field

from i18nfield.strings import LazyI18nString


@dataclass(frozen=True)
class FilmData:
    """A film of the demo. `titles` are (text, language), the original first; `maker` is the slug of an organisation."""

    key: str
    look: str
    seconds: float
    titles: tuple[tuple[str, str], ...]
    logline: LazyI18nString
    synopsis: LazyI18nString
    year: int
    culture: tuple[str, ...] = ()
    maker: str = ""
    talents: tuple[tuple[str, str], ...] = ()  # (person's key, role)
    epigraph: LazyI18nString | str = ""
    ai: dict[str, tuple[str, tuple[str, ...], str]] = field(default_factory=dict)  # stage → share, tools, words
    countries: tuple[str, ...] = ("china",)
    genres: tuple[str, ...] = ()
    origin: str = "entry"
    is_sketch: bool = False  # handed in, not shown: filmed small, without a poster in the library
