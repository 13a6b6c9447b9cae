"""What the desk does with an entry: by the table, by its programme's editors, with a reason that is told."""

import pytest
from django.utils import translation
from i18nfield.strings import LazyI18nString

from portal.clock import now
from portal.entries.eligibility import DESK_MOVES, move_on_desk
from portal.entries.models import TeamMember
from portal.entries.workflow import ACCEPT, DISQUALIFY, REFUSE, RETURN, Status
from portal.errors import DomainError, InvalidMove, NotAllowed
from portal.mail.models import OutgoingMail
from tests.factories.accounts import UserFactory
from tests.factories.desk import make_call, make_editor, make_entry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("move", DESK_MOVES, ids=lambda move: move.name)
@pytest.mark.parametrize("status", Status)
def test_move_starts_only_from_its_sources(move, status):
    entry = make_entry(make_call(), status=status)
    editor = make_editor("lantern")

    if status in move.sources:
        move_on_desk(entry, move, by=editor, at=now(), reason="because")
    else:
        with pytest.raises(InvalidMove):
            move_on_desk(entry, move, by=editor, at=now(), reason="because")

    assert entry.history.count() == int(status in move.sources)


def test_refusal_wants_a_reason_and_tells_it():
    entry = make_entry(make_call())
    editor = make_editor("lantern")

    with pytest.raises(DomainError):
        move_on_desk(entry, REFUSE, by=editor, at=now(), reason="  ")
    move_on_desk(entry, REFUSE, by=editor, at=now(), reason="Too long")

    assert "Too long" in OutgoingMail.objects.get().text


@pytest.mark.parametrize("move", [REFUSE, DISQUALIFY])
def test_returned_entry_that_never_came_back_can_be_ended(move):
    entry = make_entry(make_call())
    editor = make_editor("lantern")
    move_on_desk(entry, RETURN, by=editor, at=now(), reason="The sound is missing")

    move_on_desk(entry, move, by=editor, at=now(), reason="It did not come back")

    entry.refresh_from_db()
    assert entry.status == move.target


def test_acceptance_is_silent():
    entry = make_entry(make_call())

    move_on_desk(entry, ACCEPT, by=make_editor("lantern"), at=now())

    assert not OutgoingMail.objects.exists()


def test_editor_of_another_programme_moves_nothing():
    entry = make_entry(make_call())

    for user in (make_editor("other"), entry.owner):
        with pytest.raises(NotAllowed):
            move_on_desk(entry, RETURN, by=user, at=now(), reason="because")


def test_letter_names_the_call_in_the_entrants_language():
    entry = make_entry(make_call())
    entry.call_version.title = LazyI18nString({"en": "River call", "zh-hans": "河流征集"})
    entry.call_version.save()

    with translation.override("zh-hans"):
        move_on_desk(entry, RETURN, by=make_editor("lantern"), at=now(), reason="because")

    text = OutgoingMail.objects.get().text
    assert "River call" in text
    assert "河流征集" not in text


@pytest.mark.parametrize("move", [RETURN, REFUSE, DISQUALIFY], ids=lambda move: move.name)
def test_letter_goes_to_everybody_in_the_team(move):
    entry = make_entry(make_call())
    mate = UserFactory(language="zh-hans")
    TeamMember.objects.create(entry=entry, user=mate)

    move_on_desk(entry, move, by=make_editor("lantern"), at=now(), reason="because")

    letters = OutgoingMail.objects.filter(name="entry-moved")
    assert {(row.to, row.language) for row in letters} == {(entry.owner.email, "en"), (mate.email, "zh-hans")}
