"""Files that are sent beside the film."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.calls.rules.base import Material, Rule, Status, are_words, data
from portal.calls.rules.facts import Facts
from portal.text import in_a_row

MATERIALS = ("poster", "process", "2d_master", "evidence")


def material_name(name: str) -> str:
    """In the active language."""
    return {
        "poster": _("poster"),
        "process": _("document of the making (PDF)"),
        "2d_master": _("2D master of the film"),
        "evidence": _("evidence of how AI was used (PDF)"),
    }[name]


@dataclass(frozen=True)
class Materials(Rule):
    """`required` must be there, `optional` may: words of MATERIALS, `2d_master@xr` for entries in the track alone."""

    kind: ClassVar[str] = "materials"
    label: ClassVar[str | Promise] = gettext_lazy("Material beside the film")

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    def validate(self) -> None:
        if not are_words(self.required) or not are_words(self.optional) or not (self.required or self.optional):
            raise ValidationError(gettext_lazy("Name at least one piece of material."), code="materials")
        names = [one.name for one in self.materials()]
        if not set(names) <= set(MATERIALS):
            message = gettext_lazy("The pieces of material are: %(names)s.")
            raise ValidationError(message, code="materials", params={"names": " ".join(MATERIALS)})
        if len(set(names)) < len(names):
            raise ValidationError(gettext_lazy("Name each piece of material once."), code="materials")

    def materials(self) -> tuple[Material, ...]:
        return tuple(
            Material(*word.partition("@")[::2], is_required=is_required)
            for words, is_required in ((self.required, True), (self.optional, False))
            for word in words
        )

    def sentence(self) -> SafeString:
        if not self.optional:
            return format_html(_("To be sent too: {}."), self._words(self.required))
        if not self.required:
            return format_html(_("May be sent too: {}."), self._words(self.optional))
        both = _("To be sent too: {}. May be sent too: {}.")
        return format_html(both, self._words(self.required), self._words(self.optional))

    def _words(self, words: tuple[str, ...]) -> SafeString:
        shown = []
        for word in words:
            name, _at, track = word.partition("@")
            values = {"material": material_name(name), "track": self.track_names.get(track, track)}
            shown.append(_("%(material)s (track %(track)s)") % values if track else values["material"])
        return data(" ".join(words), in_a_row(shown))

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if facts.materials is None:
            return Status.UNKNOWN, ""
        asked = [one for one in self.materials() if not one.track or one.track in (facts.tracks or ())]
        states = {one: facts.materials.get(one.name, "") for one in asked}
        missing = [one.name for one, state in states.items() if one.is_required and not state]
        broken = [one.name for one, state in states.items() if state == "unreadable"]
        if missing:
            return Status.FAIL, _("Missing: %(names)s") % {"names": _names(missing)}
        if broken:
            is_needed = any(one.is_required for one, state in states.items() if state == "unreadable")
            return (Status.FAIL if is_needed else Status.WARN), _("Not readable: %(names)s") % {"names": _names(broken)}
        if facts.tracks is None and any(one.track and one.is_required for one in self.materials()):
            return Status.UNKNOWN, gettext_lazy("You have not yet chosen a track.")
        if "received" in states.values():
            return Status.UNKNOWN, gettext_lazy("A file is still being read.")
        return Status.PASS, ""


def _names(names: Iterable[str]) -> str:
    return in_a_row(map(material_name, names))
