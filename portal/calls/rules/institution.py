"""Whether a film is entered by an institution."""

from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal.calls.rules.base import Rule, Status, data
from portal.calls.rules.facts import Facts


@dataclass(frozen=True)
class EnteredByInstitution(Rule):
    """Institutions may enter films through somebody; `is_required` lets nobody enter without one."""

    kind: ClassVar[str] = "institution"
    label: ClassVar[str | Promise] = gettext_lazy("Institution")
    about: ClassVar[str] = "film"

    is_required: bool = False

    def validate(self) -> None:
        if not isinstance(self.is_required, bool):
            raise ValidationError(gettext_lazy("Required is yes or no."), code="institution")

    def sentence(self) -> SafeString:
        if self.is_required:
            only = data("yes", pgettext("institutions", "only"))
            return format_html(_("Films are entered {} by institutions."), only)
        too = data("no", pgettext("institutions", "may"))
        return format_html(_("Films are entered by people; institutions {} enter them too."), too)

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if self.is_required and not facts.institution:
            return Status.UNKNOWN, gettext_lazy("You have not yet named the institution.")
        return Status.PASS, facts.institution
