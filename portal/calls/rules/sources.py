"""What a film may not take from others' works."""

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
from portal.text import in_a_row

SOURCES = ("footage", "dialogue", "music")


def source_name(source: str) -> str:
    """In the active language."""
    return {"footage": _("footage"), "dialogue": _("dialogue"), "music": _("music")}[source]


@dataclass(frozen=True)
class SourceMaterial(Rule):
    """Nothing of `forbidden` is taken from an existing work."""

    kind: ClassVar[str] = "sources"
    label: ClassVar[str | Promise] = gettext_lazy("Material of others")
    asks: ClassVar[tuple[str, ...]] = ("sources",)

    forbidden: tuple[str, ...] = SOURCES

    def validate(self) -> None:
        if not self.forbidden or not set(self.forbidden) <= set(SOURCES):
            message = gettext_lazy("What may not be taken is footage, dialogue or music.")
            raise ValidationError(message, code="sources")

    def sentence(self) -> SafeString:
        names = data(" ".join(self.forbidden), in_a_row(map(source_name, self.forbidden)))
        return format_html(_("Nothing of this is taken from existing works: {}."), names)

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if facts.sources_used is None:
            return Status.UNKNOWN, gettext_lazy("You have not yet said what you took from others' works.")
        taken = [source for source in self.forbidden if source in facts.sources_used]
        if not taken:
            return Status.PASS, ""
        return Status.FAIL, _("You took: %(sources)s.") % {"sources": in_a_row(map(source_name, taken))}
