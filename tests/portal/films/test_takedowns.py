"""A request to take a film down is answered once, and whoever asked reads the answer."""

import pytest

from portal.clock import now
from portal.errors import InvalidMove, NotAllowed
from portal.films.actions import decide_takedown, request_takedown
from portal.films.models import Takedown
from portal.mail.models import OutgoingMail
from tests.cast import make_user
from tests.factories.desk import make_call, make_editor, make_entry
from tests.factories.films import FilmFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    film = FilmFactory(title="No Lamp on the River", owner__language="en", owner__name="Lu Qingchi")
    return request_takedown(film, by=film.owner, at=now(), reason="My grandmother asked me to.")


@pytest.mark.parametrize(
    ("accept", "words"),
    [(True, "has been taken off the site"), (False, "It stays there.")],
    ids=["accepted", "refused"],
)
def test_whoever_asked_reads_the_answer(asked, accept, words):
    decide_takedown(asked, accept=accept, by=make_user("editor"), at=now(), answer="We are sorry & thank you.")

    letter = OutgoingMail.objects.get(name="takedown")
    assert (letter.to, letter.language) == (asked.film.owner.email, "en")
    assert words in letter.text
    assert "We are sorry & thank you." in letter.text
    assert "No Lamp on the River" in letter.subject


def test_nobody_left_to_tell_is_fine(asked):
    asked.requested_by.is_active = False
    asked.requested_by.save()

    decide_takedown(asked, accept=True, by=make_user("editor"), at=now(), answer="Done.")

    assert not OutgoingMail.objects.filter(name="takedown").exists()


def test_answer_is_given_once(asked):
    editor = make_user("editor")
    decide_takedown(asked, accept=False, by=editor, at=now(), answer="No.")

    with pytest.raises(InvalidMove):
        decide_takedown(asked, accept=True, by=editor, at=now(), answer="Yes.")

    assert OutgoingMail.objects.filter(name="takedown").count() == 1


def test_film_of_two_programmes_is_the_channels_to_answer_for():
    entry = make_entry(make_call())
    makers_other = make_entry(make_call("autumn", programme="other"), owner=entry.owner)
    asked = request_takedown(entry.film, by=entry.owner, at=now(), reason="Please")
    editor = make_editor("lantern")
    assert list(Takedown.objects.on_desk_of(editor)) == [asked]

    type(entry).objects.filter(pk=makers_other.pk).update(film=entry.film)

    assert not Takedown.objects.on_desk_of(editor).exists()
    with pytest.raises(NotAllowed):
        decide_takedown(asked, accept=True, by=editor, at=now())
    decide_takedown(asked, accept=True, by=make_editor(), at=now())


def test_only_the_channels_editors_answer(asked):
    with pytest.raises(NotAllowed):
        decide_takedown(asked, accept=True, by=make_user("editor", programme="lantern"), at=now())
