"""How many tracks an entry takes part in."""

from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.calls.rules.base import Rule, Status, data, is_whole
from portal.calls.rules.facts import Facts


@dataclass(frozen=True)
class TrackChoice(Rule):
    """From `minimum` to `maximum` of the call's tracks, both included."""

    kind: ClassVar[str] = "tracks"
    label: ClassVar[str | Promise] = gettext_lazy("Tracks per entry")
    asks: ClassVar[tuple[str, ...]] = ("tracks",)

    minimum: int = 1
    maximum: int = 1

    def validate(self) -> None:
        whole = is_whole(self.minimum) and is_whole(self.maximum, least=1)
        if not whole or self.minimum > self.maximum:
            raise ValidationError(gettext_lazy("The most tracks cannot be fewer than the least."), code="tracks")

    def sentence(self) -> SafeString:
        if self.minimum == self.maximum:
            return format_html(_("An entry takes part in exactly {} of the tracks."), data(self.minimum))
        pattern = _("An entry takes part in {} to {} of the tracks.")
        return format_html(pattern, data(self.minimum), data(self.maximum))

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if facts.tracks is None:
            return Status.UNKNOWN, gettext_lazy("You have not yet chosen a track.")
        n = len(facts.tracks)
        found = _("You chose %(n)d.") % {"n": n}
        return (Status.PASS if self.minimum <= n <= self.maximum else Status.FAIL), found
