"""Kinds of rules whose operands are words: what every language says, read back out, decides as the check does."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from portal.calls.rules import Facts, Status, parse, rule_kinds
from portal.calls.rules.ai import PICTURE_STAGES, STAGES
from portal.calls.rules.material import CONTAINERS
from portal.calls.rules.materials import MATERIALS
from portal.calls.rules.premiere import LEVELS, PLACES

LANGUAGES = ("zh-hans", "zh-hant", "en")
TOOLS = ("sora", "kling", "runway", "comfyui")
SHARES = ("none", "some", "most", "all")


def said(kind, **params):
    """The rule, and its operands in the order of each language."""
    rule = parse(kind, params)
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(re.findall(r'<data value="([^"]*)">', rule.sentence()))
    assert sorted(found[0]) == sorted(found[1]) == sorted(found[2])
    return rule, found


def status(rule, **facts):
    return rule.check(Facts(**facts))[0]


def some(words, **kwargs):
    return st.lists(st.sampled_from(words), unique=True, **kwargs)


@given(
    policy=st.sampled_from(["any", "full", "none"]),
    shares=st.dictionaries(st.sampled_from(sorted(STAGES)), st.sampled_from(SHARES)),
)
def test_share_of_ai(policy, shares):
    rule, spoken = said("ai_policy", policy=policy)
    pictures = {shares.get(stage, "none") for stage in PICTURE_STAGES}
    may = {
        "any": True,
        "full": "all" in pictures and not pictures & {"some", "most"},
        "none": set(shares.values()) <= {"none"},
    }

    for (operand,) in spoken:
        assert (status(rule, ai_is_declared=True, ai_shares=shares) == Status.PASS) == may[operand]
    assert status(rule, ai_shares=shares) == Status.UNKNOWN


@given(allowed=some(TOOLS), forbidden=some(TOOLS), used=some(TOOLS))
def test_tools_of_ai(allowed, forbidden, used):
    forbidden = [tool for tool in forbidden if tool not in allowed]
    rule, spoken = said("ai_policy", policy="any", allowed_tools=allowed, forbidden_tools=forbidden)

    for _share, *lists in spoken:
        only = set(lists.pop(0).split()) if allowed else set(TOOLS)
        never = set(lists.pop(0).split()) if forbidden else set()
        is_inside = set(used) <= only and not set(used) & never
        assert (status(rule, ai_is_declared=True, tools=frozenset(used)) == Status.PASS) == is_inside


@given(
    human=some(sorted(STAGES), min_size=1),
    shares=st.dictionaries(st.sampled_from(sorted(STAGES)), st.sampled_from(SHARES)),
)
def test_stages_without_ai(human, shares):
    rule, spoken = said("ai_policy", policy="any", human_stages=human)

    for _share, stages in spoken:
        is_human = all(shares.get(stage, "none") == "none" for stage in stages.split())
        assert (status(rule, ai_is_declared=True, ai_shares=shares) == Status.PASS) == is_human


@pytest.mark.parametrize(
    ("state", "wanted"), [("", "fail"), ("received", "unknown"), ("unreadable", "fail"), ("readable", "pass")]
)
@pytest.mark.parametrize("share", SHARES)
def test_evidence_of_ai_is_wanted_of_whoever_used_it(state, wanted, share):
    rule, spoken = said("ai_policy", policy="any", needs_evidence=True)
    materials = {"evidence": state} if state else {}

    assert {words[-1] for words in spoken} == {"evidence"}
    expected = "pass" if share == "none" else wanted
    assert status(rule, ai_is_declared=True, ai_shares={"voice": share}, materials=materials) == expected


@given(level=st.sampled_from(sorted(LEVELS)), where=some(PLACES))
def test_premiere_flags_what_its_sentence_rules_out(level, where):
    rule, spoken = said("premiere", level=level)
    ruled_out = {"world": set(PLACES), "national": {"national"}, "online": {"online"}}

    for (operand,) in spoken:
        is_flagged = not where or bool(set(where) & ruled_out[operand])
        found = status(rule, premiere="seen", shown_where=frozenset(where))
        assert found == (Status.WARN if is_flagged else Status.PASS)
    assert status(rule, premiere="unseen") == Status.PASS
    assert status(rule) == Status.UNKNOWN


@given(
    largest=st.integers(1, 2**40),
    lines=st.sampled_from([0, 480, 720, 1080]),
    needs_sound=st.booleans(),
    kinds=some(sorted(CONTAINERS)),
    size=st.integers(1, 2**41),
    picture=st.sampled_from([(640, 479), (640, 480), (1280, 720), (720, 1280), (1920, 1080), (1080, 1079)]),
    has_sound=st.sampled_from([None, True, False]),
    kind=st.sampled_from(sorted(CONTAINERS)),
)
def test_film_file(largest, lines, needs_sound, kinds, size, picture, has_sound, kind):
    rule, spoken = said("film_file", max_bytes=largest, min_height=lines, needs_sound=needs_sound, containers=kinds)
    width, height = picture
    file = {"has_film": True, "file_bytes": size, "width": width, "height": height}
    found = status(rule, **file, has_sound=has_sound, container=CONTAINERS[kind])

    for operands in spoken:
        most, *rest = operands
        least = int(rest.pop(0)) if lines else 0
        is_heard = has_sound is not False if rest[:1] == ["sound"] and rest.pop(0) else True
        of = rest.pop(0).split() if kinds else list(CONTAINERS)
        is_inside = size <= int(most) and min(picture) >= least and is_heard and kind in of
        assert (found == Status.PASS) == is_inside
    assert status(rule) == Status.FAIL
    assert status(rule, has_film=True) == Status.UNKNOWN


@given(is_required=st.booleans(), name=st.sampled_from(["", "四川电影学院"]))
def test_affiliation_and_institution(is_required, name):
    for kind in ("affiliation", "institution"):
        rule, spoken = said(kind, is_required=is_required)
        for (operand,) in spoken:
            wanted = Status.UNKNOWN if operand == "yes" and not name else Status.PASS
            assert status(rule, **{kind: name}) == wanted


STATES = ("received", "readable", "unreadable")
WORDS = st.lists(
    st.tuples(st.sampled_from(MATERIALS), st.sampled_from(["", "@xr", "@music"])), unique_by=lambda w: w[0]
)


@given(
    words=WORDS.filter(bool),
    split=st.integers(0, 4),
    sent=st.dictionaries(st.sampled_from(MATERIALS), st.sampled_from(STATES)),
    tracks=st.sampled_from([None, ("xr",), ("music",), ("xr", "music"), ("image",)]),
)
def test_material_beside_the_film(words, split, sent, tracks):
    named = ["".join(word) for word in words]
    rule, spoken = said("materials", required=named[:split], optional=named[split:])
    found = status(rule, materials=sent, tracks=tracks)

    for operands in spoken:
        needed = [_material(word) for word in operands[0].split()] if named[:split] else []
        may = [_material(word) for word in operands[-1].split()] if named[split:] else []
        assert found == _expected(needed, may, sent, tracks)


def _material(word):
    return tuple(word.partition("@")[::2])


def _expected(needed, may, sent, tracks):
    """Out of what the sentence says alone: name and track of each piece that has to be there, and of each that may."""
    here = [[name for name, track in part if not track or track in (tracks or ())] for part in (needed, may)]
    states = [[sent.get(name, "") for name in names] for names in here]
    if "" in states[0] or "unreadable" in states[0]:
        return Status.FAIL
    if "unreadable" in states[1]:
        return Status.WARN
    waits_for_track = tracks is None and any(track for _name, track in needed)
    return Status.UNKNOWN if waits_for_track or "received" in [*states[0], *states[1]] else Status.PASS


def test_no_kind_of_rule_is_without_such_a_test():
    """A new kind fails here until a test beside this one compares its sentence with its check."""
    beside = (Path(__file__).parent / name for name in ("test_operands.py", "test_properties.py", "test_rules.py"))
    tests = re.findall(r"@given.*?(?=\n@|\nclass|\Z)", "".join(path.read_text() for path in beside), re.DOTALL)

    assert [kind for kind in rule_kinds() if not any(f'"{kind}"' in test for test in tests)] == []
