"""Saving: nothing is overwritten, nothing unknown gets in, what is refused is kept, and it costs few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.calls.models import QuestionKind
from portal.entries.models import Entry
from portal.entries.workflow import Status
from portal.films.models import AIStage
from tests.bad_input import BAD_TEXTS
from tests.factories.accounts import UserFactory
from tests.factories.authorities import AuthorityFactory
from tests.factories.calls import OPENS, CallFactory, T, publish
from tests.factories.entries import EntryFactory, talent_entry

pytestmark = pytest.mark.django_db
FILM = {"version": "1", "original_language": "en", "title_en": "Lamp", "synopsis_en": "It burns.", "year": "2026"}
AUTOSAVE = {"HTTP_X_REQUESTED_WITH": "autosave", "HTTP_ACCEPT": "application/json"}
QUESTIONS = (
    {"key": "why", "kind": QuestionKind.LONG_TEXT, "label": "Why?", "max_graphemes": 20},
    {"key": "score", "kind": QuestionKind.NUMBER, "label": "Score"},
    {"key": "day", "kind": QuestionKind.DATE, "label": "Day"},
    {"key": "where", "kind": QuestionKind.LINK, "label": "Where"},
    {"key": "pick", "kind": QuestionKind.CHOICE, "label": "Pick", "choices": [{"key": "a", "label": {"en": "A"}}]},
)
# Blank texts count as missing, and no browser sends a lone surrogate: tests/inputs/ has those.
MISSING = ("X2 ", "X5 ", "X6 ")
REFUSED = {bad.name: bad.text for bad in BAD_TEXTS if bad.is_refused and not bad.name.startswith(MISSING)}
KEPT = {bad.name: bad.text for bad in BAD_TEXTS if not bad.is_refused}


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def entry(owner):
    return EntryFactory(owner=owner)


def address(entry, step="film"):
    return reverse("entry-step", args=[entry.public_id, step])


def test_autosave_answers_with_the_new_version(client, entry):
    answer = client.post(address(entry), FILM, **AUTOSAVE)

    assert answer.status_code == 200
    assert answer.json()["version"] == 2
    assert set(answer.json()) == {"version", "saved_at"}


def test_autosave_of_unfinished_work_is_saved(client, entry):
    answer = client.post(address(entry), {"version": "1", "title_en": "Half a ti"}, **AUTOSAVE)

    assert answer.status_code == 200
    assert entry.film.titles.get().text == "Half a ti"


def test_second_window_overwrites_nothing_and_sees_both_texts(client, entry):
    client.post(address(entry), FILM | {"title_en": "<img onerror=x>"}, **AUTOSAVE)

    stale = client.post(address(entry), FILM | {"title_en": "Mine"}, **AUTOSAVE)
    page = client.post(address(entry), FILM | {"title_en": "Mine"})

    assert (stale.status_code, stale.json()["version"]) == (409, 2)
    assert page.status_code == 409
    text = page.content.decode()
    assert "Mine" in text
    assert "&lt;img onerror=x&gt;" in text
    assert "<img onerror" not in text
    assert entry.film.titles.get().text == "<img onerror=x>"
    again = client.post(address(entry), FILM | {"title_en": "Mine", "version": page.context["version"]})
    assert again.status_code == 302


@pytest.mark.parametrize("version", ["", "abc", "-1", "9" * 5000, "1.0", "１"])
def test_a_version_that_is_none_overwrites_nothing(client, entry, version):
    assert client.post(address(entry), FILM | {"version": version}, **AUTOSAVE).status_code == 409


def test_unknown_fields_change_nothing(client, entry):
    client.post(
        address(entry), FILM | {"status": "eligible", "owner": "1", "created_at": "2000-01-01", "public_id": "x"}
    )

    after = Entry.objects.get()
    assert (after.status, after.owner, after.public_id, after.created_at) == (
        Status.DRAFT, entry.owner, entry.public_id, entry.created_at,
    )  # fmt: skip


def test_nothing_is_saved_after_the_gate(client, owner):
    entry = EntryFactory(owner=owner, call__version__closes=OPENS)

    answer = client.post(address(entry), FILM, **AUTOSAVE)

    assert answer.status_code == 409
    assert "2020-01-01 00:00:00" in answer.json()["message"]
    assert not entry.film.titles.exists()
    page = client.post(address(entry), FILM)
    assert (page.status_code, page.context["form"]["title_en"].value()) == (409, "Lamp")


@pytest.mark.parametrize("status", [Status.ELIGIBLE, Status.INELIGIBLE, Status.WITHDRAWN, Status.DISQUALIFIED])
def test_what_is_being_judged_can_only_be_read(client, owner, status):
    entry = EntryFactory(owner=owner, status=status)

    assert client.get(address(entry)).status_code == 200
    assert client.post(address(entry), FILM).status_code == 409


@pytest.mark.parametrize("name", REFUSED)
def test_text_that_cannot_be_stored_is_refused_and_kept(client, entry, name):
    answer = client.post(address(entry), FILM | {"title_en": REFUSED[name]})

    assert answer.status_code == 422
    assert not entry.film.titles.exists()


@pytest.mark.parametrize("name", KEPT)
def test_text_that_is_odd_is_stored_as_it_is(client, entry, name):
    answer = client.post(address(entry), FILM | {"title_en": KEPT[name]})

    assert answer.status_code == 302
    page = client.get(address(entry)).content.decode()
    assert "<script>alert" not in page
    assert "49" not in entry.film.titles.get().text


@pytest.mark.parametrize("blank", ["", "   ", "\u3000\u00a0", "\u200b\u200d"])
def test_blank_counts_as_missing(client, entry, blank):
    assert client.post(address(entry), FILM | {"title_en": blank}).status_code == 302
    assert client.get(address(entry)).context["missing"][0].text == "Write the film's title."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("year", "1887"), ("year", "2147483648"), ("year", "9" * 5000), ("year", "٢٠٢٦"), ("year", "-0"),
        ("year", "2026.5"), ("declared_runtime_ms", "00:00:00"), ("declared_runtime_ms", "-1:00"),
        ("declared_runtime_ms", "25:61:00"), ("original_language", "tlh"), ("countries", "nowhere"),
        ("title_en", "a" * 201),
    ],
)  # fmt: skip
def test_impossible_values_are_refused(client, entry, field, value):
    answer = client.post(address(entry), FILM | {field: value})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert client.post(address(entry), FILM | {field: value}, **AUTOSAVE).json()["errors"][field]


def test_doubled_field_is_refused_and_stores_nothing(client, entry):
    answer = client.post(address(entry), FILM | {"title_en": ["A", "B"]})

    assert (answer.status_code, entry.film.titles.count()) == (422, 0)


def test_credits_are_rows_in_their_order(client, entry):
    sent = {
        "version": "1",
        "credit_0_role": "writer",
        "credit_0_name": "A",
        "credit_2_name": "B",
        "credit_2_part": "Fox",
    }

    client.post(address(entry, "people"), sent)

    assert [(c.role, c.name, c.part) for c in entry.film.credits.all()] == [("writer", "A", ""), ("other", "B", "Fox")]


def test_too_many_credits_are_refused(client, entry):
    sent = {"version": "1"} | {f"credit_{n}_name": f"P{n}" for n in range(61)}

    assert client.post(address(entry, "people"), sent).status_code == 422


def test_ai_grid_keeps_share_tools_and_words(client, entry):
    tools = [AuthorityFactory(), AuthorityFactory()]
    sent = {"version": "1", "declaration": "declared", "share_video": "all", "share_voice": "none"}
    sent |= {"tools_video": [tool.slug for tool in tools], "words_video": "Chose every frame"}

    client.post(address(entry, "ai"), sent)

    uses = {use.stage: use for use in entry.film.ai_uses.all()}
    assert (uses["video"].share, uses["video"].human_part, uses["voice"].share) == ("all", "Chose every frame", "none")
    assert set(uses["video"].tools.all()) == set(tools)


def test_none_is_an_answer_for_every_stage(client, entry):
    client.post(address(entry, "ai"), {"version": "1", "declaration": "none"})

    assert {use.share for use in entry.film.ai_uses.all()} == {"none"}
    assert entry.film.ai_uses.count() == len(AIStage)


@pytest.mark.parametrize(
    "sent",
    [
        {"declaration": "none", "share_video": "all"},
        {"declaration": "declared", "share_video": "none", "tools_video": "record-x"},
        {"declaration": "maybe"},
        {"declaration": "declared", "tools_video": [f"t{n}" for n in range(900)]},
    ],
)
def test_ai_that_contradicts_itself_is_refused(client, entry, sent):
    assert client.post(address(entry, "ai"), {"version": "1"} | sent).status_code == 422


@pytest.mark.parametrize(
    ("key", "value"),
    [("score", value) for value in ("NaN", "Infinity", "1e400", "0x10", "1,5", "١٢", "9" * 5000, "-")]
    + [("day", value) for value in ("2026-02-30", "0001-01-01", "10000-01-01", "soon")]
    + [("where", value) for value in ("javascript:alert(1)", "http://", "https://a@b.example", "https://x.org\r\nA: b")]
    + [("why", "x" * 21), ("pick", "b")],
)
def test_answers_that_are_none_are_refused(client, owner, key, value):
    entry = EntryFactory(owner=owner, call__version__questions=QUESTIONS)

    answer = client.post(address(entry, "questions"), {"version": "1", f"q_{key}": value})

    assert answer.status_code == 422
    assert answer.context["form"][f"q_{key}"].value() == value


def test_answers_are_kept_under_stable_keys(client, owner):
    entry = EntryFactory(owner=owner, call__version__questions=QUESTIONS)

    client.post(address(entry, "questions"), {"version": "1", "q_why": "Because", "q_score": "7.5", "q_pick": "a"})

    entry.refresh_from_db()
    assert (entry.answers["why"], entry.answers["score"], entry.answers["pick"]) == ("Because", "7.5", "a")


def test_a_draft_answers_the_version_it_was_begun_with(client, owner):
    entry = EntryFactory(owner=owner)
    publish(entry.call, questions=QUESTIONS)

    assert client.get(address(entry, "questions")).status_code == 404


@pytest.mark.parametrize("step", ["film", "people", "file", "ai", "questions"])
def test_a_step_costs_at_most_fifteen_queries(client, owner, step):
    AuthorityFactory(place=True)
    AuthorityFactory()
    entry = EntryFactory(owner=owner, complete=True, call__version__questions=QUESTIONS)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address(entry, step)).status_code == 200

    assert len(queries) <= 15, "\n".join(query["sql"][:150] for query in queries)


@pytest.mark.parametrize("step", ["profile", "portfolio"])
def test_a_step_of_a_talent_costs_at_most_fifteen_queries(client, owner, step):
    entry = talent_entry(owner=owner)

    with CaptureQueriesContext(connection) as queries:
        assert client.get(address(entry, step)).status_code == 200

    assert len(queries) <= 15, "\n".join(query["sql"][:150] for query in queries)


def test_autosave_costs_few_queries(client, owner):
    entry = EntryFactory(owner=owner, complete=True)
    client.post(address(entry), FILM, **AUTOSAVE)

    with CaptureQueriesContext(connection) as queries:
        sent = FILM | {"version": "2", "synopsis_en": "It burns brightly."}
        assert client.post(address(entry), sent, **AUTOSAVE).status_code == 200

    rows = [
        query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    assert len(rows) <= 6, "\n".join(row[:150] for row in rows)


def test_strangers_find_nothing(client, owner):
    entry = EntryFactory()
    names = ["entry", "entry-submit", "entry-receipt", "entry-withdraw", "entry-takedown", "entry-delete", "entry-file"]

    for name in names:
        assert client.get(reverse(name, args=[entry.public_id])).status_code == 404, name
        assert client.post(reverse(name, args=[entry.public_id])).status_code in {404, 405}, name
    assert client.post(reverse("entry-invite", args=[entry.public_id]), {"email": "x@y.org"}).status_code == 404
    assert client.get(address(entry)).status_code == 404


def test_changing_by_get_is_not_possible(client, entry):
    for name in ("entry-invite",):
        assert client.get(reverse(name, args=[entry.public_id])).status_code == 405


def test_the_gate_of_a_call_closes_the_door(client, owner):
    call = CallFactory(version__closes=OPENS)

    assert client.post(reverse("entry-start", args=[call.slug])).status_code == 409
    assert T > OPENS


@pytest.mark.parametrize("declaration", ["", "declared", "none"])
def test_words_about_a_stage_are_never_dropped(client, entry, declaration):
    sent = {"version": "1", "declaration": declaration, "words_voice": "My own voice"}

    answer = client.post(address(entry, "ai"), sent)

    kept = list(entry.film.ai_uses.filter(stage="voice").values_list("human_part", flat=True))
    assert (answer.status_code, kept) in [(422, []), (302, ["My own voice"])]


@pytest.mark.parametrize(
    ("step", "sent"),
    [
        ("film", {"year": "2025"}),
        ("ai", {"declaration": "none"}),
        ("people", {"credit_0_role": "director", "credit_0_name": "Lu"}),
    ],
)
def test_every_change_of_the_film_counts_as_a_new_version_of_it(client, entry, step, sent):
    before = entry.film.version

    client.post(address(entry, step), {"version": "1"} | sent)

    entry.film.refresh_from_db()
    assert entry.film.version == before + 1
