"""The form that entrants would fill in, whole on one page, for one way of taking part."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from cms.desk.calls.preview import PreviewCall
from portal.calls.gates import Schedule
from portal.calls.models import CallVersion
from portal.clock import now
from portal.entries.forms.handing_in import HandInForm
from portal.entries.loading import load
from portal.entries.models import AcceptedKind, Entry
from portal.entries.modes import modes_of
from portal.entries.present import closing, paragraphs
from portal.entries.stages import stages_of
from portal.entries.steps import Step, steps_of
from portal.entries.steps.file import FILE_RULES
from portal.entries.submitting import accepted_text
from portal.entries.trying import trial_entry
from portal.entries.views.checks import checks_of

INSIDE = "portal/entries/step_inside.html"
CHOSEN = ("as_mode", "as_track")
"""Fields of the preview's own: how the entry that is shown takes part."""


class PreviewForm(PreviewCall):
    """Every step one below the other; nothing can be sent. Choosing on top of it sends the editor's form again."""

    def page(self, version: CallVersion) -> HttpResponse:
        with transaction.atomic():
            answer = render(self.request, "desk/calls/form_preview.html", self._context(version))
            transaction.set_rollback(True)
        return answer

    def _context(self, version: CallVersion) -> dict[str, Any]:
        sent = self.request.POST or self.request.GET
        tracks = [(track.key, str(track.name)) for track in version.tracks.all()]
        chosen = [key for key, _name in tracks if key in sent.getlist("as_track")]
        known = Schedule.from_gates(version.gates.all()).modes()
        mode = next((mode for mode in known if mode == sent.get("as_mode")), "")
        at = _before_any_gate(version)
        entry = trial_entry(version, by=self.user, at=at, mode=mode, tracks=chosen)
        load(entry, "submit")
        closes_at, zone = closing(entry, at)
        texts = {kind: accepted_text(version, kind, get_language() or "zh-hans") for kind in AcceptedKind}
        return {
            "call_title": version.title,
            "accent": self.call.programme.accent,
            "kind": self.call.get_kind_display(),
            "closes_at": closes_at,
            "zone": zone,
            "stages": stages_of(entry, at),
            "steps": [self._shown(entry, step, zone) for step in steps_of(entry)],
            "rights": paragraphs(texts[AcceptedKind.CONSENT]),
            "ethics": paragraphs(texts[AcceptedKind.ETHICS]),
            "accepting": _accepting(has_ethics=bool(texts[AcceptedKind.ETHICS])),
            "modes": modes_of(entry),
            "tracks": tracks,
            "chosen": {"mode": mode, "tracks": chosen},
            "carried": list(_carried(self.request.POST)),
        }

    def _shown(self, entry: Entry, step: Step, zone: str) -> dict[str, Any]:
        form = step.form(entry)
        form.auto_id = f"id_{step.slug}_%s"  # every step is on one page
        context = step.context(entry, self.user) | {
            "step_base": INSIDE,
            "entry": entry,
            "form": form,
            "zone": zone,
        }
        if step.slug == "file":
            context["file_checks"] = [check for check in checks_of(entry) if check["kind"] in FILE_RULES]
        template = INSIDE if step.template == Step.template else step.template
        html = render_to_string(template, context, self.request)
        return {"slug": step.slug, "name": step.name, "help": step.help, "html": html}


def _before_any_gate(version: CallVersion) -> datetime:
    """An entry that is begun in good time, whatever the dates of a copied call."""
    return min([now(), *(gate.at - timedelta(minutes=1) for gate in version.gates.all())])


def _accepting(*, has_ethics: bool) -> HandInForm:
    form = HandInForm(has_ethics=has_ethics)
    form.auto_id = "id_submit_%s"
    return form


def _carried(sent: Any) -> Iterator[tuple[str, str]]:
    """The editor's own form, to be sent once more with another choice."""
    for name, values in sent.lists():
        if name not in (*CHOSEN, "csrfmiddlewaretoken"):
            yield from ((name, value) for value in values)
