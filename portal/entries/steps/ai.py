"""Step: where AI was used."""

from datetime import datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.entries.forms.ai import AIForm
from portal.entries.models import Entry
from portal.entries.steps.base import Step
from portal.entries.steps.film import count_change, film_of, set_records
from portal.films.models import AIDeclaration, AIStage, AIUse


class AIStep(Step):
    slug = "ai"
    name: ClassVar[str | Promise] = gettext_lazy("Where AI was used")
    help: ClassVar[str | Promise] = gettext_lazy("For each stage: how much, with what. “None” is an answer too.")
    template = "portal/entries/step_ai.html"
    form_class = AIForm

    def applies_to(self, entry: Entry) -> bool:
        return entry.call.asks_film()

    def stored(self, entry: Entry) -> dict[str, Any]:
        film = film_of(entry)
        declared = film.ai_declaration
        values: dict[str, Any] = {"declaration": "" if declared == AIDeclaration.NOT_DECLARED else declared}
        for use in film.ai_uses.all():
            values |= {
                f"share_{use.stage}": use.share,
                f"tools_{use.stage}": [tool.slug for tool in use.tools.all()],
                f"words_{use.stage}": use.human_part,
            }
        return values

    def missing(self, entry: Entry) -> list[tuple[str, str]]:
        film = film_of(entry)
        if film.ai_declaration == AIDeclaration.NOT_DECLARED:
            return [(_("Say whether AI was used."), "declaration")]
        said = {use.stage for use in film.ai_uses.all()}
        silent = [stage for stage in AIStage if stage not in said]
        if silent and film.ai_declaration == AIDeclaration.DECLARED:
            return [(_("Say for each stage how much AI was used."), f"share_{silent[0]}")]
        return []

    def write(self, entry: Entry, cleaned: dict[str, Any], *, by: User, at: datetime) -> None:
        film = film_of(entry)
        declaration = cleaned["declaration"] or AIDeclaration.NOT_DECLARED
        count_change(film, at=at, ai_declaration=declaration)
        film.ai_declaration = declaration
        old = {use.stage: use for use in film.ai_uses.all()}
        gone = set(old) - set(cleaned["stages"])
        if gone:
            film.ai_uses.filter(stage__in=gone).delete()
        for stage, said in cleaned["stages"].items():
            use = old.get(stage)
            if use is None:
                use = AIUse.objects.create(film=film, stage=stage, share=said["share"], human_part=said["words"])
            elif (use.share, use.human_part) != (said["share"], said["words"]):
                use.share, use.human_part = said["share"], said["words"]
                use.save(update_fields=["share", "human_part"])
            set_records(use.tools, said["tools"])
