"""How long a film may be, measured from its file: the end of the last video frame."""

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
from portal.timecode import duration_words


@dataclass(frozen=True)
class Runtime(Rule):
    """A range in milliseconds, open at either end. `is_over` makes the lower end exclusive ("more than")."""

    kind: ClassVar[str] = "runtime"
    label: ClassVar[str | Promise] = gettext_lazy("Runtime")
    about: ClassVar[str] = "film"

    min_ms: int | None = None
    max_ms: int | None = None
    is_over: bool = False

    def validate(self) -> None:
        ends = [end for end in (self.min_ms, self.max_ms) if end is not None]
        if not ends or any(not isinstance(end, int) or isinstance(end, bool) or end < 0 for end in ends):
            raise ValidationError(gettext_lazy("Give a shortest or a longest runtime."), code="runtime")
        if self.min_ms is not None and self.max_ms is not None and self.min_ms >= self.max_ms:
            raise ValidationError(gettext_lazy("The shortest runtime must be below the longest."), code="runtime")

    def sentence(self) -> SafeString:
        low = None if self.min_ms is None else data(self.min_ms, duration_words(self.min_ms))
        high = None if self.max_ms is None else data(self.max_ms, duration_words(self.max_ms))
        if low is None:
            return format_html(_("The film runs at most {}."), high)
        if high is None:
            pattern = _("The film runs more than {}.") if self.is_over else _("The film runs at least {}.")
            return format_html(pattern, low)
        if self.is_over:
            return format_html(_("The film runs more than {} and at most {}."), low, high)
        return format_html(_("The film runs between {} and {}."), low, high)

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if facts.runtime_ms is None:
            return Status.UNKNOWN, gettext_lazy("The runtime has not been measured yet.")
        found = _("Your film runs %(runtime)s.") % {"runtime": duration_words(facts.runtime_ms)}
        too_short = self.min_ms is not None and (
            facts.runtime_ms <= self.min_ms if self.is_over else facts.runtime_ms < self.min_ms
        )
        too_long = self.max_ms is not None and facts.runtime_ms > self.max_ms
        return (Status.FAIL if too_short or too_long else Status.PASS), found
