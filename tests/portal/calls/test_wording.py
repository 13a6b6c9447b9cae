"""An amendment says every change in words, in the reader's language, with no key and no stored value in it."""

import pytest
from django.utils.translation import override
from i18nfield.strings import LazyI18nString

from portal.calls.actions import PARTS, draft_of, publish_version, set_gate, set_rule
from portal.calls.wording import NAMED_BY, PART_NAMES, lines
from portal.clock import now
from tests.factories.desk import make_call, make_editor

pytestmark = pytest.mark.django_db


def words(zh, en):
    return LazyI18nString({"zh-hans": zh, "zh-hant": zh, "en": en})


def amended(change):
    """The amendment after `change(draft)` of a call that is in force."""
    call, editor = make_call(), make_editor("lantern")
    draft = draft_of(call, by=editor)
    change(draft)
    return publish_version(draft, by=editor, at=now())


def said(amendment, language):
    with override(language):
        return [str(line) for line in lines(amendment.changes)]


def everything(draft):
    """A row of every part."""
    set_gate(draft, key="key-gate", kind="results", wall="2027-06-01T18:00", zone="Europe/London")
    set_rule(draft, "team_size", minimum=1, maximum=7)
    choices = [{"key": "key-a", "label": {"zh-hans": "河", "zh-hant": "河", "en": "river"}}]
    draft.questions.create(key="key-q", kind="choice", label=words("问", "Where?"), choices=choices, is_required=True)
    draft.tracks.create(key="key-t", name=words("道", "Field"))
    draft.awards.create(key="key-aw", name=words("奖", "Ear"), track="key-t", decider="audience", places=3)
    draft.criteria.create(key="key-c", name=words("准", "Silence"), weight=3)
    draft.prizes.create(key="key-p", product=words("器", "Recorder"), award="key-aw", amount=5, currency="CNY")
    draft.clauses.create(key="key-cl", text=words("款", "Bring it back."))
    draft.faqs.create(key="key-f", question=words("何", "Which?"), answer=words("此", "This."))


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_row_of_every_part_is_named_and_no_key_or_stored_value_is_shown(language):
    amendment = amended(everything)
    text = "\n".join(said(amendment, language))

    assert {change["part"] for change in amendment.changes} == set(PARTS)
    for raw in ("key-", "{", "[", "'", "choice ", "→ audience", "None", "False", "T18:00", "params"):
        assert raw not in text, raw
    with override(language):
        assert all(str(name) in text for part, name in PART_NAMES.items() if part not in ("texts", "rules"))


def test_rule_about_a_track_calls_it_by_its_name():
    def ask(draft):
        draft.tracks.create(key="key-xr", name=words("三维", "XR Film"))
        set_rule(draft, "materials", required=["2d_master@key-xr"])

    amendment = amended(ask)

    assert "2D master of the film (track XR Film)" in "\n".join(said(amendment, "en"))
    for language in ("zh-hans", "zh-hant"):
        text = "\n".join(said(amendment, language))
        assert "三维" in text and "key-xr" not in text


def test_name_of_a_track_is_said_as_it_is_written():
    def ask(draft):
        draft.tracks.create(key="kids", name=words("童", "Children's & youth"))
        set_rule(draft, "materials", required=["poster@kids"])

    assert "(track Children's & youth)" in "\n".join(said(amended(ask), "en"))


def test_what_a_row_points_at_is_named():
    amendment = amended(everything)

    assert "Award “Ear”, track: nothing → Field" in said(amendment, "en")
    assert "Gate “results”, local date and time: nothing → 2027-06-01 18:00 (Europe/London)" in said(amendment, "en")
    assert "Question “Where?”, choices: nothing → river" in said(amendment, "en")


def test_places_of_an_award_are_said_in_three_languages():
    amendment = amended(lambda draft: draft.awards.update(places=3, shows_places_left=True))

    assert said(amendment, "en") == [
        "Award “Best film”, places: nothing → 3",
        "Award “Best film”, places left shown in public: no → yes",
    ]
    assert said(amendment, "zh-hans")[0].endswith("名额：无 → 3")
    assert said(amendment, "zh-hant")[0].endswith("名額：無 → 3")


def test_rule_is_its_sentence_and_a_text_shows_what_differs():
    long = "river " * 200

    def first(draft):
        draft.body = words("长", f"{long}old {long}")
        draft.save()
        set_rule(draft, "team_size", minimum=2, maximum=6)

    first_amendment = amended(first)
    editor = make_editor("lantern", email="second@example.org")
    draft = draft_of(first_amendment.call, by=editor)
    draft.body = words("长", f"{long}new {long}")
    draft.save()
    set_rule(draft, "team_size", minimum=2, maximum=7)
    amendment = publish_version(draft, by=editor, at=now())

    body, rule = said(amendment, "en")
    assert "old" in body and "new" in body and len(body) < 250
    assert "6" in rule and "7" in rule and "<" not in rule
    assert "(英文)" in said(amendment, "zh-hans")[0] or "English" in said(amendment, "zh-hans")[0]


def test_places_that_only_close_a_gap_are_no_change():
    def three(draft):
        for place, letter in enumerate("abc"):
            draft.faqs.create(key=letter, question=words(letter, letter), answer=words("x", "x"), position=place)

    call = amended(three).call
    editor = make_editor("lantern", email="second@example.org")
    draft = draft_of(call, by=editor)
    draft.faqs.filter(key="a").delete()
    draft.faqs.filter(key="b").update(position=0)
    draft.faqs.filter(key="c").update(position=1)
    shorter = publish_version(draft, by=editor, at=now())
    draft = draft_of(call, by=editor)
    draft.faqs.filter(key="b").update(position=2)
    turned = publish_version(draft, by=editor, at=now())

    assert not any("order" in line for line in said(shorter, "en"))
    assert said(turned, "en") == []  # b 0→2, c stays: nobody moved that c could see


def test_every_part_has_a_name_for_its_rows():
    assert set(NAMED_BY) | {"rules"} == set(PARTS)
    assert set(PART_NAMES) == set(PARTS) | {"texts"}
