"""Step: what the call's rules ask of the entrant, and the tracks."""

from datetime import datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.calls.rules import asked
from portal.entries.forms.declarations import DeclarationsForm
from portal.entries.models import Entry
from portal.entries.steps.base import Step


class DeclarationsStep(Step):
    slug = "terms"
    name: ClassVar[str | Promise] = gettext_lazy("Terms of entry")
    help: ClassVar[str | Promise] = gettext_lazy("What the rules of this call ask about you and the work.")
    form_class = DeclarationsForm

    def applies_to(self, entry: Entry) -> bool:
        return bool(self.form(entry).fields)

    def arguments(self, entry: Entry) -> dict[str, Any]:
        version = entry.answered_version()
        return {
            "asked": asked(version),
            "tracks": [(track.key, str(track.name)) for track in version.tracks.all()],
        }

    def stored(self, entry: Entry) -> dict[str, Any]:
        return dict(entry.declarations)

    def missing(self, entry: Entry) -> list[tuple[str, str]]:
        fields = self.form(entry).fields
        return [
            (_("Say: %(question)s") % {"question": field.label}, name)
            for name, field in fields.items()
            if field.required and entry.declarations.get(name) in (None, "", [])
        ]

    def write(self, entry: Entry, cleaned: dict[str, Any], *, by: User, at: datetime) -> None:
        """What another version asked stays where it is: a rule may come back."""
        names = self.form(entry).fields
        entry.declarations = entry.declarations | {name: cleaned.get(name) for name in names}
        Entry.objects.filter(pk=entry.pk).update(declarations=entry.declarations)
