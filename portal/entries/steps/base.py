"""What a step is: its form, where its values are stored, and what is missing in it."""

from datetime import datetime
from typing import Any, ClassVar

from django.db.models import F
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.drafts import DraftForm
from portal.entries.models import Entry
from portal.errors import StaleVersion


class Step:
    """One page of an entry. Subclasses say which form it has and how its values are read and written."""

    slug: ClassVar[str]
    name: ClassVar[str | Promise]
    help: ClassVar[str | Promise] = ""
    template: ClassVar[str] = "portal/entries/step.html"
    form_class: ClassVar[type[DraftForm]] = DraftForm

    def applies_to(self, entry: Entry) -> bool:
        """Whether this entry has the step at all."""
        return True

    def arguments(self, entry: Entry) -> dict[str, Any]:
        """What the form needs beside data: questions, modes, rows."""
        return {}

    def stored(self, entry: Entry) -> dict[str, Any]:
        """The form's values as the database holds them."""
        return {}

    def write(self, entry: Entry, cleaned: dict[str, Any], *, by: User, at: datetime) -> None:
        """Store cleaned values; only what is different. Runs inside the transaction of `save_draft`."""

    def version(self, entry: Entry) -> int:
        """The number that two windows compare."""
        return entry.version

    def swap(self, entry: Entry, version: int, *, at: datetime) -> int:
        """Compare-and-swap of that number; the new one. Raises StaleVersion and then changes nothing."""
        same = Entry.objects.filter(pk=entry.pk, version=version, status=entry.status)
        if not same.update(version=F("version") + 1, updated_at=at):
            raise StaleVersion(_("Somebody has saved this in the meantime. Nothing was overwritten."))
        entry.version, entry.updated_at = version + 1, at
        return entry.version

    def missing(self, entry: Entry) -> list[tuple[str, str]]:
        """What is not there yet, as (sentence, field name): cheap, for the list beside every page."""
        return []

    def stops(self, entry: Entry) -> list[tuple[str, str]]:
        """Why one cannot go on from here yet, as (field name, sentence). What was typed is saved all the same."""
        return []

    def reshaped(self, entry: Entry, data: QueryDict) -> QueryDict | None:
        """What was sent, with a row more or less where a button asks for that instead of saving; else None."""
        return None

    def context(self, entry: Entry, by: User) -> dict[str, Any]:
        """What the step's own template shows beside the form."""
        return {}

    def form(self, entry: Entry, data: QueryDict | None = None, *, strict: bool = False) -> DraftForm:
        """The form, bound to `data` or filled from the database."""
        return self.form_class(data, initial=self.stored(entry), strict=strict, **self.arguments(entry))

    def check(self, entry: Entry) -> DraftForm:
        """A strict form bound to what is stored, as a browser would show it: what handing in validates once more."""
        stored, fields = self.stored(entry), self.form(entry).fields
        shown = {name: fields[name].prepare_value(value) if name in fields else value for name, value in stored.items()}
        return self.form_class(as_data(shown), initial=stored, strict=True, **self.arguments(entry))


def as_data(values: dict[str, Any]) -> QueryDict:
    """Stored values as a browser would send them."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for number, row in enumerate(value):
                for key, cell in row.items():
                    data[f"{name}.{number}.{key}"] = str(cell)
        elif isinstance(value, list | tuple):
            data.setlist(name, [str(item) for item in value])
        elif value is not None:
            data[name] = str(value)
    return data


def changed(thing: Any, values: dict[str, Any]) -> list[str]:
    """Set `values` on `thing` and return the names of those that are different now."""
    names = []
    for name, value in values.items():
        if getattr(thing, name) != value:
            setattr(thing, name, value)
            names.append(name)
    return names


def plain_texts(value: Any) -> dict[str, str]:
    """A text in several languages as language → text."""
    data = getattr(value, "data", value)
    if isinstance(data, dict):
        return {code: text for code, text in data.items() if text}
    return {"zh-hans": str(data)} if data else {}
