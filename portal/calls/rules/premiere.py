"""Whether the film was seen before. A condition that raises a flag and never refuses by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.calls.rules.base import Rule, Status, data
from portal.calls.rules.facts import Facts

PLACES = ("online", "national", "abroad")
"""Where a film may have been shown: on the net, on a screen of the country, on one of another."""
LEVELS: Mapping[str, frozenset[str]] = {
    "world": frozenset(PLACES),
    "national": frozenset({"national"}),
    "online": frozenset({"online"}),
}
"""What counts as having been shown."""


def _level(level: str) -> str:
    return {
        "world": _("nowhere, not online either"),
        "national": _("nowhere in the country"),
        "online": _("nowhere online"),
    }[level]


@dataclass(frozen=True)
class Premiere(Rule):
    """The film has been shown nowhere before, in the sense of `level`. Earlier showings are flagged for the editors.

    Who does not say where it was shown is flagged whatever the level.
    """

    kind: ClassVar[str] = "premiere"
    label: ClassVar[str | Promise] = gettext_lazy("Premiere")
    asks: ClassVar[tuple[str, ...]] = ("premiere",)
    about: ClassVar[str] = "film"

    level: str = "world"

    def validate(self) -> None:
        if self.level not in LEVELS:
            raise ValidationError(gettext_lazy("The premiere is world, national or online."), code="premiere")

    def sentence(self) -> SafeString:
        return format_html(_("The film has been shown before: {}."), data(self.level, _level(self.level)))

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if not facts.premiere:
            return Status.UNKNOWN, gettext_lazy("You have not yet said whether the film was shown before.")
        if facts.premiere == "unseen":
            return Status.PASS, ""
        if facts.shown_where and not facts.shown_where & LEVELS[self.level]:
            return Status.PASS, gettext_lazy("Shown before, but not where this rule asks.")
        since = _("Shown before, on %(day)s.") % {"day": facts.shown_since} if facts.shown_since else _("Shown before.")
        return Status.WARN, since
