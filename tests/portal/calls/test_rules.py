"""A rule's sentence and its check come from the same numbers."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.calls.rules import Facts, Status, parse, rule_kinds

LANGUAGES = ["zh-hans", "zh-hant", "en"]
MAKING = {
    "runtime": {"min_ms": 120_000, "is_over": True},
    "team_size": {"minimum": 2, "maximum": 6},
    "ai_policy": {"policy": "full"},
    "film_file": {"min_height": 720, "needs_sound": True},
    "portfolio": {"minimum": 3},
    "captions": {"languages": ["en"]},
    "residence": {"places": ["CN", "HK"]},
    "age": {"minimum": 14, "guardian_below": 18},
    "affiliation": {},
    "institution": {"is_required": True},
    "entries_per_person": {"maximum": 2},
    "tracks": {"minimum": 1, "maximum": 2},
    "screening_cut": {"max_ms": 300_000},
    "premiere": {"level": "world"},
    "sources": {},
    "materials": {"required": ["poster", "2d_master@xr"], "optional": ["process"]},
}


def operands(rule, language):
    with translation.override(language):
        return re.findall(r'<data value="([^"]*)">', rule.sentence())


@pytest.mark.parametrize(
    ("ms", "status"), [(120_000, Status.FAIL), (120_001, Status.PASS), (120_100, Status.PASS), (2_400_000, Status.PASS)]
)
def test_runtime_over_two_minutes_is_open_ended(ms, status):
    rule = parse("runtime", {"min_ms": 120_000, "is_over": True})

    assert rule.check(Facts(runtime_ms=ms))[0] == status


@pytest.mark.parametrize(("size", "status"), [(1, Status.FAIL), (2, Status.PASS), (6, Status.PASS), (7, Status.FAIL)])
def test_team_size_includes_both_ends(size, status):
    assert parse("team_size", {"minimum": 2, "maximum": 6}).check(Facts(team_size=size))[0] == status


@pytest.mark.parametrize(
    ("policy", "shares", "status"),
    [
        ("any", {"video": "some"}, Status.PASS),
        ("full", {"video": "some"}, Status.FAIL),
        ("full", {"video": "all", "script": "none"}, Status.PASS),
        ("none", {"music": "some"}, Status.FAIL),
        ("none", {"music": "none"}, Status.PASS),
    ],
)
def test_ai_policy_judges_the_declared_shares(policy, shares, status):
    facts = Facts(ai_is_declared=True, ai_shares=shares)

    assert parse("ai_policy", {"policy": policy}).check(facts)[0] == status


@pytest.mark.parametrize("kind", sorted(rule_kinds()))
def test_rule_that_knows_nothing_yet_never_passes(kind):
    assert parse(kind, MAKING[kind]).check(Facts())[0] in (Status.UNKNOWN, Status.FAIL)


@pytest.mark.parametrize("kind", sorted(rule_kinds()))
def test_rule_sentence_carries_the_same_operands_in_every_language(kind):
    rule = parse(kind, MAKING[kind])

    first, *others = [operands(rule, language) for language in LANGUAGES]

    assert first
    assert all(sorted(other) == sorted(first) for other in others)


@given(low=st.integers(0, 10**8), width=st.integers(1, 10**8), ms=st.integers(0, 2 * 10**8), is_over=st.booleans())
def test_runtime_sentence_and_check_never_disagree(low, width, ms, is_over):
    rule = parse("runtime", {"min_ms": low, "max_ms": low + width, "is_over": is_over})

    said_low, said_high = map(int, operands(rule, "en"))

    inside = (ms > said_low if is_over else ms >= said_low) and ms <= said_high
    assert (rule.check(Facts(runtime_ms=ms))[0] == Status.PASS) == inside


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("runtime", {}),
        ("runtime", {"min_ms": 5, "max_ms": 5}),
        ("runtime", {"min_ms": "five"}),
        ("team_size", {"minimum": 0, "maximum": 3}),
        ("team_size", {"minimum": 2}),
        ("ai_policy", {"policy": "maybe"}),
        ("ai_policy", {"policy": "any", "colour": "red"}),
        ("weather", {}),
    ],
)
def test_rule_that_contradicts_itself_is_refused(kind, params):
    with pytest.raises(ValidationError):
        parse(kind, params)


@pytest.mark.parametrize(("ms", "words"), [(1000, "1 second"), (500, "0.5 seconds"), (61_000, "1 minute 1 second")])
def test_one_second_is_one_second(ms, words):
    sentence = parse("runtime", {"min_ms": ms, "max_ms": 600_000}).sentence()

    assert f">{words}<" in sentence
