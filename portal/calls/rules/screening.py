"""What the screening on site asks of a film, apart from the film itself."""

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
from portal.timecode import duration_words


@dataclass(frozen=True)
class ScreeningCut(Rule):
    """What is shown runs at most `max_ms` milliseconds; a longer film names the part of it that is shown."""

    kind: ClassVar[str] = "screening_cut"
    label: ClassVar[str | Promise] = gettext_lazy("Screening cut")
    asks: ClassVar[tuple[str, ...]] = ("cut",)
    about: ClassVar[str] = "film"

    max_ms: int

    def validate(self) -> None:
        if not is_whole(self.max_ms, least=1):
            raise ValidationError(gettext_lazy("Give the longest part that can be shown."), code="cut")

    def sentence(self) -> SafeString:
        longest = data(self.max_ms, duration_words(self.max_ms))
        return format_html(
            _("At most {} are shown; a longer film names the part to show and stays whole itself."), longest
        )

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if facts.runtime_ms is None:
            return Status.UNKNOWN, gettext_lazy("The runtime has not been measured yet.")
        if facts.runtime_ms <= self.max_ms and facts.cut_ms is None:
            return Status.PASS, ""
        if facts.cut_ms is None:
            return Status.FAIL, gettext_lazy("Say which part of the film is shown.")
        found = _("Your part runs %(runtime)s.") % {"runtime": duration_words(facts.cut_ms)}
        is_inside = 0 < facts.cut_ms <= min(self.max_ms, facts.runtime_ms)
        return (Status.PASS if is_inside else Status.FAIL), found
