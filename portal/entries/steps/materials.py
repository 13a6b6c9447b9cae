"""Step: files beside the film that the rules ask for."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.calls.rules import Material
from portal.calls.rules.materials import material_name
from portal.drafts import DraftForm
from portal.entries.models import MATERIAL, Entry
from portal.entries.slots import files_of, wanted_materials
from portal.entries.steps.base import Step
from portal.entries.steps.uploading import slot_box
from portal.media.models import ReadState


class MaterialsStep(Step):
    slug = "materials"
    name: ClassVar[str | Promise] = gettext_lazy("Material")
    help: ClassVar[str | Promise] = gettext_lazy("Files beside the film, seen by your team and the editors alone.")
    template = "portal/entries/step_materials.html"
    form_class = DraftForm

    def applies_to(self, entry: Entry) -> bool:
        return bool(wanted_materials(entry))

    def context(self, entry: Entry, by: User) -> dict[str, Any]:
        return {"autosave_url": "", "materials": [_box(entry, one) for one in wanted_materials(entry)]}

    def missing(self, entry: Entry) -> list[tuple[str, str]]:
        files = files_of(entry)
        found = []
        for one in wanted_materials(entry):
            original = files.get(MATERIAL + one.name)
            name = material_name(one.name)
            if original is None and one.is_required:
                found.append((_("Send: %(material)s") % {"material": name}, ""))
            elif original is not None and original.state == ReadState.UNREADABLE and one.is_required:
                why = {"material": name, "reason": original.reason_text}
                found.append((_("Could not be read: %(material)s. %(reason)s") % why, ""))
        return found


def _box(entry: Entry, one: Material) -> dict[str, Any]:
    return slot_box(
        entry,
        MATERIAL + one.name,
        name=one.name,
        label=capfirst(material_name(one.name)),
        help="" if one.is_required else _("Not required."),
    )
