"""The films' files: generated, read like anybody's upload, with captions and a poster."""

import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files import File

from cms.demo.content.captions import LABELS, captions_of
from cms.demo.content.films import FilmData
from cms.demo.reel import SCOPE, FilmSpec, MadeFilm, make_films, write_vtt
from cms.demo.seed.say import Say
from cms.images import FirstcutImage
from cms.present import pictures
from portal.films.models import Film
from portal.media.actions import receive_original
from portal.media.captioning import attach_caption
from portal.media.models import Kind
from portal.media.reading import read
from portal.media.storages import new_key, store_file

CREDIT = "Firstcut demo"
SMALL = (320, 134)


def spec_of(data: FilmData, seed: int, longest: float | None) -> FilmSpec:
    """What to film; `longest` (seconds) makes small short ones for tests."""
    titles = {language: text for text, language in data.titles}
    short = longest is not None or data.is_sketch
    return FilmSpec(
        key=data.key,
        look=data.look,
        seconds=min(data.seconds, longest) if longest else data.seconds,
        title_zh=titles["zh-Hans"],
        title_en=titles["en"],
        seed=seed,
        stand_in=data.origin == "pilot",
        shots=1 if short else 2 if data.seconds < 9 else 4 if data.seconds > 16 else 3,
        size=SMALL if short else SCOPE,
    )


def seed_files(films: Iterable[FilmData], *, at: datetime, say: Say, longest: float | None = None) -> None:
    """Make what is missing, in two processes; each film is taken in as soon as it is there."""
    waiting = {data.key: (number, data) for number, data in enumerate(films, start=1) if not _is_done(data)}
    if not waiting:
        return
    specs = [spec_of(data, number * 7, longest) for number, data in waiting.values()]
    total, done = len(specs), 0
    with tempfile.TemporaryDirectory(prefix="reel-", dir=settings.DATA_DIR) as folder:

        def take_in(made: MadeFilm) -> None:
            nonlocal done
            done += 1
            _take_in(waiting[made.key][1], made, at)
            say(f"  film {done} of {total}: {made.key} ({made.seconds:.0f} s)")

        make_films(specs, Path(folder), on_done=take_in)


def _is_done(data: FilmData) -> bool:
    return Film.objects.filter(public_id=data.key, original__isnull=False).exists() and (
        data.is_sketch or hero_of(data.key) is not None
    )


def hero_of(key: str) -> FirstcutImage | None:
    """The poster of a film in the library."""
    found: FirstcutImage | None = FirstcutImage.objects.filter(title=f"Poster: {key}").first()
    return found


def _take_in(data: FilmData, made: MadeFilm, at: datetime) -> None:
    film = Film.objects.get(public_id=data.key)
    if film.original_id is None:
        _store(film, data, made, at)
    if not data.is_sketch and hero_of(data.key) is None:
        seed_picture(f"Poster: {data.key}", made.poster, is_stand_in=data.origin == "pilot")


def _store(film: Film, data: FilmData, made: MadeFilm, at: datetime) -> None:
    key = new_key("originals")
    store_file(made.path, key, content_type="video/mp4")
    original = receive_original(
        owner=film.owner, kind=Kind.FILM, name=made.path.name, size=made.path.stat().st_size, key=key, at=at
    )
    read(original.pk)
    for language, label in LABELS.items():
        cues = captions_of(data, language, made.seconds)
        attach_caption(
            original,
            write_vtt(cues).encode(),
            language=language,
            kind="captions",
            label=label,
            by=None,
            at=at,
            is_default=language == "zh-Hans",
        )
    film.original = original
    film.save(update_fields=["original"])


def seed_picture(title: str, path: Path, *, is_stand_in: bool) -> FirstcutImage:
    """A picture in the library, with every size that pages use."""
    image = FirstcutImage(title=title, credit=CREDIT, is_stand_in=is_stand_in)
    with path.open("rb") as file:
        image.file.save(path.name, File(file), save=False)
        image.save()
    pictures.make(image)
    return image
