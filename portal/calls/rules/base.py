"""The shape of a rule, the register of kinds, and the reading of stored ones."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, Self

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.calls.models import CallVersion
from portal.calls.rules.facts import Facts


class Status(StrEnum):
    """What a check found."""

    PASS = "pass"  # noqa: S105
    WARN = "warn"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verdict:
    """One rule's answer about one entry: the status, the rule's sentence, and what was found."""

    kind: str
    status: Status
    sentence: str
    found: str | Promise = ""


class Material(NamedTuple):
    """A file beside the film: which, of which track alone ("" for every entry), and whether it must be there."""

    name: str
    track: str = ""
    is_required: bool = False


@dataclass(frozen=True)
class Rule:
    """A kind of rule: its dataclass fields are its parameters. Subclasses register themselves by `kind`."""

    kind: ClassVar[str] = ""
    label: ClassVar[str | Promise] = ""
    asks: ClassVar[tuple[str, ...]] = ()
    """Names of the declarations it needs of an entrant: the entry's form asks exactly these."""
    about: ClassVar[str] = ""
    """What nobody can keep it without, "film" or "portfolio"; "" where any call may have it."""
    track_names: ClassVar[Mapping[str, Any]] = {}
    """What the tracks of its call are called; empty where it is read apart from one."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        _KINDS[cls.kind] = cls

    def sentence(self) -> SafeString:
        """The rule in the active language, its operands in `<data value>`."""
        raise NotImplementedError

    def check(self, facts: Facts) -> tuple[Status, str | Promise]:
        """The status, and what was found in words."""
        raise NotImplementedError

    def validate(self) -> None:
        """Raise ValidationError where the parameters contradict each other."""

    def materials(self) -> tuple["Material", ...]:
        """Files beside the film that it makes the entry's form ask for."""
        return ()

    def calling(self, tracks: Mapping[str, Any]) -> Self:
        """The same rule, which calls tracks by these names."""
        object.__setattr__(self, "track_names", tracks)
        return self

    def named_tracks(self) -> set[str]:
        """Keys of the tracks its sentence names."""
        return {one.track for one in self.materials() if one.track}

    def params(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self)}


_KINDS: dict[str, type[Rule]] = {}


def data(value: Any, shown: Any = None) -> SafeString:
    """An operand of a sentence: what the machine reads and what the person reads."""
    return format_html('<data value="{}">{}</data>', value, value if shown is None else shown)


def rule_kinds() -> dict[str, type[Rule]]:
    """Every kind there is, by its name."""
    from portal.calls.rules import (  # noqa: F401
        ai,
        entrant,
        institution,
        material,
        materials,
        premiere,
        runtime,
        screening,
        sources,
        team,
        tracks,
    )

    return dict(_KINDS)


def parse(kind: str, params: Mapping[str, Any]) -> Rule:
    """The rule of this kind with these parameters, or a ValidationError that says what is wrong with them."""
    cls = rule_kinds().get(kind)
    if cls is None:
        raise ValidationError(_("“%(kind)s” is not a kind of rule we know."), code="kind", params={"kind": kind})
    try:
        return _parsed(cls, params)
    except (AttributeError, TypeError, ValueError):
        raise ValidationError(_("A field of this rule is of the wrong kind."), code="param") from None


def _parsed(cls: type[Rule], params: Mapping[str, Any]) -> Rule:
    known = {f.name: f for f in fields(cls)}
    for name in params:
        if name not in known:
            raise ValidationError(_("“%(name)s” is not part of this rule."), code="param", params={"name": name})
    for name, f in known.items():
        if name not in params and f.default is MISSING and f.default_factory is MISSING:
            raise ValidationError(_("“%(name)s” is missing."), code="param", params={"name": name})
    lists = {name: tuple(value) if isinstance(value, list) else value for name, value in params.items()}
    rule = cls(**lists)
    rule.validate()
    return rule


def _read(version: CallVersion) -> Iterator[tuple[str, Rule | None]]:
    """The kind of every stored rule, and the rule; None for one of another release, which must not stop the others."""
    for row in version.rules.all():
        try:
            rule = parse(row.kind, row.params)
        except ValidationError:
            yield row.kind, None
        else:
            named = rule.named_tracks()
            yield row.kind, rule.calling({track.key: track.name for track in version.tracks.all()}) if named else rule


def readable(version: CallVersion) -> list[Rule]:
    """The rules of a version that this release can read, in their order."""
    return [rule for _kind, rule in _read(version) if rule]


def unreadable(version: CallVersion) -> list[str]:
    """The kinds of those it cannot."""
    return [kind for kind, rule in _read(version) if rule is None]


def unread_words(number: int) -> SafeString:
    """What stands in their place."""
    words = ngettext(
        "%(n)d rule of this call cannot be shown here; ask the organiser.",
        "%(n)d rules of this call cannot be shown here; ask the organiser.",
        number,
    )
    return conditional_escape(words % {"n": number})


def sentences(version: CallVersion) -> list[SafeString]:
    """Every rule of a version as a sentence in the active language; an unset rule prints nothing."""
    rules = [rule for _kind, rule in _read(version)]
    unread = [unread_words(rules.count(None))] if None in rules else []
    return [*(rule.sentence() for rule in rules if rule), *unread]


def asked(version: CallVersion) -> list[str]:
    """The declarations its rules need of an entrant, each once, in the rules' order."""
    return list(dict.fromkeys(name for rule in readable(version) for name in rule.asks))


def materials_of(version: CallVersion, tracks: tuple[str, ...] | None) -> list[Material]:
    """The files its rules ask of an entry in `tracks`, each once: what one rule needs, no other makes optional."""
    found: dict[str, Material] = {}
    for rule in readable(version):
        for one in rule.materials():
            if not one.track or one.track in (tracks or ()):
                earlier = found.get(one.name)
                found[one.name] = earlier if earlier and earlier.is_required else one
    return list(found.values())


def evaluate(version: CallVersion, facts: Facts) -> list[Verdict]:
    """Every rule's verdict, in the version's order. Reads `rules` and `tracks`: prefetch both."""
    verdicts = []
    for kind, rule in _read(version):
        if rule is None:
            verdicts.append(Verdict(kind, Status.UNKNOWN, unread_words(1)))
        else:
            status, found = rule.check(facts)
            verdicts.append(Verdict(kind, status, rule.sentence(), found))
    return verdicts


def is_whole(value: Any, *, least: int = 0) -> bool:
    """Whether a parameter is a whole number (not a yes or no) of at least `least`."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def are_words(values: Any) -> bool:
    """Whether a parameter is a list of words that are not empty."""
    return isinstance(values, tuple) and all(isinstance(value, str) and value.strip() for value in values)
