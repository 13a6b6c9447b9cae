"""Who may enter, and how often."""

from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.calls.rules.base import Rule, Status, are_words, data, is_whole
from portal.calls.rules.facts import Facts
from portal.calls.territories import is_territory, listed


@dataclass(frozen=True)
class Residence(Rule):
    """Only people who live in one of `places` (ISO 3166-1 alpha-2: countries, and regions such as HK)."""

    kind: ClassVar[str] = "residence"
    label: ClassVar[str | Promise] = gettext_lazy("Country or region")
    asks: ClassVar[tuple[str, ...]] = ("residence",)

    places: tuple[str, ...]

    def validate(self) -> None:
        if not self.places or not are_words(self.places) or not all(map(is_territory, self.places)):
            message = gettext_lazy("Name countries or regions by their two letters, like CN or HK.")
            raise ValidationError(message, code="residence")

    def sentence(self) -> SafeString:
        return format_html(_("Open to people who live in: {}."), data(" ".join(self.places), listed(self.places)))

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if not facts.residence:
            return Status.UNKNOWN, gettext_lazy("You have not yet said where you live.")
        found = _("You live in: %(place)s.") % {"place": listed([facts.residence])}
        return (Status.PASS if facts.residence in self.places else Status.FAIL), found


@dataclass(frozen=True)
class Age(Rule):
    """At least `minimum` years old on the day the entries close; below `guardian_below` a guardian agrees."""

    kind: ClassVar[str] = "age"
    label: ClassVar[str | Promise] = gettext_lazy("Age")
    asks: ClassVar[tuple[str, ...]] = ("birth_date", "guardian_agreed")

    minimum: int = 0
    guardian_below: int = 0

    def validate(self) -> None:
        if not is_whole(self.minimum) or not is_whole(self.guardian_below) or not (self.minimum or self.guardian_below):
            raise ValidationError(gettext_lazy("Give an age in whole years."), code="age")
        if max(self.minimum, self.guardian_below) > 120 or 0 < self.guardian_below <= self.minimum:
            message = gettext_lazy("A guardian can only be asked for above the smallest age.")
            raise ValidationError(message, code="age")

    def sentence(self) -> SafeString:
        years = data(self.minimum)
        oldest = data(self.guardian_below)
        if not self.guardian_below:
            return format_html(_("Open to people aged {} or over on the day entries close."), years)
        if not self.minimum:
            return format_html(_("People under {} enter with the consent of a guardian."), oldest)
        pattern = _("Open to people aged {} or over on the day entries close; under {} with the consent of a guardian.")
        return format_html(pattern, years, oldest)

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if facts.age_years is None:
            return Status.UNKNOWN, gettext_lazy("You have not yet given your date of birth.")
        if facts.age_years < self.minimum:
            return Status.FAIL, _("You will be %(age)s on that day.") % {"age": facts.age_years}
        if facts.age_years < self.guardian_below and not facts.guardian_agreed:
            status = Status.UNKNOWN if facts.guardian_agreed is None else Status.FAIL
            return status, gettext_lazy("A guardian has to agree.")
        return Status.PASS, ""


@dataclass(frozen=True)
class Affiliation(Rule):
    """Entrants say which school, company or studio they belong to; `is_required` asks for one."""

    kind: ClassVar[str] = "affiliation"
    label: ClassVar[str | Promise] = gettext_lazy("Affiliation")
    asks: ClassVar[tuple[str, ...]] = ("affiliation",)

    is_required: bool = True

    def validate(self) -> None:
        if not isinstance(self.is_required, bool):
            raise ValidationError(gettext_lazy("Required is yes or no."), code="affiliation")

    def sentence(self) -> SafeString:
        if self.is_required:
            return format_html(_("Entrants belong to {}."), data("yes", _("a school, company or studio")))
        return format_html(_("Entrants {} belong to a school, company or studio."), data("no", _("need not")))

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if self.is_required and not facts.affiliation:
            return Status.UNKNOWN, gettext_lazy("You have not yet said where you belong.")
        return Status.PASS, facts.affiliation


@dataclass(frozen=True)
class EntriesPerPerson(Rule):
    """At most `maximum` entries handed in by one person; withdrawn ones do not count."""

    kind: ClassVar[str] = "entries_per_person"
    label: ClassVar[str | Promise] = gettext_lazy("Entries per person")

    maximum: int = 1

    def validate(self) -> None:
        if not is_whole(self.maximum, least=1):
            raise ValidationError(gettext_lazy("At least one entry per person."), code="entries")

    def sentence(self) -> SafeString:
        text = ngettext(
            "One person hands in at most {} entry.", "One person hands in at most {} entries.", self.maximum
        )
        return format_html(text, data(self.maximum))

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        n = facts.entries_of_person
        if n is None:
            return Status.UNKNOWN, ""
        found = ngettext("This is your %(n)d. entry.", "This is your %(n)d. entry.", n) % {"n": n}
        return (Status.PASS if n <= self.maximum else Status.FAIL), found
