"""One screen for everything a call says."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.calls.forms import FORMS, ROW_PARTS, TABS, TextsForm, row_set, texts_initial
from cms.desk.calls.rule_forms import OtherRuleForm, rule_forms
from cms.desk.calls.timeline import timeline
from cms.desk.facts.rows import media_of, with_one_more
from cms.desk.pages import Crumb, DeskPage, say_refusal
from portal.calls.checking import doubts_about
from portal.calls.drafting import (
    LANGUAGES,
    Wording,
    reasons_against,
    save_draft,
    token_of,
    version_to_edit,
)
from portal.calls.models import Call, CallVersion
from portal.calls.rules import sentences, unreadable
from portal.clock import now
from portal.entries.affected import affected
from portal.errors import DomainError
from portal.jury.places import granted, places_of


class OneCall(DeskPage):
    """A page of one call of the person's programmes; somebody else's is 404."""

    model = Call
    permission_required = "change"
    header_icon = "form"

    @cached_property
    def call(self) -> Call:
        rows = Call.objects.on_desk_of(self.user).select_related("current", "edition__programme")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def version(self) -> CallVersion | None:
        return version_to_edit(self.call)

    def get_crumbs(self) -> list[Crumb]:
        return [("desk-calls:index", gettext_lazy("Calls"))]

    def get_page_title(self) -> str:
        return str(self.version.title) if self.version else self.call.slug


class EditCall(OneCall):
    """The draft: texts, gates, rules, questions, awards. What is in force stays until the draft is published."""

    template_name = "desk/calls/edit.html"

    def forms(self, data: QueryDict | None = None, *, add: str = "") -> dict[str, Any]:
        version = self.version
        stored = {rule.kind: rule.params for rule in version.rules.all()} if version else {}
        rows = {
            part: row_set(form, getattr(version, part).all() if version else (), part, data, 1 if add == part else 0)
            for part, form in FORMS.items()
        }
        return {
            "texts": TextsForm(data, initial=texts_initial(version)),
            "rules": rule_forms(stored, unreadable(version) if version else (), data),
            "rows": rows,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.version
        is_draft = bool(version and version.published_at is None)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = context.pop("rows", {})
        return {
            "call": self.call,
            "version": version,
            "preview_languages": list(LANGUAGES.items()),
            "user_language": self.user.language,
            "media": media_of(*rows.values()),
            "tabs": tabs(rows),
            "is_draft": is_draft,
            "token": token_of(version),
            **self.judged(version),
            "number_of_entries": self.call.entries.handed_in().count(),
        } | context

    def judged(self, version: CallVersion | None) -> dict[str, Any]:
        """What the column beside the form says of a version."""
        is_draft = bool(version and version.published_at is None)
        return {
            "timeline": timeline(version, self.gates_in_force()),
            "sentences": sentences(version) if version else [],
            "reasons": reasons_against(version) if version and is_draft else [],
            "doubts": [*doubts_about(version, now()), *self.warnings(version)] if version else [],
        }

    def warnings(self, version: CallVersion) -> list[str]:
        """What becomes of answers and grants that a draft changes; none where nothing is in force yet."""
        before = self.call.current
        if before is None or version.published_at is not None:
            return []
        return [
            *(row.warning for row in affected(self.call, before, version) if row.warning),
            *overfull(version),
        ]

    def gates_in_force(self) -> frozenset[str]:
        current = self.call.current
        return frozenset(current.gates.values_list("key", flat=True)) if current else frozenset()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(**self.forms())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = request.POST.get("token", "")
        if part := request.POST.get("add", ""):
            return self.show(**self.forms(with_one_more(request.POST, part, FORMS)), token=token)
        bound = self.forms(request.POST)
        if not are_valid(bound):
            messages.error(request, _("Nothing was saved: look at what is marked below."))
            return self.show(status=422, token=token, **bound)
        try:
            save_draft(self.call, wording_of(bound), by=self.user, token=token, at=now())
        except (DomainError, ValidationError) as refusal:
            return self.show(status=say_refusal(request, refusal), token=token, **bound)
        messages.success(request, _("The draft is saved; readers see it once it is published."))
        return redirect("desk-calls:changes" if "changes" in request.POST else "desk-calls:edit", self.call.pk)


def overfull(version: CallVersion) -> list[str]:
    """Awards that would have fewer places than are granted already."""
    return [
        _("“%(award)s” has fewer places (%(number)d) than are granted already (%(taken)d).")
        % {"award": row.award, "number": row.number, "taken": row.taken}
        for row in places_of(version.awards.all(), granted()).values()
        if row.too_many
    ]


def tabs(rows: dict[str, Any]) -> list[dict[str, Any]]:
    """Each tab with its parts and their rows."""
    parts = {part.name: (part, rows[part.name]) for part in ROW_PARTS if part.name in rows}
    return [
        {"name": name, "heading": heading, "parts": [parts[part] for part in names if part in parts]}
        for name, heading, names in TABS
    ]


def wording_of(bound: dict[str, Any]) -> Wording:
    """What the valid forms of the screen say."""
    return Wording(
        texts=bound["texts"].cleaned_data,
        rules={form.kind: form.params for form in bound["rules"] if form.params is not None},
        taken_out=frozenset(form.kind for form in bound["rules"] if isinstance(form, OtherRuleForm) and form.is_out()),
        rows={part: formset.rows() for part, formset in bound["rows"].items()},
    )


def are_valid(bound: dict[str, Any]) -> bool:
    """Whether every form of the screen is."""
    forms = [bound["texts"], *bound["rules"], *bound["rows"].values()]
    checked = [form.is_valid() for form in forms]  # all of them, so that every mistake is shown
    return all(checked)
