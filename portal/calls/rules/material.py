"""What has to be handed in beside the form itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.calls.rules.base import Rule, Status, data
from portal.calls.rules.facts import Facts
from portal.language_names import language_name
from portal.text import in_a_row

GIB = 1024**3
CONTAINERS = {"mp4": "video/mp4", "mov": "video/quicktime", "mkv": "video/x-matroska", "webm": "video/webm"}


def _names(languages: Iterable[str]) -> str:
    return in_a_row(language_name(language) for language in languages)


@dataclass(frozen=True)
class FilmFile(Rule):
    """A film file: at most `max_bytes`, at least `min_height` lines, sound where asked, one of `containers`."""

    kind: ClassVar[str] = "film_file"
    label: ClassVar[str | Promise] = gettext_lazy("Film file")
    about: ClassVar[str] = "film"

    max_bytes: int = 20 * GIB
    min_height: int = 0
    needs_sound: bool = False
    containers: tuple[str, ...] = ()

    def validate(self) -> None:
        if not isinstance(self.max_bytes, int) or not isinstance(self.min_height, int) or self.max_bytes < 1:
            raise ValidationError(gettext_lazy("The size of the file is a number of bytes above zero."), code="file")
        if not set(self.containers) <= set(CONTAINERS):
            message = gettext_lazy("The kinds of file are: %(kinds)s.")
            raise ValidationError(message, code="container", params={"kinds": " ".join(CONTAINERS)})

    def sentence(self) -> SafeString:
        size = data(self.max_bytes, f"{self.max_bytes / GIB:g} GiB")
        text = format_html(_("One film file of at most {}."), size)
        if self.min_height:
            text = format_html(_("{} The picture has at least {} lines."), text, data(self.min_height))
        if self.needs_sound:
            text = format_html(_("{} It has {}."), text, data("sound", _("sound")))
        if self.containers:
            names = in_a_row(name.upper() for name in self.containers)
            text = format_html(_("{} It is one of: {}."), text, data(" ".join(self.containers), names))
        return text

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if not facts.has_film:
            return Status.FAIL, gettext_lazy("There is no film file yet.")
        if facts.height is None or facts.file_bytes is None:
            return Status.UNKNOWN, gettext_lazy("The file has not been read yet.")
        wrong = self._wrong(facts)
        return (Status.FAIL, wrong) if wrong else (Status.PASS, _picture(facts))

    def _wrong(self, facts: Facts) -> str | Promise:
        if (facts.file_bytes or 0) > self.max_bytes:
            return _("Your file has %(size).2f GiB.") % {"size": (facts.file_bytes or 0) / GIB}
        if min(facts.height or 0, facts.width or facts.height or 0) < self.min_height:
            return _("Your picture is %(picture)s.") % {"picture": _picture(facts)}
        if self.needs_sound and facts.has_sound is False:
            return gettext_lazy("Your film has no sound.")
        if self.containers and facts.container not in [CONTAINERS[name] for name in self.containers]:
            return gettext_lazy("Your file is of another kind.")
        return ""


def _picture(facts: Facts) -> str:
    return f"{facts.width} × {facts.height}"


@dataclass(frozen=True)
class Portfolio(Rule):
    """At least `minimum` portfolio items."""

    kind: ClassVar[str] = "portfolio"
    label: ClassVar[str | Promise] = gettext_lazy("Portfolio")
    about: ClassVar[str] = "portfolio"

    minimum: int = 1

    def validate(self) -> None:
        if not isinstance(self.minimum, int) or isinstance(self.minimum, bool) or self.minimum < 1:
            raise ValidationError(gettext_lazy("A portfolio has at least one item."), code="portfolio")

    def sentence(self) -> SafeString:
        text = ngettext("A portfolio of at least {} work.", "A portfolio of at least {} works.", self.minimum)
        return format_html(text, data(self.minimum))

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if facts.portfolio_items is None:
            return Status.UNKNOWN, gettext_lazy("There is no portfolio yet.")
        found = ngettext("Yours has %(n)d.", "Yours has %(n)d.", facts.portfolio_items) % {"n": facts.portfolio_items}
        return (Status.PASS if facts.portfolio_items >= self.minimum else Status.FAIL), found


@dataclass(frozen=True)
class Captions(Rule):
    """Captions or subtitles in each of `languages` (BCP 47)."""

    kind: ClassVar[str] = "captions"
    label: ClassVar[str | Promise] = gettext_lazy("Subtitles")
    about: ClassVar[str] = "film"

    languages: tuple[str, ...] = ("en",)

    def validate(self) -> None:
        if not self.languages or not all(isinstance(language, str) for language in self.languages):
            raise ValidationError(gettext_lazy("Name at least one language."), code="captions")

    def sentence(self) -> SafeString:
        return format_html(_("Subtitles in: {}."), data(" ".join(self.languages), _names(self.languages)))

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if facts.caption_languages is None:
            return Status.UNKNOWN, ""
        there = {language.lower() for language in facts.caption_languages}
        missing = [language for language in self.languages if language.lower() not in there]
        found = _("Missing: %(languages)s") % {"languages": _names(missing)} if missing else ""
        return (Status.FAIL if missing else Status.PASS), found
