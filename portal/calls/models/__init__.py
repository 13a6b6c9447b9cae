"""Programmes, their chain of editions, and calls as immutable versions made of parts."""

from portal.calls.models.calls import Amendment, Call, CallKind, CallQuerySet, CallVersion
from portal.calls.models.guests import Guest
from portal.calls.models.parts import (
    Award,
    Clause,
    Criterion,
    Decider,
    Faq,
    Gate,
    GateKind,
    NeededAt,
    Prize,
    Question,
    QuestionKind,
    Rule,
    Track,
)
from portal.calls.models.programmes import (
    Accent,
    Edition,
    EditionPerson,
    EditionState,
    Programme,
    editor_scopes,
)
from portal.calls.models.statistics import Measure, Qualifier, Statistic, StatisticKind, StatisticStatus

__all__ = [
    "Accent",
    "Amendment",
    "Award",
    "Call",
    "CallKind",
    "CallQuerySet",
    "CallVersion",
    "Clause",
    "Criterion",
    "Decider",
    "Edition",
    "EditionPerson",
    "EditionState",
    "Faq",
    "Gate",
    "GateKind",
    "Guest",
    "Measure",
    "NeededAt",
    "Prize",
    "Programme",
    "Qualifier",
    "Question",
    "QuestionKind",
    "Rule",
    "Statistic",
    "StatisticKind",
    "StatisticStatus",
    "Track",
    "editor_scopes",
]
