"""Step: the institution that enters the film."""

from datetime import datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.drafts import LANGUAGES
from portal.entries.forms.institution import InstitutionForm
from portal.entries.institutions import asks_institution, institution_of, needs_institution, write_institution
from portal.entries.models import Entry
from portal.entries.steps.base import Step


class InstitutionStep(Step):
    slug = "institution"
    name: ClassVar[str | Promise] = gettext_lazy("Institution")
    help: ClassVar[str | Promise] = gettext_lazy(
        "Which institution enters the film. It is credited when the film is published."
    )
    template = "portal/entries/step_institution.html"
    form_class = InstitutionForm

    def applies_to(self, entry: Entry) -> bool:
        return asks_institution(entry)

    def arguments(self, entry: Entry) -> dict[str, Any]:
        return {"is_needed": needs_institution(entry)}

    def stored(self, entry: Entry) -> dict[str, Any]:
        found = institution_of(entry)
        if found is None:
            return {}
        suffixes = {tag: suffix for suffix, tag in LANGUAGES}
        names = {f"{'unit' if row.is_unit else 'name'}_{suffixes[row.language]}": row.text for row in found.names.all()}
        return {"organisation": found.organisation.slug if found.organisation else "", "role": found.role, **names}

    def missing(self, entry: Entry) -> list[tuple[str, str]]:
        found = institution_of(entry)
        is_needed = needs_institution(entry)
        if found is None:
            return [(_("Name the institution that enters the film."), "organisation")] if is_needed else []
        names = list(found.names.all())
        is_named = found.organisation_id is not None or any(not row.is_unit for row in names)
        lacks = []
        if not is_named and (is_needed or found.role or names):
            lacks.append((_("Name the institution that enters the film."), "organisation"))
        if not found.role and (is_needed or is_named or names):
            lacks.append((_("Say in which role you enter on its behalf."), "role"))
        return lacks

    def write(self, entry: Entry, cleaned: dict[str, Any], *, by: User, at: datetime) -> None:
        write_institution(
            entry, cleaned["organisation"], names=cleaned["names"], unit=cleaned["units"], role=cleaned["role"]
        )
