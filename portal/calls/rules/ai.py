"""What part AI may, must or must not have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.calls.rules.base import Material, Rule, Status, are_words, data
from portal.calls.rules.facts import Facts
from portal.text import in_a_row

PICTURE_STAGES = ("image", "video")
STAGES: Mapping[str, str | Promise] = {  # by the names that `films` stores; calls and films do not know each other
    "script": gettext_lazy("script"),
    "image": gettext_lazy("picture"),
    "video": gettext_lazy("video"),
    "performance": gettext_lazy("3D and performance"),
    "voice": gettext_lazy("voice"),
    "music": gettext_lazy("music and sound"),
    "edit": gettext_lazy("edit and post"),
}


@dataclass(frozen=True)
class AIPolicy(Rule):
    """`any`: every share is welcome; `full`: every picture is generated; `none`: no AI at all. Always declared.

    `allowed_tools` and `forbidden_tools` are slugs of tools (none named: every tool); `human_stages` are done without
    AI; `needs_evidence`: whoever used AI sends a document that shows how.
    """

    kind: ClassVar[str] = "ai_policy"
    label: ClassVar[str | Promise] = gettext_lazy("AI policy")
    about: ClassVar[str] = "film"

    policy: str
    allowed_tools: tuple[str, ...] = ()
    forbidden_tools: tuple[str, ...] = ()
    human_stages: tuple[str, ...] = ()
    needs_evidence: bool = False

    def materials(self) -> tuple[Material, ...]:
        return (Material("evidence"),) if self.needs_evidence else ()

    def validate(self) -> None:
        if self.policy not in ("any", "full", "none"):
            raise ValidationError(gettext_lazy("The AI policy is any, full or none."), code="policy")
        if not all(map(are_words, (self.allowed_tools, self.forbidden_tools, self.human_stages))):
            raise ValidationError(gettext_lazy("Name tools and stages by their short names."), code="words")
        if set(self.allowed_tools) & set(self.forbidden_tools):
            raise ValidationError(gettext_lazy("A tool cannot be allowed and forbidden."), code="tools")
        if set(self.human_stages) - set(STAGES):
            raise ValidationError(gettext_lazy("This is not a stage of making a film."), code="stages")
        if self.policy == "full" and set(self.human_stages) & set(PICTURE_STAGES):
            raise ValidationError(gettext_lazy("A picture made with AI cannot be made without it."), code="stages")

    def sentence(self) -> SafeString:
        return format_html_join(" ", "{}", ((text,) for text in self._sentences()))

    def _sentences(self) -> Iterator[SafeString]:
        yield self._about_share()
        if self.allowed_tools:
            yield format_html(_("Only these tools: {}."), _words(self.allowed_tools))
        if self.forbidden_tools:
            yield format_html(_("Not these tools: {}."), _words(self.forbidden_tools))
        if self.human_stages:
            names = in_a_row(str(STAGES[stage]) for stage in self.human_stages)
            yield format_html(_("Done by people alone: {}."), data(" ".join(self.human_stages), names))
        if self.needs_evidence:
            yield format_html(_("Whoever used AI sends {} of how."), data("evidence", _("evidence")))

    def _about_share(self) -> SafeString:
        if self.policy == "any":
            share = data("any", _("any share"))
            return format_html(_("AI may have {} in the film, beside live action too; say where it was used."), share)
        if self.policy == "full":
            return format_html(_("The picture is {} made with AI; say where it was used."), data("full", _("wholly")))
        return format_html(_("{} is used at any stage."), data("none", _("No AI")))

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        if not facts.ai_is_declared:
            return Status.UNKNOWN, gettext_lazy("You have not yet said where AI was used.")
        wrong = self._wrong_share(facts) or self._wrong_tool(facts) or self._wrong_stage(facts)
        if wrong:
            return Status.FAIL, wrong
        used = any(share != "none" for share in facts.ai_shares.values())
        return self._evidence(facts) if used and self.needs_evidence else (Status.PASS, "")

    def _evidence(self, facts: Facts) -> tuple[Status, str | Promise]:
        state = None if facts.materials is None else facts.materials.get("evidence", "")
        if state == "readable":
            return Status.PASS, ""
        if state == "received":
            return Status.UNKNOWN, gettext_lazy("The evidence is still being read.")
        if state is None:
            return Status.UNKNOWN, ""
        return Status.FAIL, gettext_lazy("There is no evidence yet of how AI was used.")

    def _wrong_share(self, facts: Facts) -> str | Promise:
        shares = facts.ai_shares
        if self.policy == "none" and any(share != "none" for share in shares.values()):
            return gettext_lazy("You say that AI was used.")
        if self.policy == "full":
            live = any(shares.get(stage, "none") in ("some", "most") for stage in PICTURE_STAGES)
            if live or not any(shares.get(stage) == "all" for stage in PICTURE_STAGES):
                return gettext_lazy("Not every picture is declared as made with AI.")
        return ""

    def _wrong_tool(self, facts: Facts) -> str | Promise:
        wrong = sorted(tool for tool in facts.tools if tool in self.forbidden_tools)
        if self.allowed_tools:
            wrong = sorted({*wrong, *(facts.tools - set(self.allowed_tools))})
        return _("Tools that are not allowed: %(tools)s.") % {"tools": in_a_row(wrong)} if wrong else ""

    def _wrong_stage(self, facts: Facts) -> str | Promise:
        wrong = [stage for stage in self.human_stages if facts.ai_shares.get(stage, "none") != "none"]
        names = in_a_row(str(STAGES[stage]) for stage in wrong)
        return _("To be done by people: %(stages)s.") % {"stages": names} if wrong else ""


def _words(words: tuple[str, ...]) -> SafeString:
    return data(" ".join(words), in_a_row(words))
