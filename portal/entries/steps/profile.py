"""Steps of a talent call: the profile and the portfolio, which belong to the person and not to the entry."""

from datetime import datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.drafts import DraftForm
from portal.entries.models import Entry
from portal.entries.steps.base import Step
from portal.talent.actions import swap_version
from portal.talent.forms import ProfileForm
from portal.talent.models import Talent
from portal.talent.present import portfolio_page
from portal.talent.signals import talent_changed
from portal.talent.writing import texts_of, values_of, write


class TalentStep(Step):
    """Two windows compare the profile's own version: it is also edited outside of any entry."""

    def applies_to(self, entry: Entry) -> bool:
        return entry.call.asks_portfolio()

    def version(self, entry: Entry) -> int:
        return talent_of(entry).version

    def swap(self, entry: Entry, version: int, *, at: datetime) -> int:
        version = swap_version(talent_of(entry), version, at=at)
        Entry.objects.filter(pk=entry.pk).update(updated_at=at)
        return version


class ProfileStep(TalentStep):
    slug = "profile"
    name: ClassVar[str | Promise] = gettext_lazy("Profile")
    help: ClassVar[str | Promise] = gettext_lazy("Who you are. The same profile serves every call.")
    template = "portal/entries/step_profile.html"
    form_class = ProfileForm

    def stored(self, entry: Entry) -> dict[str, Any]:
        return values_of(talent_of(entry))

    def missing(self, entry: Entry) -> list[tuple[str, str]]:
        talent = talent_of(entry)
        found = [] if talent.names.all() else [(_("Write your name."), "name_zh_hans")]
        if not texts_of(talent.statement):
            found.append((_("Say in one sentence who you are."), "statement_zh_hans"))
        return found

    def write(self, entry: Entry, cleaned: dict[str, Any], *, by: User, at: datetime) -> None:
        talent = talent_of(entry)
        write(talent, cleaned)
        talent_changed.send(Talent, talent=talent)


class PortfolioStep(TalentStep):
    slug = "portfolio"
    name: ClassVar[str | Promise] = gettext_lazy("Portfolio")
    help: ClassVar[str | Promise] = gettext_lazy("What you have made, the best first.")
    template = "portal/entries/step_portfolio.html"
    form_class = DraftForm

    def context(self, entry: Entry, by: User) -> dict[str, Any]:
        return portfolio_page(talent_of(entry), entry.public_id) | {"autosave_url": ""}

    def missing(self, entry: Entry) -> list[tuple[str, str]]:
        return [] if talent_of(entry).portfolio.all() else [(_("Put at least one work into your portfolio."), "")]


def talent_of(entry: Entry) -> Talent:
    """The profile of an entry that must have one."""
    if entry.talent is None:
        raise LookupError(f"entry {entry.public_id} of a talent call has no talent")
    return entry.talent
