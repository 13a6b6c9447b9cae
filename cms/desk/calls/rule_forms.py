"""A form for each kind of rule, made from its dataclass: a new kind needs no code here."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.desk.fields import RuntimeField, WholeNumberField
from portal.calls.rules import Rule, parse, rule_kinds
from portal.fields import CleanCharField

GIB = 1024**3
LABELS: Mapping[str, Any] = {
    "min_ms": _("Shortest (minutes:seconds)"),
    "max_ms": _("Longest (minutes:seconds)"),
    "is_over": _("More than the shortest, not just as long"),
    "minimum": _("Least"),
    "maximum": _("Most"),
    "policy": _("Policy"),
    "max_bytes": _("Largest file (GiB)"),
    "min_height": _("Fewest lines of the picture"),
    "needs_sound": _("With sound"),
    "languages": _("Languages (zh-Hans, en …)"),
    "containers": _("Kinds of file (mp4, mov, mkv, webm)"),
    "places": _("Countries and regions, by two letters (CN, HK …)"),
    "guardian_below": _("With a guardian's consent below the age of"),
    "is_required": _("Required"),
    "level": _("Shown before"),
    "forbidden": _("Not to be taken (footage, dialogue, music)"),
    "allowed_tools": _("Only these tools (short names)"),
    "forbidden_tools": _("Not these tools (short names)"),
    "required": _("Required (poster, process, 2d_master, evidence; 2d_master@xr for one track)"),
    "optional": _("Welcome (the same words)"),
    "needs_evidence": _("With evidence of how AI was used"),
    "human_stages": _("Stages done by people (script, image, video, performance, voice, music, edit)"),
}
CHOICES: Mapping[tuple[str, str], list[tuple[str, Any]]] = {
    ("ai_policy", "policy"): [
        ("any", _("AI may have any share")),
        ("full", _("the picture is made with AI")),
        ("none", _("no AI")),
    ],
    ("premiere", "level"): [
        ("world", _("nowhere, not online either")),
        ("national", _("nowhere in the country")),
        ("online", _("nowhere online")),
    ],
}


class ListField(CleanCharField):
    """Several short values, separated by commas or blanks."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_graphemes=300, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(self.prepare_value(value))
        return [part for part in text.replace(",", " ").split() if part] or None


def _field(kind: str, field: Field[Any]) -> forms.Field:
    label = LABELS.get(field.name, field.name.replace("_", " "))
    shared: dict[str, Any] = {"label": label, "required": False}
    if (kind, field.name) in CHOICES:
        return forms.ChoiceField(choices=CHOICES[kind, field.name], **shared)
    kinds: list[tuple[bool, Callable[[], forms.Field]]] = [
        ("bool" in str(field.type), lambda: forms.BooleanField(**shared)),
        (field.name.endswith("_ms"), lambda: RuntimeField(**shared)),
        (field.name.endswith("_bytes"), lambda: WholeNumberField(unit=GIB, largest=1000 * GIB, **shared)),
        ("int" in str(field.type), lambda: WholeNumberField(**shared)),
        ("tuple" in str(field.type), lambda: ListField(**shared)),
    ]
    return next((make() for fits, make in kinds if fits), CleanCharField(max_graphemes=200, max_length=2000, **shared))


class RuleForm(forms.Form):
    """Whether a rule holds, and its parameters. `params` is None where it does not."""

    is_set = forms.BooleanField(required=False)

    def __init__(self, kind: str, cls: type[Rule], stored: Mapping[str, Any] | None, data: Any = None) -> None:
        self.kind, self.cls = kind, cls
        initial = {"is_set": stored is not None}
        for field in fields(cls):
            default = None if field.default is MISSING else field.default
            initial[field.name] = (stored or {}).get(field.name, default)
        super().__init__(data, prefix=f"rule-{kind}", initial=initial)
        self.fields["is_set"].label = str(cls.label)
        for field in fields(cls):
            self.fields[field.name] = _field(kind, field)
        self.params: dict[str, Any] | None = None

    def own_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name != "is_set"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("is_set"):
            self.errors.clear()  # what is written in a rule that does not hold is nobody's mistake
            return cleaned
        if self.errors:
            return cleaned
        given = {f.name: cleaned.get(f.name) for f in fields(self.cls)}
        params = {name: value for name, value in given.items() if value is not None}
        self.params = parse(self.kind, params).params()
        return cleaned


class OtherRuleForm(forms.Form):
    """A rule that another release has stored: it stays as it is, or is taken out."""

    is_set = forms.BooleanField(required=False, initial=True)
    params: None = None

    def __init__(self, kind: str, data: Any = None) -> None:
        self.kind = kind
        super().__init__(data, prefix=f"rule-{kind}")
        self.fields["is_set"].label = _("“%(kind)s”, a rule of another release") % {"kind": kind}

    def own_fields(self) -> list[forms.BoundField]:
        return []

    def is_out(self) -> bool:
        return not self.cleaned_data["is_set"]


def rule_forms(
    stored: Mapping[str, Mapping[str, Any]], others: Collection[str] = (), data: Any = None
) -> list[RuleForm | OtherRuleForm]:
    """One form for each kind of rule; those that hold come first, in their order, before them `others`: the kinds of
    those that another release has stored.
    """
    kinds = rule_kinds()
    known = [kind for kind in stored if kind not in others] + [kind for kind in kinds if kind not in stored]
    foreign = [OtherRuleForm(kind, data) for kind in others]
    return [*foreign, *(RuleForm(kind, kinds[kind], stored.get(kind), data) for kind in known)]
