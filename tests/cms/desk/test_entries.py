"""The entries desk: found, looked at, moved and decided on by the programme's editors, and by nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cms.desk.entries import finding
from portal.accounts.models import Role
from portal.calls.zones import instant_of
from portal.clock import now
from portal.entries.workflow import Status
from portal.jury.actions import record_decision
from portal.jury.models import Decision, Outcome
from portal.mail.models import OutgoingMail
from search.facets import Index
from search.rebuild import rebuild
from tests.cast import sign_in
from tests.factories.desk import make_call, make_editor, make_entry

pytestmark = pytest.mark.django_db
LIST = "/admin/entries/"


def page(client, entry, **kwargs):
    return client.get(reverse("desk-entries:inspect", args=[entry.pk]), **kwargs)


@pytest.mark.usefixtures("editor")
def test_list_asks_the_same_number_of_questions_at_one_and_three_rows(
    client, call, django_assert_num_queries, django_assert_max_num_queries
):
    make_entry(call)
    client.get(LIST)
    with django_assert_max_num_queries(40) as one:
        assert client.get(LIST).status_code == 200
    for number in range(2):
        make_entry(call, title=f"Film {number}")

    with django_assert_num_queries(len(one)):
        client.get(LIST)


@pytest.mark.usefixtures("editor")
def test_list_holds_own_programmes_only(client, call):
    make_entry(call, title="Ours")
    make_entry(make_call("other", programme="other"), title="Theirs")
    make_entry(call, title="Still a draft", status=Status.DRAFT)

    words = client.get(LIST).content.decode()

    assert "Ours" in words
    assert "Theirs" not in words
    assert "other" not in words.lower().replace("otherwise", "")[: words.find("<main")]
    assert "Still a draft" not in words


def test_entry_of_another_programme_is_not_there(client, editor, call):
    theirs = make_entry(make_call("other", programme="other"))
    draft = make_entry(call, status=Status.DRAFT)

    for entry in (theirs, draft):
        args = [entry.pk]
        assert page(client, entry, follow=True).status_code == 404
        assert client.post(reverse("desk-entries:move", args=[*args, "accept"]), follow=True).status_code == 404
        assert client.post(reverse("desk-entries:publish", args=args), follow=True).status_code == 404
        assert client.get(f"{reverse('desk-entries:decide')}?entry={entry.pk}", follow=True).status_code == 404
        data = {"entry": entry.pk, "outcome": "winner", "record": "1"}
        assert client.post(reverse("desk-entries:decide"), data, follow=True).status_code == 404
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", [Role.JUROR, Role.CHAIR, Role.CURATOR])
def test_other_roles_do_not_enter_the_desk(client, call, role):
    sign_in(client, make_editor("lantern", role=role))
    entry = make_entry(call)

    assert client.get(LIST).status_code == 302
    assert page(client, entry).status_code == 302


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lamps", True),
        ("LAMPS river", True),
        ("maker1@", True),
        ("spring-00001", True),
        ("SPRING-1", True),
        ("nothing", False),
        ("a\0b", True),
        ("x" * 5000, False),
        ("\u202e", True),
        ("'; DROP", False),
        ("%", False),
    ],
)
def test_search(client, call, query, found):
    make_entry(call)

    answer = client.get(LIST, {"q": query})

    assert answer.status_code == 200
    assert ("River of Lamps" in answer.content.decode()) is found


def test_what_other_programmes_have_takes_no_place_among_the_hits(client, editor, call, monkeypatch):
    monkeypatch.setattr(finding, "MOST_FOUND", 1)
    for number in range(3):
        make_entry(make_call(f"other{number}", programme="other"), title="夜航船")
    make_entry(call, title="夜航船的灯火与很长的一段路")
    rebuild(Index.DESK)

    answer = client.get(LIST, {"q": "yehangchuan"})

    assert "夜航船的灯火" in answer.content.decode()


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("status=eligible", {"Two"}),
        ("decision=undecided", {"One"}),
        ("decision=embargoed", {"Two"}),
        ("decision=finalist", {"Two"}),
        ("decision=winner", set()),
        ("call=999999", {"One", "Two"}),
        ("status=rubbish&decision=rubbish", {"One", "Two"}),
        ("p=-1", {"One", "Two"}),
        ("ordering=owner__password", {"One", "Two"}),
    ],
)
def test_filters(client, call, editor, query, titles):
    make_entry(call, title="One")
    record_decision(make_entry(call, title="Two", status=Status.ELIGIBLE), Outcome.FINALIST, by=editor, at=now())

    words = client.get(f"{LIST}?{query}").content.decode()

    assert {title for title in ("One", "Two") if f">{title}<" in words or f"“{title}”" in words} == titles


@pytest.mark.usefixtures("editor")
def test_entry_shows_what_was_handed_in_against_now(client, call):
    entry = make_entry(call)
    entry.film.titles.update(text="<i>Sea</i> of Lamps")

    words = page(client, entry).content.decode()

    assert "<del>River of Lamps</del>" in words
    assert "<ins>&lt;i&gt;Sea&lt;/i&gt; of Lamps</ins>" in words


@pytest.mark.usefixtures("editor")
def test_buttons_follow_the_table(client, call):
    entry = make_entry(call, status=Status.RETURNED)
    gone = make_entry(call, status=Status.WITHDRAWN)

    words = page(client, entry).content.decode()

    assert reverse("desk-entries:move", args=[entry.pk, "return"]) not in words
    assert reverse("desk-entries:move", args=[entry.pk, "refuse"]) in words
    assert "desk-moves" not in page(client, gone).content.decode()


@pytest.mark.usefixtures("editor")
def test_move_by_button(client, call):
    entry = make_entry(call)
    address = reverse("desk-entries:move", args=[entry.pk, "return"])

    refused = client.post(address, {"reason": ""}, follow=True).content.decode()
    client.post(address, {"reason": "Subtitles are missing"})

    entry.refresh_from_db()
    assert "Say why" in refused
    assert entry.status == Status.RETURNED
    assert "Subtitles are missing" in OutgoingMail.objects.get().text
    assert client.get(address).status_code == 405
    assert client.post(reverse("desk-entries:move", args=[entry.pk, "submit"]), follow=True).status_code == 404


@pytest.mark.usefixtures("editor")
def test_decision_is_previewed_then_recorded_on_all(client, call):
    entries = [make_entry(call, title=f"Film {number}") for number in range(3)]
    data = {"entry": [entry.pk for entry in entries], "outcome": "finalist", "message": "See you <b>soon</b>"}
    address = reverse("desk-entries:decide")

    preview = client.post(address, data | {"preview": "1"})
    none_yet = Decision.objects.count()
    client.post(address, data | {"record": "1"})

    assert preview.status_code == 200
    assert "See you &lt;b&gt;soon" in preview.content.decode()
    assert (none_yet, Decision.objects.standing().count()) == (0, 3)
    assert not OutgoingMail.objects.exists()


@pytest.mark.usefixtures("editor")
def test_decision_on_several_is_all_or_none(client, call):
    good, gone = make_entry(call), make_entry(call, status=Status.WITHDRAWN)

    answer = client.post(
        reverse("desk-entries:decide"), {"entry": [good.pk, gone.pk], "outcome": "finalist", "record": "1"}
    )

    assert answer.status_code == 409
    assert not Decision.objects.exists()


@pytest.mark.usefixtures("editor")
def test_what_is_left_of_the_places_is_shown_and_more_is_refused(client, call):
    call.current.awards.update(places=2)
    award = call.current.awards.get()
    entries = [make_entry(call) for _place in range(3)]
    sent = {"entry": [entry.pk for entry in entries], "outcome": "winner", "award": award.pk, "record": "1"}

    shown = client.get(f"{reverse('desk-entries:decide')}?entry={entries[0].pk}").content.decode()
    answer = client.post(reverse("desk-entries:decide"), sent)

    assert "Best film (2 of 2 places left)" in shown
    assert answer.status_code == 409
    assert "has no place left: 2 of 2 are granted" in answer.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "eaten"},
        {"outcome": ""},
        {"outcome": "finalist", "award": "own"},
        {"outcome": "winner", "award": "999999"},
        {"outcome": "winner", "award": "\ud800".encode("utf-8", "surrogatepass")},
        {"outcome": "finalist", "message": "a\0b"},
        {"outcome": "finalist", "message": "x" * 100_000},
        {"outcome": "finalist", "reason": "\u2066open"},
    ],
)
def test_bad_decision_is_answered_and_kept(client, call, wrong):
    entry = make_entry(call)
    if wrong.get("award") == "own":
        wrong = wrong | {"award": call.current.awards.get().pk}

    answer = client.post(reverse("desk-entries:decide"), {"entry": entry.pk, "reason": "typed", "record": "1"} | wrong)

    assert answer.status_code == 422
    assert not Decision.objects.exists()
    if "reason" not in wrong:
        assert "typed" in answer.content.decode()


@pytest.mark.usefixtures("editor")
def test_deciding_on_nothing_leads_back(client):
    assert client.get(reverse("desk-entries:decide")).status_code == 302
    assert client.get(f"{reverse('desk-entries:decide')}?entry=rubbish").status_code == 302
    assert client.get(f"{reverse('desk-entries:decide')}?entry=99999999999999999", follow=True).status_code == 404


@pytest.mark.usefixtures("editor")
def test_correction_window_is_opened_and_closed_on_the_desk(client, call):
    entry = make_entry(call)
    until = f"{now() + timedelta(days=3):%Y-%m-%dT18:00}"
    address = reverse("desk-entries:open-window", args=[entry.pk])

    client.post(address, {"wall": until, "window_reason": "The file was broken."})
    shown = page(client, entry)
    window = entry.windows.get()
    client.post(reverse("desk-entries:close-window", args=[entry.pk]))
    window.refresh_from_db()

    assert window.until == instant_of(until, "Asia/Shanghai")
    assert shown.context["window"] == window
    assert "correction window opened" in shown.content.decode()
    assert window.closed_at is not None
    assert client.post(reverse("desk-entries:close-window", args=[entry.pk])).status_code == 409


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"wall": "2020-01-01T10:00"}, "later than now"),
        ({"wall": "rubbish"}, "Write the date"),
        ({"wall": ""}, "This field is required"),
        ({"window_reason": ""}, "This field is required"),
        ({"wall": "9999-01-01T10:00"}, "is not a local date and time"),
    ],
)
def test_impossible_window_is_refused_and_what_was_typed_stays(client, call, sent, words):
    entry = make_entry(call)
    data = {"wall": f"{now() + timedelta(days=3):%Y-%m-%dT18:00}", "window_reason": "Broken."} | sent

    answer = client.post(reverse("desk-entries:open-window", args=[entry.pk]), data)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert answer.context["window_form"]["window_reason"].value() == data["window_reason"]
    assert not entry.windows.exists()


def test_window_of_another_programme_is_not_there(client, call):
    entry = make_entry(call)
    sign_in(client, make_editor("other"))

    for name in ("open-window", "close-window"):
        assert client.post(reverse(f"desk-entries:{name}", args=[entry.pk])).status_code == 404
        assert not entry.windows.exists()


def with_modes(entry, mode="remote"):
    """Two ways to take part, each with a gate of its own."""
    for key, wall in (("remote", "2027-04-01T16:00"), ("on-site", "2027-04-01T18:00")):
        gate = {"kind": "entry", "wall": wall, "zone": "America/New_York", "at": instant_of(wall, "America/New_York")}
        entry.call.current.gates.create(key=key, mode=key, label={"en": f"Film {key}"}, **gate)
    entry.mode = mode
    entry.save(update_fields=["mode"])
    return entry


@pytest.mark.usefixtures("editor")
def test_mode_is_changed_after_its_gates_were_shown(client, call):
    entry = with_modes(make_entry(call))
    address = reverse("desk-entries:mode", args=[entry.pk])
    data = {"mode": "on-site", "reason": "The visa came."}

    asked = client.post(address, data)
    entry.refresh_from_db()
    before = entry.mode
    answer = client.post(address, data | {"confirm": "1"}, follow=True)
    entry.refresh_from_db()

    assert [gate.key for gate in asked.context["new_gates"]] == ["on-site"]
    assert "2027-04-01" in asked.content.decode()
    assert "18:00" in asked.content.decode()
    assert (before, entry.mode) == ("remote", "on-site")
    assert "remote → on-site: The visa came." in answer.content.decode()
    assert OutgoingMail.objects.filter(name="entry-mode", to=entry.owner.email).count() == 1


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("sent", [{"mode": "by-post"}, {"mode": "remote"}, {"mode": ""}, {"reason": ""}])
def test_impossible_mode_is_refused_and_what_was_typed_stays(client, call, sent):
    entry = with_modes(make_entry(call))
    data = {"mode": "on-site", "reason": "The visa came.", "confirm": "1"} | sent

    answer = client.post(reverse("desk-entries:mode", args=[entry.pk]), data)

    entry.refresh_from_db()
    assert (answer.status_code, entry.mode) == (422, "remote")
    assert answer.context["form"]["reason"].value() == data["reason"]


def test_mode_of_another_programme_is_not_there(client, call):
    entry = with_modes(make_entry(call))
    sign_in(client, make_editor("other"))

    assert client.get(reverse("desk-entries:mode", args=[entry.pk])).status_code == 404


@pytest.fixture
def missed(call):
    """A draft whose gate has passed."""
    draft = make_entry(call, title="Secret River", status=Status.DRAFT)
    call.current.gates.filter(key="entry").update(at=now() - timedelta(hours=1))
    return draft


def found(client, text):
    return list(client.get(reverse("desk-entries:drafts"), {"q": text}).context["drafts"])


@pytest.mark.usefixtures("editor")
def test_draft_is_found_by_whole_address_and_by_its_own_and_says_nothing(client, missed):
    page_of_it = client.get(reverse("desk-entries:draft", args=[missed.pk]))
    nothing = [
        found(client, text) for text in ("", "maker", "example.org", "Secret", "%", "x" * 200, missed.public_id[:4])
    ]
    it = [
        found(client, text)
        for text in (missed.owner.email.upper(), missed.public_id, f"https://a.example/en/entries/{missed.public_id}/")
    ]

    assert nothing == [[]] * 7
    assert it == [[missed]] * 3
    assert page_of_it.status_code == 200
    assert missed.owner.email in page_of_it.content.decode()
    assert "Secret River" not in page_of_it.content.decode()
    assert "Secret River" not in client.get(reverse("desk-entries:drafts"), {"q": missed.public_id}).content.decode()


@pytest.mark.usefixtures("editor")
def test_window_of_a_draft_is_opened_and_closed_on_the_desk(client, missed):
    until = f"{now() + timedelta(days=3):%Y-%m-%dT18:00}"
    address = reverse("desk-entries:open-draft-window", args=[missed.pk])

    refused = client.post(address, {"wall": until, "window_reason": ""})
    opened = client.post(address, {"wall": until, "window_reason": "The line broke."}, follow=True)
    window = missed.windows.get()
    client.post(reverse("desk-entries:close-draft-window", args=[missed.pk]))
    window.refresh_from_db()

    assert refused.status_code == 422
    assert opened.context["window"] == window
    assert "correction window opened" in opened.content.decode()
    assert window.closed_at is not None


@pytest.mark.usefixtures("editor")
def test_draft_before_its_gate_gets_no_window(client, call):
    draft = make_entry(call, status=Status.DRAFT)
    data = {"wall": f"{now() + timedelta(days=3):%Y-%m-%dT18:00}", "window_reason": "Please."}

    answer = client.post(reverse("desk-entries:open-draft-window", args=[draft.pk]), data)

    assert answer.status_code == 409
    assert "missed no gate" in answer.content.decode()
    assert not draft.windows.exists()


def test_drafts_are_those_of_own_programmes_and_no_handed_in_entry(client, call, missed, editor):
    entry = make_entry(call)
    handed_in = [client.get(reverse("desk-entries:draft", args=[entry.pk])).status_code, found(client, entry.public_id)]
    sign_in(client, make_editor("other"))

    assert handed_in == [404, []]
    assert found(client, missed.public_id) == []
    for name in ("draft", "draft-mode"):
        assert client.get(reverse(f"desk-entries:{name}", args=[missed.pk])).status_code == 404
    for name in ("open-draft-window", "close-draft-window", "draft-mode"):
        assert client.post(reverse(f"desk-entries:{name}", args=[missed.pk])).status_code == 404


@pytest.mark.usefixtures("editor")
def test_mode_of_a_draft_is_changed_after_its_gate(client, missed):
    with_modes(missed)
    missed.call.current.gates.filter(key="remote").update(at=now() - timedelta(hours=1))
    data = {"mode": "on-site", "reason": "The visa came.", "confirm": "1"}

    answer = client.post(reverse("desk-entries:draft-mode", args=[missed.pk]), data, follow=True)

    missed.refresh_from_db()
    assert (answer.status_code, missed.mode) == (200, "on-site")
    assert "remote → on-site: The visa came." in answer.content.decode()
