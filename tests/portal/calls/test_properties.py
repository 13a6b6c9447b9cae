"""What holds whatever an editor writes: sentence and check agree, and a difference says all that changed."""

import re
from dataclasses import replace

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cms.desk.calls.presets import preset
from portal.calls.actions import PARTS, TEXTS, difference, plain
from portal.calls.checking import doubts_about
from portal.calls.drafting import reasons_against, save_draft, token_of
from portal.calls.models import Call
from portal.calls.rules import Facts, Status, evaluate, parse, sentences
from portal.clock import now
from tests.factories.calls import CallFactory, EditionFactory, publish
from tests.factories.desk import make_editor

LANGUAGES = ("zh-hans", "zh-hant", "en")
CODES = ("CN", "HK", "TW", "GB", "US")
TONGUES = ("en", "zh-Hans", "fr")
WORKS = ("footage", "dialogue", "music")


def said(rule):
    """The operands as every language says them, in the order of English."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(re.findall(r'<data value="([^"]*)">', rule.sentence()))
    assert sorted(found[0]) == sorted(found[1]) == sorted(found[2])
    return found[2]


def passes(rule, **facts):
    return rule.check(Facts(**facts))[0] == Status.PASS


small = st.integers(1, 9)


@given(low=small, more=st.integers(0, 5), n=st.integers(0, 16))
def test_range_of_people_or_tracks(low, more, n):
    for kind, facts in (("team_size", {"team_size": n}), ("tracks", {"tracks": tuple("abcdefghijklmnop"[:n])})):
        rule = parse(kind, {"minimum": low, "maximum": low + more})
        ends = [int(value) for value in said(rule)]
        assert passes(rule, **facts) == (min(ends) <= n <= max(ends))


@given(limit=small, n=st.integers(0, 12))
def test_most_entries_and_least_works(limit, n):
    most, least = parse("entries_per_person", {"maximum": limit}), parse("portfolio", {"minimum": limit})

    assert passes(most, entries_of_person=n) == (n <= int(said(most)[0]))
    assert passes(least, portfolio_items=n) == (n >= int(said(least)[0]))


@given(limit=st.integers(1, 10**7), cut=st.integers(1, 2 * 10**7))
def test_cut_for_the_screening(limit, cut):
    rule = parse("screening_cut", {"max_ms": limit})

    assert passes(rule, runtime_ms=3 * 10**7, cut_ms=cut) == (cut <= int(said(rule)[0]))


@given(minimum=st.integers(1, 60), age=st.integers(0, 99), above=st.integers(1, 30), agreed=st.booleans())
def test_age_and_the_guardian(minimum, age, above, agreed):
    rule = parse("age", {"minimum": minimum, "guardian_below": minimum + above})
    years, guarded = (int(value) for value in said(rule))

    assert passes(rule, age_years=age, guardian_agreed=agreed) == (age >= guarded or (age >= years and agreed))


def some(words):
    return st.lists(st.sampled_from(words), unique=True)


@given(named=some(CODES).filter(bool), home=st.sampled_from(CODES))
def test_where_one_lives(named, home):
    rule = parse("residence", {"places": named})

    assert passes(rule, residence=home) == (home in said(rule)[0].split())


@given(named=some(TONGUES).filter(bool), there=some(TONGUES))
def test_subtitles(named, there):
    rule = parse("captions", {"languages": named})

    assert passes(rule, caption_languages=frozenset(there)) == (set(said(rule)[0].split()) <= set(there))


@given(named=some(WORKS).filter(bool), used=some(WORKS))
def test_material_of_others(named, used):
    rule = parse("sources", {"forbidden": named})

    assert passes(rule, sources_used=frozenset(used)) == (not set(said(rule)[0].split()) & set(used))


class Differences(TestCase):
    @settings(max_examples=12, deadline=None)
    @given(data=st.data())
    def test_difference_applied_to_the_first_gives_the_second(self, data):
        boss = make_editor()
        versions = [_version(data, name, boss) for name in ("r0-hackathon", "r2-festival")]
        for before, after in (versions, versions[::-1]):
            content = _content(before)
            for change in difference(before, after):
                assert content[change["part"]].setdefault(change["key"], {}).get(change["field"]) == change["old"]
                content[change["part"]][change["key"]][change["field"]] = change["new"]
            assert _without_gone(content) == _without_gone(_content(after))


def _version(data, name, boss):
    """A draft of a preset with only some of its rows and rules."""
    found = preset(name)
    rows = {part: [row for row in of if data.draw(st.booleans())] for part, of in found.wording.rows.items()}
    rows["gates"] = [row | {"after": ""} for row in rows["gates"]]
    rules = {kind: params for kind, params in found.wording.rules.items() if data.draw(st.booleans())}
    call = Call.objects.create(slug=f"call-{Call.objects.count()}", kind=found.kind, edition=EditionFactory())
    wording = replace(found.wording, rows=rows, rules=rules)
    return save_draft(call, wording, by=boss, token=token_of(None), at=now())


def _content(version):
    content = {"texts": {name: {name: plain(getattr(version, name))} for name in TEXTS}}
    for part, (_model, names) in PARTS.items():
        rows = getattr(version, part).all()
        content[part] = {
            getattr(row, "key", None) or row.kind: {n: plain(getattr(row, n)) for n in names} for row in rows
        }
    return content


def _without_gone(content):
    """A field without a value is no field, a row of which nothing is left no row."""
    filled = {
        part: {key: {name: value for name, value in row.items() if value is not None} for key, row in rows.items()}
        for part, rows in content.items()
    }
    return {part: {key: row for key, row in rows.items() if row} for part, rows in filled.items()}


@pytest.mark.django_db
def test_unknown_kind_of_rule_stops_nothing_else(client):
    call = CallFactory()
    version = publish(call, rules={"from_the_future": {"x": 1}, "team_size": {"minimum": 2, "maximum": 6}})

    verdicts = {row.kind: row.status for row in evaluate(version, Facts(team_size=3))}

    assert verdicts == {"from_the_future": Status.UNKNOWN, "team_size": Status.PASS}
    assert len(sentences(version)) == 2  # the one that is known, and that there is another
    assert client.get(f"/en/calls/{call.slug}/").status_code == 200


@pytest.mark.django_db
def test_call_without_gates_questions_and_rules_is_a_page(client):
    call = CallFactory(version__opens=None, version__closes=None)

    assert client.get(f"/en/calls/{call.slug}/").status_code == 200
    assert doubts_about(call.current, now())
    assert reasons_against(call.current) == []
