"""While one types: the entry form, the timeline and the checks as the screen says, and nothing of it kept."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from cms.desk.calls.presets import PRESETS, preset
from portal.calls.actions import draft_of, set_gate
from portal.calls.drafting import save_draft, token_of
from portal.calls.models import Call, GateKind, Track
from portal.clock import now
from portal.entries.models import Entry
from portal.films.models import Film
from portal.talent.models import Talent
from tests.cast import sign_in
from tests.cms.desk.test_calls import add_gate, address, typed
from tests.factories.calls import EditionFactory
from tests.factories.desk import make_editor

pytestmark = pytest.mark.django_db
STEPS = {
    "r0-hackathon": ["film", "people", "file", "ai", "terms", "questions"],
    "r1-talent": ["profile", "portfolio"],
    "r2-festival": ["film", "people", "file", "ai", "materials"],
    "r3-fellowship": ["questions"],
    "r4-anthology": ["film", "people", "file", "ai", "terms"],
}


def nothing_is_kept(call):
    assert not call.versions.filter(published_at=None).exists()
    assert not (Entry.objects.exists() or Film.objects.exists() or Talent.objects.exists())


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_form_of_each_preset_has_its_steps(client, name, language):
    boss = make_editor()
    sign_in(client, boss)
    found = preset(name)
    call = Call.objects.create(slug=name, kind=found.kind, edition=EditionFactory())
    save_draft(call, found.wording, by=boss, token=token_of(None), at=now())

    page = client.get(address(call, "preview-form") + f"?language={language}")

    assert re.findall(r'<h2 id="step-(\w+)"', page.content.decode()) == [*STEPS[name], "submit"]
    assert escape(found.wording.texts["title"].data[language]) in page.content.decode()
    assert page.content.decode().count('<fieldset class="form-preview__step" disabled>') == len(STEPS[name]) + 1
    assert page.content.decode().count("<main") == 1
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert not Entry.objects.exists()


def test_form_follows_what_is_typed_and_keeps_nothing(client, call, editor):
    data = typed(client, call, title_2="Typed") | {"questions-TOTAL_FORMS": 1, "questions-0-key": "why"}
    data |= {"questions-0-kind": "text", "questions-0-label_2": "Why a lamp?", "consent_2": "Ours <b>alone</b>"}

    page = client.post(address(call, "preview-form") + "?language=en", data)

    words = page.content.decode()
    assert page.status_code == 200
    assert "Why a lamp?" in words and "Ours &lt;b&gt;alone&lt;/b&gt;" in words
    nothing_is_kept(call)


def test_form_of_a_mode_and_track_asks_what_is_asked_there(client, call, editor):
    """Choosing them on top of the preview sends along what was typed and is not saved."""
    draft = draft_of(call, by=editor)
    for mode in ("remote", "on-site"):
        set_gate(draft, key=mode, kind=GateKind.ENTRY, wall="2027-05-01T18:00", zone="UTC", mode=mode)
    Track.objects.create(version=draft, key="xr", name={"en": "XR"})
    draft.questions.create(key="train", kind="text", label={"en": "By which train?"}, mode="on-site")
    draft.questions.create(key="gear", kind="text", label={"en": "Which headset?"}, track="xr", position=1)
    data = typed(client, call, title_2="Typed <i>and</i> carried")
    url = address(call, "preview-form") + "?language=en"

    plain = client.post(url, data)
    carried = dict(plain.context["carried"])
    chosen = client.post(url, carried | {"as_mode": "on-site", "as_track": ["xr"]})
    saved = client.get(url + "&as_mode=remote&as_track=xr&as_track=none-such")

    seen = [
        [
            words in page.content.decode()
            for words in ("id_questions_q_train", "id_questions_q_gear", "Typed &lt;i&gt;and")
        ]
        for page in (plain, chosen, saved)
    ]
    assert seen == [[False, False, True], [True, True, True], [False, True, False]]
    assert carried == {name: str(value) for name, value in data.items()}
    assert chosen.context["chosen"] == {"mode": "on-site", "tracks": ["xr"]}


@pytest.mark.parametrize("mode", ["none-such", "<script>", "x" * 5000])
def test_form_of_a_mode_that_is_none_is_that_of_nobody(client, call, editor, mode):
    page = client.get(address(call, "preview-form"), {"as_mode": mode})

    assert (page.status_code, page.context["chosen"]["mode"]) == (200, "")


def test_timeline_is_redrawn_and_keeps_nothing(client, call, editor):
    data = add_gate(typed(client, call), 2, wall="2026-12-01T10:00", label_2="Premiere")
    data |= {"rule-runtime-is_set": "on", "rule-runtime-min_ms": "2:00", "rights_2": ""}

    page = client.post(address(call, "typed"), data)

    assert [row.gate.key for row in page.context["timeline"]] == ["opens", "results", "entry"]
    assert [row.may_move for row in page.context["timeline"]] == [True, False, True]
    assert "Premiere" in page.content.decode()
    assert any("120000" in sentence for sentence in page.context["sentences"])
    assert "“entries close” passes later than “Premiere”." in page.context["doubts"]
    nothing_is_kept(call)


@pytest.mark.parametrize(
    "changes",
    [{"gates-2-wall": "2026-02-30T10:00"}, {"gates-2-zone": "Mars"}, {"gates-2-wall": ""}, {"gates-2-key": "Ü"}],
)
def test_gates_that_are_right_are_drawn_beside_one_that_is_not(client, call, editor, changes):
    page = client.post(address(call, "typed"), add_gate(typed(client, call), 2) | changes | {"title_2": ""})

    words = page.content.decode()
    assert [row.gate.key for row in page.context["timeline"]] == ["opens", "entry"]
    assert "1 gate is not right yet and is not drawn." in words
    assert 'data-typed="checks"' not in words


def test_timeline_of_a_form_somebody_else_has_overtaken_shows_the_typed_gates(client, call, editor):
    page = client.post(address(call, "typed"), typed(client, call) | {"token": "stale"})

    assert [row.gate.key for row in page.context["timeline"]] == ["opens", "entry"]
    assert client.get(address(call, "typed")).status_code == 200


@pytest.mark.parametrize("name", ["preview-form", "typed"])
def test_previews_of_somebody_elses_call_are_not_there(client, call, name):
    sign_in(client, make_editor("another"))

    assert client.get(reverse(f"desk-calls:{name}", args=[call.pk])).status_code == 404
    assert client.post(reverse(f"desk-calls:{name}", args=[call.pk])).status_code == 404
