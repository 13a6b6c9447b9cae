"""What a demo film is asked to be, and what came of it."""

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FPS = 24
WIDE = (854, 480)
SCOPE = (960, 402)
MAX_SECONDS = 60.0


@dataclass(frozen=True)
class FilmSpec:
    """One film to be made. `seconds` is cut to whole frames (1/24 s); the same spec always gives the same pictures."""

    key: str
    look: str
    seconds: float
    title_zh: str
    title_en: str
    seed: int = 1
    stand_in: bool = False
    shots: int = 3
    size: tuple[int, int] = SCOPE

    def __post_init__(self) -> None:
        """Refuse what cannot be made. Raises ValueError."""
        if not 0.5 <= self.seconds <= MAX_SECONDS:
            raise ValueError(f"{self.key}: a demo film lasts between 0.5 and {MAX_SECONDS:.0f} seconds.")
        if not 1 <= self.shots <= 6:
            raise ValueError(f"{self.key}: a demo film has one to six shots.")
        if self.size[0] % 2 or self.size[1] % 2:
            raise ValueError(f"{self.key}: both sides of the picture must be even.")

    @property
    def frames(self) -> int:
        return round(self.seconds * FPS)


@dataclass(frozen=True)
class MadeFilm:
    """The files of one film. `seconds` is its exact runtime, `poster` a JPEG of 1920 pixels' width."""

    key: str
    path: Path
    poster: Path
    seconds: float
    width: int
    height: int


@dataclass(frozen=True)
class Stage:
    """The canvas of one shot: looks paint in parts of its height, so any size shows the same picture."""

    width: int
    height: int
    seed: int
    shot: int = 0
    seconds: float = 6.0

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    @property
    def aspect(self) -> float:
        return round(self.width / self.height, 2)

    def rng(self, name: str, *, every_shot: bool = False) -> np.random.Generator:
        """Random numbers for one part of the picture; `every_shot` gives the same ones in all shots of a film."""
        shot = 0 if every_shot else self.shot + 1
        return np.random.default_rng([self.seed, shot, zlib.crc32(name.encode())])

    def view(self, choices: int) -> int:
        """Which of so many framings this shot has; films of one look begin with different ones."""
        return (self.shot + int(self.seed) // 3) % choices

    def pick(self, choices: int) -> int:
        """Which of so many palettes this film wears, the same in all its shots."""
        return int(self.seed) % choices
