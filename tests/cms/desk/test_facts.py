"""A film's facts and an edition's numbers and people, on the desk."""

import pytest
from django.urls import reverse

from portal.accounts.models import Role
from portal.authorities.models import Authority
from portal.clock import now
from portal.films.actions import touch
from portal.films.models import Clearance
from tests.cast import sign_in
from tests.factories.desk import make_call, make_editor, make_entry, make_film_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(call, editor):
    return make_entry(call).film


def rows(prefix, *rows):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def film_form(film, *credits, culture=(), **changes):
    data = {"version": film.version, "ai_declaration": "declared"}
    return data | rows("credits", *credits) | rows("culture", *culture) | changes


def test_facts_are_written_and_stand_in_the_history(client, film, editor):
    editor.grants.update(programme="")
    bells = Authority.objects.create(kind="heritage", slug="bells")
    frozen = film.entries.get().submissions.get().frozen
    address = reverse("desk-films:facts", args=[film.pk])

    answer = client.post(
        address,
        film_form(
            film,
            {"role": "director", "name": "Lu Qingchi"},
            culture=[{"authority": bells.pk, "at_ms": "0:41", "note_2": "rung at dawn"}],
            **{"ai-music-share": "some", "ai-music-human_part": "played", "clearance-rights-state": "cleared"},
        ),
    )

    history = client.get(reverse("desk-films:history", args=[film.pk])).content.decode()
    assert answer["Location"] == address
    assert film.credits.get().name == "Lu Qingchi"
    assert film.culture.get().at_ms == 41_000
    assert film.ai_uses.get().stage == "music"
    assert film.clearances.get().by == editor
    assert "Lu Qingchi" in history
    assert film.entries.get().submissions.get().frozen == frozen


def test_row_is_added_without_saving(client, film):
    answer = client.post(
        reverse("desk-films:facts", args=[film.pk]), film_form(film, {"role": "maker", "name": "Lu"}, add="credits")
    )

    assert answer.status_code == 200
    assert 'name="credits-1-name"' in answer.content.decode()
    assert "error-message" not in answer.content.decode()
    assert not film.credits.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"ai-music-human_part": "played"},
        {"clearance-rights-note": "waiting for a paper"},
        {"credits-0-name": ""},
        {"credits-0-name": "a\x00b"},
        {"credits-0-role": "none"},
        {"credits-0-talent": "999"},
        {"credits-0-talent": "abc"},
        {"ai_declaration": "perhaps"},
    ],
)
def test_what_does_not_fit_is_said_and_kept(client, film, changes):
    data = film_form(film, {"role": "maker", "name": "Lu", "part": "everything"}, **changes)

    answer = client.post(reverse("desk-films:facts", args=[film.pk]), data)

    assert answer.status_code == 422
    assert "everything" in answer.content.decode()
    assert not film.credits.exists()


def test_facts_that_changed_meanwhile_are_not_overwritten(client, film):
    data = film_form(film, {"role": "maker", "name": "Lu"})
    touch(film, at=now())

    answer = client.post(reverse("desk-films:facts", args=[film.pk]), data)

    assert answer.status_code == 409
    assert "Lu" in answer.content.decode()
    assert not film.credits.exists()


def test_film_of_another_programme_is_not_there(client, film, editor):
    other = make_entry(make_call("autumn", programme="harvest")).film

    got = [client.get(reverse("desk-films:facts", args=[pk])).status_code for pk in (film.pk, other.pk, 999)]

    assert got == [200, 404, 404]


def test_film_without_an_entry_is_published_from_its_record(client, editor, call):
    from cms.models import FilmPage
    from cms.tree import plant

    plant()
    editor.grants.update(programme="")
    invited, entered = make_film_record(editor, "Invited"), make_entry(call).film
    Clearance.objects.create(film=invited, kind="rights", state="pending")

    client.post(reverse("desk-films:publish", args=[invited.pk]))
    before = FilmPage.objects.filter(film=invited).exists()
    Clearance.objects.update(state="cleared")
    client.post(reverse("desk-films:publish", args=[invited.pk]))
    client.post(reverse("desk-films:publish", args=[entered.pk]))

    assert (before, FilmPage.objects.filter(film=invited, live=True).exists()) == (False, True)
    assert not FilmPage.objects.filter(film=entered).exists()


def edition_form(client, edition, statistics=(), people=(), **changes):
    page = client.get(reverse("desk-editions:facts", args=[edition.pk]))
    return {"seen": page.context["seen"]} | rows("statistics", *statistics) | rows("people", *people) | changes


NUMBER = {
    "key": "entries",
    "kind": "outcome",
    "qualifier": "over",
    "value": "1200",
    "unit_2": "entries",
    "as_of": "2025-04-21",
    "source": "Press office",
    "status": "reported",
}


@pytest.mark.usefixtures("editor")
def test_numbers_and_people_of_an_edition_are_written(client, call):
    edition = call.edition
    form = edition_form(client, edition, [NUMBER], [{"part": "juror", "name_2": "Lu Qingchi"}, {"part": "juror"}])

    answer = client.post(reverse("desk-editions:facts", args=[edition.pk]), form)
    again = client.post(reverse("desk-editions:facts", args=[edition.pk]), form)

    number = edition.statistics.get()
    assert answer.status_code == 302
    assert (number.value, str(number.unit), str(number.as_of), number.source) == (
        1200, "entries", "2025-04-21", "Press office",
    )  # fmt: skip
    assert str(edition.people.get().name) == "Lu Qingchi"
    assert again.status_code == 409


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    "changes",
    [{"unit_2": ""}, {"as_of": "yesterday"}, {"value": "many"}, {"value": "1e400"}, {"value": "NaN"}, {"key": "A b"}],
)
def test_number_wants_its_unit_and_its_date(client, call, changes):
    form = edition_form(client, call.edition, [NUMBER | changes])

    answer = client.post(reverse("desk-editions:facts", args=[call.edition.pk]), form)

    assert answer.status_code == 422
    assert "Press office" in answer.content.decode()
    assert not call.edition.statistics.exists()


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"status": "disputed"}, "Name the second source."),
        ({"status": "disputed", "other_source": "Trade press"}, "Write what the second source says."),
        ({"status": "computed"}, "A counted number is not typed"),
        ({"status": "computed", "measure": "applause"}, "Select a valid choice"),
        ({"measure": "entries"}, "Leave this empty"),
        ({"source": ""}, "Say who states it."),
        ({"kind": "statement"}, "A statement in words has no number."),
        ({"pk": "x"}, "Write a whole number"),
        ({"pk": "77"}, "not among those of this edition"),
    ],
)
def test_number_that_contradicts_itself_gets_a_sentence(client, call, changes, sentence):
    form = edition_form(client, call.edition, [NUMBER | changes])

    answer = client.post(reverse("desk-editions:facts", args=[call.edition.pk]), form)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not call.edition.statistics.exists()


def test_number_is_withdrawn_kept_and_shown_again(client, call, editor):
    edition, address = call.edition, reverse("desk-editions:facts", args=[call.edition.pk])
    client.post(address, edition_form(client, edition, [NUMBER]))
    stored = edition.statistics.get()

    client.post(address, edition_form(client, edition, [NUMBER | {"pk": stored.pk, "DELETE": "on"}]))
    page, withdrawn = client.get(address).content.decode(), edition.statistics.withdrawn().get()
    client.post(address, edition_form(client, edition, shown_again=[stored.pk]))
    history = client.get(reverse("desk-editions:history", args=[edition.pk])).content.decode()

    assert "Withdrawn numbers" in page
    assert "over 1,200 entries" in page
    assert (withdrawn.pk, withdrawn.withdrawn_by) == (stored.pk, editor)
    assert edition.statistics.standing().get() == stored
    assert "Withdrawn numbers" in history


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("chosen", ["99", "x", "9" * 40, "\0"])
def test_what_is_not_withdrawn_cannot_be_shown_again(client, call, chosen):
    form = edition_form(client, call.edition, [NUMBER], shown_again=[chosen])

    answer = client.post(reverse("desk-editions:facts", args=[call.edition.pk]), form)

    assert answer.status_code == 422
    assert not call.edition.statistics.exists()


@pytest.mark.usefixtures("editor")
def test_desk_shows_what_can_be_counted(client, call):
    make_entry(call)

    answer = client.get(reverse("desk-editions:facts", args=[call.edition.pk]))

    assert ("entries handed in", "1", "") in answer.context["counted"]
    assert "What Firstcut counts" in answer.content.decode()


@pytest.mark.usefixtures("editor")
def test_what_is_counted_is_published_by_a_tick(client, call):
    edition, address = call.edition, reverse("desk-editions:facts", args=[call.edition.pk])

    client.post(address, edition_form(client, edition, [NUMBER], counts=["entries", "awarded"]))

    rows = list(edition.statistics.standing().values_list("key", "measure", "status", "value"))
    offered = client.get(address).context["counts"].rows
    strange = client.post(address, edition_form(client, edition, counts=["applause"]))
    assert rows == [
        ("entries", "", "reported", 1200), ("entries-counted", "entries", "computed", None),
        ("awarded", "awarded", "computed", None),
    ]  # fmt: skip
    assert not {"entries", "awarded"} & {measure for measure, _label in offered}
    assert strange.status_code == 422


def test_edition_of_another_programme_is_not_there(client, call):
    sign_in(client, make_editor("harvest"))

    assert client.get(reverse("desk-editions:facts", args=[call.edition.pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.CURATOR, Role.JUROR])
def test_editions_are_for_editors(client, call, role):
    sign_in(client, make_editor(role=role))

    assert client.get(reverse("desk-editions:facts", args=[call.edition.pk])).status_code == 302
