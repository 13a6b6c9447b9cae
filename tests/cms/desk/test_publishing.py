"""From a decided entry to a page, and off the site again: an editor's act, and never the creator's."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from cms.models import FilmPage
from cms.tree import plant
from cms.views.talents import works
from portal.accounts.models import Role, User
from portal.clock import now
from portal.films.actions import request_takedown, touch
from portal.films.models import CreditRole, TakedownState
from portal.jury.actions import record_decision
from portal.jury.models import Outcome
from tests.cast import sign_in
from tests.factories.desk import make_call, make_editor, make_entry
from tests.factories.talent import TalentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    plant()
    make_call()
    user = make_editor()
    User.objects.filter(pk=user.pk).update(is_superuser=True)  # pages are Wagtail's to permit
    user.refresh_from_db()
    sign_in(client, user)
    return user


@pytest.fixture
def entry(editor):
    from portal.calls.models import Call

    return make_entry(Call.objects.get())


@pytest.fixture
def page(client, entry, editor):
    record_decision(entry, Outcome.WINNER, by=editor, at=now())
    client.post(reverse("desk-entries:publish", args=[entry.pk]))
    return FilmPage.objects.get(film=entry.film, alias_of=None)


def rename(film, text):
    film.titles.update(text=text)
    touch(film, at=now())


def test_page_shows_what_was_handed_in(client, entry, editor):
    record_decision(entry, Outcome.WINNER, by=editor, at=now())
    rename(entry.film, "Changed since")

    answer = client.post(reverse("desk-entries:publish", args=[entry.pk]))

    page = FilmPage.objects.get(film=entry.film, alias_of=None)
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.live, page.frozen["titles"][0]["text"]) == (True, "River of Lamps")


@pytest.mark.parametrize("outcome", [None, Outcome.NOT_SELECTED])
def test_what_was_not_chosen_is_not_published(client, entry, editor, outcome):
    if outcome:
        record_decision(entry, outcome, by=editor, at=now())

    client.post(reverse("desk-entries:publish", args=[entry.pk]))

    assert not FilmPage.objects.exists()


def test_editor_of_the_page_sees_that_the_record_is_newer_and_renews_it(client, page, entry):
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    before = client.get(edit).content.decode()
    rename(entry.film, "Sea of Lamps")
    after = client.get(edit).content.decode()
    page.refresh_from_db()
    held = page.frozen["titles"][0]["text"]
    copy = client.get(reverse("desk-film-copy", args=[page.pk]))

    client.post(reverse("desk-film-copy", args=[page.pk]), {"version": copy.context["version"]})

    page.refresh_from_db()
    assert ("record is newer" in before, "record is newer" in after) == (False, True)
    assert "<ins>Sea of Lamps</ins>" in copy.content.decode()
    assert (held, page.frozen["titles"][0]["text"]) == ("River of Lamps", "Sea of Lamps")


def test_renewing_what_one_did_not_see_is_refused(client, page, entry):
    version = client.get(reverse("desk-film-copy", args=[page.pk])).context["version"]
    rename(entry.film, "Sea of Lamps")

    answer = client.post(reverse("desk-film-copy", args=[page.pk]), {"version": version})

    page.refresh_from_db()
    assert answer.status_code == 409
    assert page.frozen["titles"][0]["text"] == "River of Lamps"


def test_copy_is_for_the_programmes_editors(client, page):
    sign_in(client, make_editor("other"))

    assert client.get(reverse("desk-film-copy", args=[page.pk]), follow=True).status_code == 404


def test_accepted_takedown_takes_every_page_off_at_once(client, page, entry):
    takedown = request_takedown(entry.film, by=entry.owner, at=now(), reason="My <b>face</b>")
    address = reverse("desk-takedowns:request", args=[takedown.pk])
    shown = client.get(address).content.decode()

    client.post(address, {"answer": "We are sorry", "accept": "1"})
    again = client.post(address, {"answer": "No", "refuse": "1"})

    takedown.refresh_from_db()
    assert "My &lt;b&gt;face" in shown
    assert takedown.state == TakedownState.ACCEPTED
    assert not FilmPage.objects.filter(film=entry.film, live=True).exists()
    assert again.status_code == 409
    client.post(reverse("desk-entries:publish", args=[entry.pk]))
    assert not FilmPage.objects.filter(film=entry.film, live=True).exists()


def test_refused_takedown_leaves_the_page(client, page, entry):
    takedown = request_takedown(entry.film, by=entry.owner, at=now(), reason="Please")
    address = reverse("desk-takedowns:request", args=[takedown.pk])

    empty = client.post(address, {"answer": " ", "refuse": "1"})
    client.post(address, {"answer": "It stays", "refuse": "1"})

    page.refresh_from_db()
    assert (empty.status_code, page.live) == (422, True)


def test_later_edits_of_credits_change_no_profile(page, entry):
    talent = TalentFactory()
    page.frozen["credits"] = [
        {"role": "director", "part": "", "name": "", "talent": talent.public_id, "names": [], "chain": []}
    ]
    page.save()
    entry.film.credits.create(talent=TalentFactory(), role="writer", name="")
    uncredited = entry.film.credits.get().talent

    with override("en"):
        shown, hidden = works(talent), works(uncredited)

    assert [work.role for work in shown] == [CreditRole.DIRECTOR.label]
    assert hidden == []


def test_programmes_editor_answers_for_its_own_entries(client, page, entry):
    takedown = request_takedown(entry.film, by=entry.owner, at=now(), reason="Please")
    address = reverse("desk-takedowns:request", args=[takedown.pk])
    sign_in(client, make_editor("lantern"))
    listed = client.get(reverse("desk-takedowns:index")).content.decode()

    client.post(address, {"answer": "We are sorry", "accept": "1"})

    takedown.refresh_from_db()
    assert address in listed
    assert takedown.state == TakedownState.ACCEPTED
    assert not FilmPage.objects.filter(film=entry.film, live=True).exists()


def test_other_programmes_takedowns_are_not_there(client, page, entry):
    takedown = request_takedown(entry.film, by=entry.owner, at=now(), reason="Please")
    address = reverse("desk-takedowns:request", args=[takedown.pk])
    sign_in(client, make_editor("other"))

    assert client.get(address).status_code == 404
    assert client.post(address, {"answer": "No", "refuse": "1"}).status_code == 404
    assert address not in client.get(reverse("desk-takedowns:index")).content.decode()


def test_curators_do_not_answer_takedowns(client, page, entry):
    takedown = request_takedown(entry.film, by=entry.owner, at=now(), reason="Please")
    sign_in(client, make_editor(role=Role.CURATOR))

    assert client.get(reverse("desk-takedowns:request", args=[takedown.pk])).status_code == 302
    assert client.get(reverse("desk-takedowns:index")).status_code == 302
