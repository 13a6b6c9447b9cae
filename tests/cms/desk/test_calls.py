"""Setting up a call on one screen: the draft is written whole, shown against what is in force, and published whole."""

import pytest
from django.urls import reverse

from cms.desk.calls.forms import FORMS, TABS
from portal.accounts.models import Role
from portal.calls.actions import draft_of
from portal.calls.models import Call, Edition, Programme
from portal.entries.models import Entry
from tests.cast import sign_in
from tests.factories.desk import make_call, make_editor, make_entry

pytestmark = pytest.mark.django_db


def address(call, name="edit", *args):
    return reverse(f"desk-calls:{name}", args=[call.pk, *args])


def rows_of(context):
    """The formsets of the screen by their parts."""
    return {part.name: rows for tab in context["tabs"] for part, rows in tab["parts"]}


def typed(client, call, **changes):
    """What a browser would send back of the screen as it is shown, with `changes`."""
    context = client.get(address(call)).context
    data = {"token": context["token"]}
    forms = [context["texts"], *context["rules"]]
    for rows in rows_of(context).values():
        forms += [rows.management_form, *rows.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if hasattr(field.field, "locales"):
                for number, text in enumerate(field.field.widget.decompress(value)):
                    data[f"{field.html_name}_{number}"] = text or ""
            elif value is True:
                data[field.html_name] = "on"
            elif value is not None and value is not False:
                data[field.html_name] = field.field.prepare_value(value)
    return data | changes


def add_gate(data, number, **fields):
    row = {"key": "results", "kind": "results", "wall": "2027-06-01T18:00", "zone": "Europe/London"} | fields
    return data | {"gates-TOTAL_FORMS": number + 1} | {f"gates-{number}-{name}": value for name, value in row.items()}


def test_every_part_is_in_one_tab():
    assert sorted(name for _tab, _heading, names in TABS for name in names) == sorted(FORMS)


def test_screen_sent_back_as_it_is_changes_nothing(client, call, editor):
    answer = client.post(address(call), typed(client, call))

    changes = client.get(address(call, "changes"))
    assert answer.status_code == 302
    assert changes.context["rows"] == []


def test_draft_is_written_shown_and_published(client, call, editor):
    data = add_gate(typed(client, call, title_2="Spring call", consent_0="我同意"), 2)
    data |= {"rule-runtime-is_set": "on", "rule-runtime-min_ms": "2:00.1", "rule-runtime-max_ms": "10:00"}
    data |= {"questions-TOTAL_FORMS": 1, "questions-0-key": "why", "questions-0-kind": "choice"}
    data |= {"questions-0-label_2": "Why?", "questions-0-choices": "a | 甲 | 甲 | First\nb | 乙 | 乙 | Second"}

    answer = client.post(address(call), data | {"changes": "1"})
    page = client.get(answer["Location"])
    before = str(Call.objects.get(pk=call.pk).current.title)
    client.post(answer["Location"], {"token": page.context["token"], "note_2": "We <b>listened</b>"})

    call.refresh_from_db()
    assert (before, str(call.current.title.data["en"])) == ("Call spring", "Spring call")
    assert call.current.rules.get(kind="runtime").params == {"min_ms": 120_100, "max_ms": 600_000, "is_over": False}
    assert call.current.gates.get(key="results").at.isoformat() == "2027-06-01T17:00:00+00:00"
    assert call.current.questions.get().choices[1]["label"]["en"] == "Second"
    assert call.amendments.get().note.data == {"en": "We <b>listened</b>"}
    assert any("Spring call" in (row.new or "") for row in page.context["rows"])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title_0": "", "title_1": "", "title_2": ""}, ""),
        ({"title_2": "a\0b"}, "character 2"),
        ({"title_2": "x" * 121}, "the limit is 120"),
        ({"body_2": "\u202e"}, "character 1"),
        ({"gates-0-wall": "2027-03-28T02:30", "gates-0-zone": "Europe/Berlin"}, "does not exist in Europe/Berlin"),
        ({"gates-0-wall": "2026-10-25T02:30", "gates-0-zone": "Europe/Berlin"}, "happens twice in Europe/Berlin"),
        ({"gates-0-zone": "Mars"}, "is not a time zone"),
        ({"gates-0-wall": "2026-02-30T10:00"}, "is not a date and time"),
        ({"gates-0-grace_s": "-1"}, "whole number"),
        ({"gates-0-grace_s": "١٢"}, "whole number"),
        ({"gates-0-key": "Über"}, "small letters"),
        ({"gates-1-key": "opens"}, "same key"),
        ({"gates-0-kind": "eaten"}, "eaten"),
        ({"rule-team_size-minimum": "7"}, ""),
        ({"rule-team_size-maximum": ""}, "missing"),
        ({"rule-runtime-is_set": "on"}, "shortest or a longest"),
        ({"rule-runtime-is_set": "on", "rule-runtime-min_ms": "2:61"}, "minutes and seconds"),
        ({"awards-0-name_2": "", "awards-0-name_0": ""}, ""),
        ({"awards-0-places": "0"}, "One place at least"),
        ({"awards-0-places": "10001"}, "whole number"),
        ({"gates-TOTAL_FORMS": "10000"}, ""),
        ({"gates-TOTAL_FORMS": "rubbish"}, ""),
        ({"token": "stale"}, "Somebody has saved"),
    ],
)
def test_bad_input_is_answered_and_kept(client, call, editor, changes, sentence):
    answer = client.post(address(call), typed(client, call, summary_2="typed before") | changes)

    words = answer.content.decode()
    assert answer.status_code == (409 if "token" in changes else 422)
    assert sentence in words
    assert "typed before" in words
    assert not call.versions.filter(published_at=None).exists()


def test_two_windows_do_not_overwrite_each_other(client, call, editor):
    one, two = typed(client, call, title_2="One"), typed(client, call, title_2="Two")

    first, second = client.post(address(call), one), client.post(address(call), two)

    assert (first.status_code, second.status_code) == (302, 409)
    assert call.versions.get(published_at=None).title.data["en"] == "One"
    assert "Two" in second.content.decode()


def test_one_more_row_keeps_what_was_typed(client, call, editor):
    answer = client.post(address(call), typed(client, call, title_2="Typed") | {"add": "gates"})

    assert len(rows_of(answer.context)["gates"].forms) == 3
    assert "Typed" in answer.content.decode()
    assert not call.versions.filter(published_at=None).exists()


def test_row_is_taken_out_and_order_followed(client, call, editor):
    client.post(address(call), typed(client, call) | {"awards-0-DELETE": "on", "gates-0-DELETE": "on"})

    draft = call.versions.get(published_at=None)
    assert (draft.awards.count(), [gate.key for gate in draft.gates.all()]) == (0, ["entry"])


def test_desk_says_whom_a_changed_question_concerns(client, call, editor):
    question = call.current.questions.create(key="why", kind="text", label={"en": "Why?"})
    entry = make_entry(call)
    Entry.objects.filter(pk=entry.pk).update(answers={"why": "So"})
    assert not any("why" in str(doubt) for doubt in client.get(address(call)).context["doubts"])
    draft_of(call, by=editor).questions.update(kind="number")

    edit = client.get(address(call)).content.decode()
    page = client.get(address(call, "changes"))

    words = "1 entry has answered it; its answer stays and is shown as it is."
    assert words in edit and words in page.content.decode()
    assert [(row.key, row.drafts, row.handed_in) for _name, row in page.context["concerned"]] == [("why", 0, 1)]
    question.refresh_from_db()
    assert (question.kind, Entry.objects.get(pk=entry.pk).answers) == ("text", {"why": "So"})


def test_rule_of_another_release_stays(client, call, editor):
    draft = draft_of(call, by=editor)
    draft.rules.create(kind="from_the_future", params={"x": 1})

    client.post(address(call), typed(client, call))

    assert draft.rules.filter(kind="from_the_future").exists()


def test_gate_moves_for_everybody_and_leaves_the_draft_alone(client, call, editor):
    entry = make_entry(call)
    client.post(address(call), typed(client, call, title_2="Not ready yet"))
    move = address(call, "move-gate", "entry")

    shown = client.post(move, {"wall": "2027-05-03T18:00", "note_2": "A holiday"})
    client.post(move, {"wall": "2027-05-03T18:00", "note_2": "A holiday", "confirm": "1"})

    call.refresh_from_db()
    draft = call.versions.get(published_at=None)
    assert "2027-05-03 10:00" in shown.content.decode()
    assert call.current.gates.get(key="entry").at.isoformat() == "2027-05-03T10:00:00+00:00"
    assert "Not ready" not in str(call.current.title)
    assert (draft.gates.get(key="entry").wall, draft.title.data["en"]) == ("2027-05-03T18:00", "Not ready yet")
    assert {change["key"] for change in call.amendments.get().changes} == {"entry"}
    assert Entry.objects.get(pk=entry.pk).call_version != call.current


@pytest.mark.parametrize("wall", ["2027-05-01T18:00", "rubbish", "", "2027-02-30T10:00"])
def test_gate_moves_to_another_time_that_exists(client, call, editor, wall):
    answer = client.post(address(call, "move-gate", "entry"), {"wall": wall, "confirm": "1"})

    assert answer.status_code == 422
    assert not call.amendments.exists()


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"wall": "2026-01-02T18:00"}, 409, "This time is over"),
        ({"note_2": ""}, 422, "This field is required"),
    ],
)
def test_gate_moves_ahead_and_with_a_reason(client, call, editor, sent, status, words):
    data = {"wall": "2096-05-03T18:00", "note_2": "A holiday", "confirm": "1"} | sent
    answer = client.post(address(call, "move-gate", "entry"), data)

    assert (answer.status_code, words in answer.content.decode()) == (status, True)
    assert answer.context["form"]["wall"].value() == data["wall"]
    assert not call.amendments.exists()


def test_unfinished_draft_says_why_and_is_not_published(client, call, editor):
    client.post(address(call), typed(client, call, consent_0="", consent_2=""))
    page = client.get(address(call, "changes"))

    answer = client.post(address(call, "changes"), {"token": page.context["token"]})

    assert answer.status_code == 422
    assert "There is no text for entrants to accept" in page.content.decode()


def test_publishing_what_one_did_not_see_is_refused(client, call, editor):
    client.post(address(call), typed(client, call, title_2="One"))
    token = client.get(address(call, "changes")).context["token"]
    client.post(address(call), typed(client, call, title_2="Two"))

    assert client.post(address(call, "changes"), {"token": token}).status_code == 409


@pytest.mark.parametrize(("programme", "role"), [("other", Role.EDITOR), ("lantern", Role.JUROR)])
def test_call_of_another_programme_is_not_there(client, call, programme, role):
    sign_in(client, make_editor(programme, role=role))
    expected = 404 if role == Role.EDITOR else 200  # the admin sends others to its home

    for name, args in (("edit", []), ("changes", []), ("move-gate", ["entry"])):
        answer = client.get(address(call, name, *args), follow=True)
        assert answer.status_code == expected
        assert "Call spring" not in answer.content.decode()
    assert client.post(address(call), {}, follow=True).status_code == expected


def test_new_call_belongs_to_an_own_edition(client, call, editor):
    theirs = make_call("other", programme="other").edition

    refused = client.post(reverse("desk-calls:add"), {"edition": theirs.pk, "slug": "x", "kind": "film"})
    made = client.post(reverse("desk-calls:add"), {"edition": call.edition.pk, "slug": "x", "kind": "talent"})

    new = Call.objects.get(slug="x")
    assert refused.status_code == 422
    assert made["Location"] == address(new)
    assert client.get(address(new)).status_code == 200
    assert client.post(address(new), typed(client, new, title_2="New")).status_code == 302


def test_editor_of_the_channel_sets_up_a_programme(client):
    sign_in(client, make_editor())

    client.post(reverse("desk-programmes:add"), {"name_2": "Moon", "slug": "moon", "accent": "jade"})
    moon = Programme.objects.get()
    client.post(
        reverse("desk-editions:add"),
        {"programme": moon.pk, "year": "2027", "slug": "moon-1", "starting_number": "3", "state": "announced"},
    )

    assert Edition.objects.get().number() == 3


def test_editor_of_one_programme_sets_up_none(client, editor):
    assert client.get(reverse("desk-programmes:add")).status_code == 302
    theirs = make_call("other", programme="other").edition
    assert client.get(reverse("desk-editions:edit", args=[theirs.pk]), follow=True).status_code == 404


def test_call_list_asks_a_constant_number_of_questions(
    client, editor, django_assert_num_queries, django_assert_max_num_queries
):
    client.get(reverse("desk-calls:index"))
    with django_assert_max_num_queries(40) as one:
        assert client.get(reverse("desk-calls:index")).status_code == 200
    make_call("two")
    make_call("three")
    with django_assert_num_queries(len(one)):
        client.get(reverse("desk-calls:index"))


def test_new_call_starts_from_a_preset(client, call, editor):
    sent = {"edition": call.edition.pk, "slug": "fellows", "kind": "film", "preset": "r3-fellowship"}
    unknown = client.post(reverse("desk-calls:add"), sent | {"preset": "../../secret"})
    made = client.post(reverse("desk-calls:add"), sent)

    new = Call.objects.get(slug="fellows")
    assert unknown.status_code == 422
    assert made["Location"] == address(new)
    assert (new.kind, new.current) == ("proposal", None)
    page = client.get(address(new)).content.decode()
    assert "AI Creators" in page
    assert "is still to be filled in" in page


def test_preview_shows_what_is_typed_and_keeps_nothing(client, call, editor):
    shown = client.post(address(call, "preview") + "?language=en", typed(client, call, title_2="Not saved at all"))
    wrong = client.post(address(call, "preview"), typed(client, call) | {"gates-0-wall": "rubbish"})
    saved = client.get(address(call, "preview"))

    assert (shown.status_code, wrong.status_code, saved.status_code) == (200, 422, 200)
    assert "Not saved at all" in shown.content.decode() and "Call spring" in saved.content.decode()
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert not call.versions.filter(published_at=None).exists()


def test_preview_of_somebody_elses_call_is_not_there(client, call):
    sign_in(client, make_editor("another"))

    assert client.get(address(call, "preview")).status_code == 404
