"""Who made it: credits in rows, the team's name, how it takes part."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from portal.drafts import DraftForm
from portal.entries.forms.mode import ask_mode
from portal.fields import CleanCharField
from portal.films.models import CreditRole

MOST_CREDITS = 60
SPARE_ROWS = 2


class PeopleForm(DraftForm):
    """Credits are rows `credit_<n>_role`, `…_name`, `…_part`; rows without a name are dropped."""

    team_name = CleanCharField(label=_("Team name"), max_graphemes=120, max_length=200, is_name=True, required=False)

    def __init__(self, *args: Any, modes: Iterable[tuple[str, str]] = (), rows: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_mode(self, modes)
        sent = sum(f"credit_{n}_name" in self.data for n in range(MOST_CREDITS))
        self.row_count = min(MOST_CREDITS, max(sent, rows + SPARE_ROWS, 3))
        for n in range(self.row_count):
            self._add_row(n)

    def _add_row(self, n: int) -> None:
        roles = [("", _("choose…")), *CreditRole.choices]
        self.fields[f"credit_{n}_role"] = forms.ChoiceField(label=_("Role"), choices=roles, required=False)
        self.fields[f"credit_{n}_name"] = CleanCharField(
            label=_("Name as credited"), max_graphemes=120, max_length=200, is_name=True, required=False
        )
        self.fields[f"credit_{n}_part"] = CleanCharField(
            label=_("In your own words"), max_graphemes=120, max_length=200, required=False
        )

    def row_fields(self) -> list[list[BoundField]]:
        return [[self[f"credit_{n}_{part}"] for part in ("role", "name", "part")] for n in range(self.row_count)]

    def plain_fields(self) -> list[BoundField]:
        return [self[name] for name in ("mode", "team_name") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if f"credit_{MOST_CREDITS}_name" in self.data:
            raise ValidationError(
                _("At most %(limit)d credits fit here."), code="too_many", params={"limit": MOST_CREDITS}
            )
        credits = []
        for n in range(self.row_count):
            role, name, part = (cleaned.get(f"credit_{n}_{key}", "") for key in ("role", "name", "part"))
            if name:
                credits.append({"role": role or CreditRole.OTHER, "name": name, "part": part})
            elif part and f"credit_{n}_name" not in self.errors:
                self.add_error(f"credit_{n}_name", _("Whose part is this? Write the name."))
        cleaned["credits"] = credits
        if self.strict and not credits and not self.errors:
            self.add_error("credit_0_name", ValidationError(_("Name at least one person."), code="required"))
        return cleaned
