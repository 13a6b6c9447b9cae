"""Step: who made it, and the team."""

from datetime import datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.clock import now
from portal.entries.forms.handing_in import InvitationForm
from portal.entries.forms.people import PeopleForm
from portal.entries.models import Entry
from portal.entries.steps.base import Step
from portal.entries.steps.film import count_change, film_of
from portal.entries.steps.mode import missing_mode, mode_kept, modes_to_choose, write_mode
from portal.films.models import Credit, Film


class PeopleStep(Step):
    slug = "people"
    name: ClassVar[str | Promise] = gettext_lazy("People")
    help: ClassVar[str | Promise] = gettext_lazy(
        "Who made the film, in the order of its credits, and who is in the team."
    )
    template = "portal/entries/step_people.html"
    form_class = PeopleForm

    def applies_to(self, entry: Entry) -> bool:
        return entry.call.asks_film()

    def arguments(self, entry: Entry) -> dict[str, Any]:
        return {"modes": modes_to_choose(entry), "rows": len(film_of(entry).credits.all())}

    def stored(self, entry: Entry) -> dict[str, Any]:
        values: dict[str, Any] = {"team_name": entry.team_name, "mode": entry.mode}
        for n, credit in enumerate(film_of(entry).credits.all()):
            values |= {
                f"credit_{n}_role": credit.role,
                f"credit_{n}_name": credit.credited(),
                f"credit_{n}_part": credit.part,
            }
        return values

    def context(self, entry: Entry, by: User) -> dict[str, Any]:
        members = [member for member in entry.members.select_related("user") if member.left_at is None]
        waiting = entry.invitations.filter(accepted_at=None, revoked_at=None, expires_at__gt=now())
        return {
            "members": members,
            "invitations": waiting,
            "invitation_form": InvitationForm(),
            "by": by,
            "mode": mode_kept(entry),
        }

    def missing(self, entry: Entry) -> list[tuple[str, str]]:
        found = missing_mode(entry)
        if not film_of(entry).credits.all():
            found.append((_("Name at least one person who made the film."), "credit_0_name"))
        return found

    def write(self, entry: Entry, cleaned: dict[str, Any], *, by: User, at: datetime) -> None:
        write_mode(entry, cleaned, at)
        Entry.objects.filter(pk=entry.pk).update(team_name=cleaned["team_name"])
        entry.team_name = cleaned["team_name"]
        if self._write_credits(film_of(entry), cleaned["credits"]):
            count_change(film_of(entry), at=at)

    def _write_credits(self, film: Film, rows: list[dict[str, str]]) -> bool:
        """Replace the list where it differs, and say whether it did. What an editor linked to a name stays with it."""
        old = list(film.credits.all())
        if [(row.role, row.credited(), row.part) for row in old] == [
            (row["role"], row["name"], row["part"]) for row in rows
        ]:
            return False
        links = {row.credited(): (row.talent_id, row.organisation_id) for row in old}
        film.credits.all().delete()
        Credit.objects.bulk_create(
            Credit(film=film, position=position, talent_id=talent, organisation_id=organisation, **row)
            for position, row in enumerate(rows)
            for talent, organisation in [links.get(row["name"], (None, None))]
        )
        return True
