"""Rules as data: each kind is one class that knows its fields, its sentence and its check."""

from portal.calls.rules.base import (
    Material,
    Rule,
    Status,
    Verdict,
    asked,
    evaluate,
    materials_of,
    parse,
    readable,
    rule_kinds,
    sentences,
    unreadable,
)
from portal.calls.rules.facts import Facts

__all__ = [
    "Facts",
    "Material",
    "Rule",
    "Status",
    "Verdict",
    "asked",
    "evaluate",
    "materials_of",
    "parse",
    "readable",
    "rule_kinds",
    "sentences",
    "unreadable",
]
