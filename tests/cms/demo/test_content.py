"""The demo's words: each one in all three languages, each reference to something that is there."""

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from i18nfield.strings import LazyI18nString

from cms.demo import content
from cms.demo.content.authorities import ALL
from cms.demo.content.films import FilmData
from cms.demo.content.shapes import ProgrammeData
from portal.calls.claims import mistakes

MODULES = [importlib.import_module(f"cms.demo.content.{row.name}") for row in pkgutil.iter_modules(content.__path__)]
SLUGS = {row[1] for row in ALL}


def texts(value: Any, path: str) -> Iterator[tuple[str, LazyI18nString]]:
    if isinstance(value, LazyI18nString):
        yield path, value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, f"{path}[{key}]")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from texts(item, f"{path}[{index}]")


FOUND = [
    found
    for module in MODULES
    for name, value in vars(module).items()
    if name.isupper()
    for found in texts(value, f"{module.__name__.rsplit('.', 1)[-1]}.{name}")
]


def test_every_text_has_all_three_languages() -> None:
    assert len(FOUND) > 100
    poor = [path for path, text in FOUND if not all(text.data.get(code) for code in ("zh-hans", "zh-hant", "en"))]
    assert not poor


def test_no_english_text_holds_chinese_sentences() -> None:
    mixed = [path for path, text in FOUND if "，" in text.data["en"] or "。" in text.data["en"]]
    assert not mixed


def films() -> list[FilmData]:
    return [
        film
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, list)
        for film in value
        if isinstance(film, FilmData)
    ]


@pytest.mark.parametrize("film", films(), ids=lambda film: film.key)
def test_film_points_at_records_that_are_there(film: FilmData) -> None:
    tools = [tool for _share, names, _words in film.ai.values() for tool in names]
    wanted = {*film.culture, *film.countries, *film.genres, *tools, *([film.maker] if film.maker else [])}
    assert not wanted - SLUGS
    assert len(film.key) <= 16
    assert {language for _text, language in film.titles} >= {"zh-Hans", "zh-Hant", "en"}


def test_films_are_different_and_short_enough_to_seed() -> None:
    rows = films()
    assert len({film.key for film in rows}) == len(rows)
    assert sum(film.seconds for film in rows) <= 150


def test_every_number_of_the_demo_says_all_it_has_to() -> None:
    numbers = [
        number
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, ProgrammeData)
        for edition in value.editions
        for number in edition.statistics
    ]

    assert {number.status for number in numbers} >= {"reported", "disputed", "computed"}
    assert {number.key for number in numbers if mistakes(dataclasses.asdict(number))} == set()
