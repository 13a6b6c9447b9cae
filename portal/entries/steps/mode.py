"""Step: how one takes part, in calls that ask for no film; where they do, it is asked beside the team."""

from datetime import datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.entries.forms.mode import ModeForm
from portal.entries.models import Entry
from portal.entries.modes import is_chosen_for_good, mode_words, modes_of, modes_with_ends, require_mode
from portal.entries.steps.base import Step


class ModeStep(Step):
    slug = "mode"
    name: ClassVar[str | Promise] = gettext_lazy("Taking part")
    help: ClassVar[str | Promise] = gettext_lazy("Each way to take part has its own dates.")
    template = "portal/entries/step_mode.html"
    form_class = ModeForm

    def applies_to(self, entry: Entry) -> bool:
        return not entry.call.asks_film() and bool(modes_of(entry))

    def arguments(self, entry: Entry) -> dict[str, Any]:
        return {"modes": modes_to_choose(entry)}

    def stored(self, entry: Entry) -> dict[str, Any]:
        return {"mode": entry.mode}

    def context(self, entry: Entry, by: User) -> dict[str, Any]:
        return {"mode": mode_kept(entry)}

    def missing(self, entry: Entry) -> list[tuple[str, str]]:
        return missing_mode(entry)

    def write(self, entry: Entry, cleaned: dict[str, Any], *, by: User, at: datetime) -> None:
        write_mode(entry, cleaned, at)


def modes_to_choose(entry: Entry) -> list[tuple[str, str]]:
    """The ways its people can choose between, each with when it closes."""
    return [] if is_chosen_for_good(entry) else modes_with_ends(entry)


def mode_kept(entry: Entry) -> str:
    """The way it takes part, in words, where its people cannot choose any more."""
    return mode_words(entry, entry.mode) if is_chosen_for_good(entry) else ""


def missing_mode(entry: Entry) -> list[tuple[str, str]]:
    """That it is still to be chosen, for the list beside every page."""
    return [(_("Say how you take part."), "mode")] if modes_of(entry) and not entry.mode else []


def write_mode(entry: Entry, cleaned: dict[str, Any], at: datetime) -> None:
    """Store what was chosen; where nothing was asked it stays. Raises TooLate for a way whose gate has closed."""
    mode = cleaned.get("mode", entry.mode) or ""
    require_mode(entry, mode, at)
    Entry.objects.filter(pk=entry.pk).update(mode=mode)
    entry.mode = mode
