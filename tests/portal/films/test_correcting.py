"""Correcting a record: whole, by those who keep records, never over somebody else's writing, never in a frozen copy."""

import pytest

from portal.accounts.models import Role
from portal.clock import now
from portal.errors import NotAllowed, StaleVersion
from portal.films.correcting import Facts, correct_film, facts_of
from portal.films.models import AIShare, AIStage, ClearanceKind, ClearanceState, CreditRole
from tests.cast import make_user
from tests.factories.films import FilmFactory

pytestmark = pytest.mark.django_db
FACTS = Facts(
    credits=[{"role": CreditRole.DIRECTOR, "name": "Lu Qingchi"}, {"role": CreditRole.MUSIC, "name": "Zhou Man"}],
    ai_declaration="declared",
    ai_uses=[{"stage": AIStage.MUSIC, "share": AIShare.SOME, "human_part": "played by hand"}],
    clearances=[{"kind": ClearanceKind.RIGHTS, "state": ClearanceState.CLEARED, "note": ""}],
)


@pytest.fixture
def film():
    return FilmFactory(complete=True)


@pytest.fixture
def editor():
    return make_user("editor")


def correct(film, facts=FACTS, **changes):
    return correct_film(film, facts, **{"at": now(), "version": film.version, **changes})


def test_record_says_what_was_written(film, editor):
    before, after = correct(film, by=editor)

    film.refresh_from_db()
    assert [credit.name for credit in film.credits.all()] == ["Lu Qingchi", "Zhou Man"]
    assert (film.ai_declaration, film.ai_uses.get().human_part) == ("declared", "played by hand")
    assert (film.clearances.get().by, film.version) == (editor, 2)
    assert (before["clearances"], after) == ([], facts_of(film))


def test_saying_the_same_changes_nothing(film, editor):
    correct(film, by=editor)
    film.refresh_from_db()
    answered_at = film.clearances.get().at

    correct(film, by=make_user("curator"))

    film.refresh_from_db()
    assert film.version == 2
    assert (film.clearances.get().by, film.clearances.get().at) == (editor, answered_at)


def test_somebody_elses_writing_is_not_overwritten(film, editor):
    correct(film, by=editor)

    with pytest.raises(StaleVersion):
        correct(film, Facts(), by=editor, version=1)

    assert film.credits.count() == 2


@pytest.mark.parametrize(("role", "programme"), [("creator", ""), ("juror", ""), ("editor", "elsewhere")])
def test_record_is_kept_by_its_keepers_alone(film, role, programme):
    with pytest.raises(NotAllowed):
        correct(film, by=make_user(role, programme=programme))


def test_editor_of_a_programme_corrects_on_its_behalf(film):
    correct(film, by=make_user(Role.EDITOR.value, programme="lantern"), programme="lantern")

    assert film.credits.count() == 2
