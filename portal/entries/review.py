"""All that would be frozen now, step by step, as the last page before handing in shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.calls.rules.materials import material_name
from portal.drafts import LANGUAGE_NAMES, LANGUAGES, DraftForm
from portal.entries.asked import answers_in_words
from portal.entries.models import MATERIAL, Entry
from portal.entries.modes import mode_words
from portal.entries.present import step_url
from portal.entries.slots import files_of, wanted_materials
from portal.entries.steps import Step, steps_of
from portal.entries.steps.film import film_of
from portal.entries.steps.profile import talent_of
from portal.entries.steps.uploading import measures_of
from portal.films.models import AIDeclaration
from portal.front.shapes import Fact
from portal.language_names import language_name
from portal.text import in_a_row


@dataclass(frozen=True, slots=True)
class Section:
    """What one step holds, and where it is changed."""

    name: str
    url: str
    facts: list[Fact]


def sections_of(entry: Entry) -> list[Section]:
    """The steps in their order, those without a word too: that nothing stands there is worth seeing."""
    return [Section(str(step.name), step_url(entry, step.slug), _facts(entry, step)) for step in steps_of(entry)]


def _facts(entry: Entry, step: Step) -> list[Fact]:
    own = OWN.get(step.slug)
    return own(entry) if own else _answers(step.form(entry))


def _answers(form: DraftForm) -> list[Fact]:
    """Every field that holds something, in words."""
    facts = []
    for field in form.visible_fields():
        tag = next((tag for suffix, tag in LANGUAGES if field.name.endswith(f"_{suffix}")), "")
        name = f"{field.label} · {LANGUAGE_NAMES[tag]}" if tag else str(field.label)
        text = _words(field)
        if text:
            facts.append(Fact(name, text, lang=tag))
    return facts


def _words(bound: BoundField) -> str:
    value, field = bound.value(), bound.field
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else ""
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices  # pairs, lazily read for records
        labels = {str(key): str(label) for key, label in choices}
        chosen = value if isinstance(value, list | tuple) else [value] if value else []
        return " · ".join(labels.get(str(key), str(key)) for key in chosen)
    return "" if value is None else str(value)


def _questions(entry: Entry) -> list[Fact]:
    return [Fact(question, words) for question, words in answers_in_words(entry) if words]


def _mode(entry: Entry) -> list[Fact]:
    return [Fact(_("How do you take part?"), mode_words(entry, entry.mode))] if entry.mode else []


def _people(entry: Entry) -> list[Fact]:
    facts = _mode(entry)
    if entry.team_name:
        facts.append(Fact(_("Team name"), entry.team_name))
    facts += [
        Fact(str(credit.get_role_display()), _joined(credit.credited(), credit.part))
        for credit in film_of(entry).credits.all()
    ]
    members = [member for member in entry.members.select_related("user") if member.left_at is None]
    team = " · ".join(str(member.user.name or member.user.email) for member in members)
    return [*facts, Fact(_("Team"), team)]


def _file(entry: Entry) -> list[Fact]:
    original = film_of(entry).original
    if original is None:
        return []
    measured = _joined(filesizeformat(original.bytes), *measures_of(original))
    hashed = [Fact("SHA-256", original.sha256)] if original.sha256 else []
    words = [_joined(language_name(one.language), one.get_kind_display()) for one in original.current_captions()]
    subtitles = [Fact(_("Subtitles"), in_a_row(words))] if words else []
    return [Fact(_("File"), original.name), Fact(_("Measured"), measured), *hashed, *subtitles]


def _materials(entry: Entry) -> list[Fact]:
    files = files_of(entry)
    names = [one.name for one in wanted_materials(entry)]
    return [
        Fact(
            capfirst(material_name(name)),
            _joined(original.name, filesizeformat(original.bytes), *measures_of(original), original.reason_text),
        )
        for name in names
        if (original := files.get(MATERIAL + name))
    ]


def _ai(entry: Entry) -> list[Fact]:
    film = film_of(entry)
    if film.ai_declaration == AIDeclaration.NOT_DECLARED:
        return []
    declared = film.get_ai_declaration_display()
    return [
        Fact(_("Was AI used to make the film?"), str(declared)),
        *(
            Fact(
                str(use.get_stage_display()),
                _joined(str(use.get_share_display()), *(tool.name() for tool in use.tools.all()), use.human_part),
            )
            for use in film.ai_uses.all()
        ),
    ]


def _portfolio(entry: Entry) -> list[Fact]:
    return [
        Fact(item.title, _joined(str(item.year or ""), item.part, item.description, item.url))
        for item in talent_of(entry).portfolio.all()
    ]


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


OWN: dict[str, Callable[[Entry], list[Fact]]] = {
    "people": _people,
    "mode": _mode,
    "file": _file,
    "ai": _ai,
    "portfolio": _portfolio,
    "materials": _materials,
    "questions": _questions,
}
