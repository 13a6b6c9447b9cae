"""Rules about the project as a whole that no linter knows."""

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

BASE = Path(settings.BASE_DIR)
OURS = ("portal", "search", "cms", "templates")
TRANSLATED = ("zh_Hans", "zh_Hant")
CATALOGUES = sorted([*BASE.glob("locale/*/LC_MESSAGES/*.po"), *BASE.glob("cms/wagtail_words/*/LC_MESSAGES/*.po")])


def sources(*endings: str) -> Iterator[tuple[str, str]]:
    """Path and text of every file of ours with one of `endings`."""
    for room in OURS:
        for path in sorted((BASE / room).rglob("*")):
            if path.suffix in endings and "migrations" not in path.parts:
                yield path.relative_to(BASE).as_posix(), path.read_text()


def lines_with(pattern: str, *endings: str, but: str = "") -> list[str]:
    """`path:line text` of every match, except in paths that begin with `but`."""
    return [
        f"{path}:{number} {line.strip()[:100]}"
        for path, text in sources(*endings)
        if not (but and path.startswith(but))
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_nothing_is_declared_safe_by_hand() -> None:
    # A constant between quotes is no danger; anything that is put together is.
    # `data_block` escapes what it puts together; tests/cms/test_structured.py holds it to that.
    assert lines_with(r"\bmark_safe\b|\bSafe(String|Text)\((?![\"'])", ".py", but="portal/front/data_block.py") == []
    assert lines_with(r"\|\s*safe(seq)?\b", ".html", ".txt") == []
    assert lines_with(r"autoescape\s+off", ".html") == []


def test_templates_have_no_inline_script_or_style() -> None:
    """The Content-Security-Policy would refuse them; mails alone need inline styles."""
    assert lines_with(r"""\sstyle\s*=\s*["'{]""", ".html", but="templates/emails") == []
    assert lines_with(r"""<[^>]*\son[a-z]+\s*=\s*["'{]""", ".html") == []
    assert lines_with(r"<script(?![^>]*\b(src=|type=\"application/(ld\+)?json\"))", ".html") == []
    with_style = {line.partition(":")[0] for line in lines_with(r"<style\b", ".html", but="templates/emails")}
    assert with_style <= {"templates/500.html"}  # which must need nothing that could be broken


@pytest.mark.parametrize("document", ["SECURITY.md", "docs/development.md"])
def test_documents_name_tests_that_are_there(document: str) -> None:
    """They say what shows that a threat or a bad value is met; a test of another name shows nothing."""
    named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", (BASE / document).read_text())
    gone = [f"{path}::{name}" for path, name in named if f"def {name}(" not in text_of_test(path)]

    assert len(named) > 10
    assert gone == []


def test_every_threat_has_its_row() -> None:
    rows = re.findall(r"^\| (T\d+) .*$", (BASE / "SECURITY.md").read_text(), re.M)

    assert rows == [f"T{number}" for number in range(1, 37)]


def text_of_test(path: str) -> str:
    file = BASE / "tests" / path
    return file.read_text() if file.exists() else ""


def test_only_the_clock_reads_the_time() -> None:
    clock = r"\bdatetime\.(utc)?now\(|\bdate\.today\(|\bdatetime\.today\(|\btimezone\.(local)?(now|date)\("
    assert lines_with(clock, ".py", but="portal/clock.py") == []


def test_no_room_is_named_after_nothing() -> None:
    names = {"utils", "util", "common", "helpers", "helper", "misc"}
    found = [path for room in (*OURS, "tests") for path in (BASE / room).rglob("*") if path.stem in names]

    assert found == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.relative_to(BASE).as_posix())
def test_compiled_translations_are_not_stale(path: Path) -> None:
    compiled = path.with_suffix(".mo")

    assert compiled.exists(), "run manage.py compilemessages"
    with compiled.open("rb") as file:
        assert strings(read_mo(file)) == strings(recompiled(path)), "run manage.py compilemessages"


@pytest.mark.skipif(os.environ.get("CHECK_TRANSLATIONS") != "yes", reason="CHECK_TRANSLATIONS is not yes")
@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str, tmp_path: Path) -> None:
    if not shutil.which("xgettext"):
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("xgettext is missing: apt install gettext")
    wanted = {(message.context, _each(message.id)) for message in extracted(tmp_path) if message.id}
    translated = strings(catalogue(BASE / "locale" / language / "LC_MESSAGES" / "django.po"))

    assert sorted(map(str, wanted - translated.keys())) == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_admin_is_translated(language: str, domain: str) -> None:
    name = f"LC_MESSAGES/{domain}.po"
    known = strings(catalogue(BASE / "cms/wagtail_words" / language / name)).keys()
    missing = []
    for app in apps.get_app_configs():
        if app.name.partition(".")[0] == "wagtail":
            texts = {(each.context, _each(each.id)) for each in catalogue(Path(app.path, "locale/en", name)) if each.id}
            missing += sorted(
                map(str, texts - known - strings(catalogue(Path(app.path, "locale", language, name))).keys())
            )

    assert missing == []


def extracted(place: Path) -> Catalog:
    """What makemessages finds, in a copy of the sources, so that no file of the project is touched."""
    for path, text in sources(".py", ".html", ".txt"):
        copy = place / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text)
    (place / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "en", "--verbosity", "0"],
        cwd=place,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        check=True,
    )
    return catalogue(place / "locale/en/LC_MESSAGES/django.po")


def catalogue(path: Path) -> Catalog:
    """The catalogue at `path`; an empty one where there is none yet."""
    if not path.exists():
        return Catalog()
    with path.open("rb") as file:
        return read_po(file)


def recompiled(path: Path) -> Catalog:
    """The catalogue at `path` as a compiled one reads: Babel gives contexts and plurals of those other types."""
    file = io.BytesIO()
    write_mo(file, catalogue(path))
    file.seek(0)
    return read_mo(file)


def strings(texts: Catalog) -> dict[tuple[str | None, object], object]:
    """What is translated in `texts`, by context and original; unsure and empty ones are not."""
    return {
        (message.context, _each(message.id)): _each(message.string)
        for message in texts
        if message.id and not message.fuzzy and all(_each(message.string))
    }


def _each(string: object) -> tuple[object, ...]:
    """The one text, or its plural forms."""
    return tuple(string) if isinstance(string, (tuple, list)) else (string,)
