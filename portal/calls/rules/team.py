"""How many people a team has."""

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


@dataclass(frozen=True)
class TeamSize(Rule):
    """From `minimum` to `maximum` people, both included; only members who accepted count."""

    kind: ClassVar[str] = "team_size"
    label: ClassVar[str | Promise] = gettext_lazy("Team size")
    about: ClassVar[str] = "film"

    minimum: int
    maximum: int

    def validate(self) -> None:
        numbers = (self.minimum, self.maximum)
        if any(not isinstance(n, int) or isinstance(n, bool) for n in numbers) or not 1 <= self.minimum <= self.maximum:
            raise ValidationError(gettext_lazy("The smallest team has at least one member, the largest no fewer."))

    def sentence(self) -> SafeString:
        if self.minimum == self.maximum:
            return format_html(_("A team has exactly {} members."), data(self.minimum))
        return format_html(_("A team has {} to {} members."), data(self.minimum), data(self.maximum))

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if facts.team_size is None:
            return Status.UNKNOWN, gettext_lazy("The team is not known yet.")
        found = _("Your team has %(n)d.") % {"n": facts.team_size}
        return (Status.PASS if self.minimum <= facts.team_size <= self.maximum else Status.FAIL), found
