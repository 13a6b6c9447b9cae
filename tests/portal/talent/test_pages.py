"""Profile, portfolio and consent: one's own, saved without overwriting, public only by a yes that can be taken back."""

import pytest
from django.urls import reverse

from portal.talent.models import ListingConsent, PortfolioItem, Talent
from tests.bad_input import BAD_TEXTS
from tests.factories.accounts import UserFactory
from tests.factories.authorities import AuthorityFactory
from tests.factories.talent import TalentFactory

pytestmark = pytest.mark.django_db
PROFILE = {"version": "1", "kind": "person", "name_zh_hans": "陆青迟", "name_en": "Lu Qingchi", "statement_en": "Ink."}
AUTOSAVE = {"HTTP_X_REQUESTED_WITH": "autosave"}


@pytest.fixture
def owner(client):
    user = UserFactory(name="")
    client.force_login(user)
    return user


@pytest.fixture
def talent(owner):
    return TalentFactory(user=owner, items=3)


def titles(talent):
    return [item.title for item in PortfolioItem.objects.filter(talent=talent)]


def test_the_first_visit_makes_an_empty_profile(client, owner):
    for _visit in range(2):
        assert client.get(reverse("talent-profile")).status_code == 200

    assert Talent.objects.get().user == owner


def test_profile_is_saved_with_names_by_script(client, owner):
    client.get(reverse("talent-profile"))
    skill = AuthorityFactory(skill=True)

    assert client.post(reverse("talent-profile"), PROFILE | {"skills": skill.slug}).status_code == 302

    talent = Talent.objects.get()
    assert [(row.text, row.language, row.kind) for row in talent.names.all()] == [
        ("陆青迟", "zh-Hans", "original"),
        ("Lu Qingchi", "en", "translated"),
    ]
    assert (talent.statement.data, list(talent.skills.all())) == ({"en": "Ink."}, [skill])


def test_second_window_overwrites_nothing(client, talent):
    address = reverse("talent-profile")
    assert client.post(address, PROFILE, **AUTOSAVE).json()["version"] == 2

    assert client.post(address, PROFILE | {"statement_en": "Other"}, **AUTOSAVE).status_code == 409
    page = client.post(address, PROFILE | {"statement_en": "Other"})
    assert (page.status_code, page.context["form"]["statement_en"].value()) == (409, "Other")
    assert Talent.objects.get().statement.data["en"] == "Ink."


@pytest.mark.parametrize("text", [bad.text for bad in BAD_TEXTS if bad.name.startswith(("X1 ", "X3 ", "X15 ", "X17 "))])
def test_names_that_cannot_be_stored_are_refused(client, talent, text):
    answer = client.post(reverse("talent-profile"), PROFILE | {"name_en": text})

    assert answer.status_code == 422


def test_works_are_added_changed_and_taken_out(client, talent):
    client.post(reverse("talent-portfolio"), {"title": "New", "url": "https://example.org/x", "year": "2026"})
    new = PortfolioItem.objects.get(title="New")
    client.post(reverse("talent-item", args=[new.pk]), {"title": "Newer"})
    assert titles(talent) == ["Work 0", "Work 1", "Work 2", "Newer"]

    client.post(reverse("talent-item-delete", args=[new.pk]))
    assert titles(talent) == ["Work 0", "Work 1", "Work 2"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x.org", "http://", "https://u@x.org", "https://x.org/\r\nA:b", "//x.org"]
)
def test_links_that_are_none_are_refused_and_kept(client, talent, url):
    answer = client.post(reverse("talent-portfolio"), {"title": "New", "url": url})

    assert answer.status_code == 422
    assert answer.context["item_form"]["title"].value() == "New"


def test_order_by_script_and_by_button(client, talent):
    first, second, third = PortfolioItem.objects.all()
    address = reverse("talent-order")
    sent = {"order": [third.pk, first.pk, second.pk], "version": talent.version}
    answer = client.post(address, sent, HTTP_ACCEPT="application/json")
    assert answer.json() == {"version": talent.version + 1}
    assert titles(talent) == ["Work 2", "Work 0", "Work 1"]

    assert client.post(address, sent, HTTP_ACCEPT="application/json").status_code == 409
    client.post(address, {"down": third.pk, "version": talent.version + 1})
    assert titles(talent) == ["Work 0", "Work 2", "Work 1"]


def test_order_ignores_other_peoples_works(client, talent):
    other = TalentFactory(items=1)
    sent = {"order": [other.portfolio.get().pk, 10**30, "x"], "version": talent.version}

    assert client.post(reverse("talent-order"), sent, HTTP_ACCEPT="application/json").status_code == 200
    assert titles(other) == ["Work 0"]


def test_another_persons_work_is_not_there(client, talent):
    other = TalentFactory(items=1).portfolio.get()

    assert client.get(reverse("talent-item", args=[other.pk])).status_code == 404
    assert client.post(reverse("talent-item-delete", args=[other.pk])).status_code == 404
    assert client.get(reverse("talent-item", args=[10**40])).status_code == 404


def test_being_listed_needs_the_tick_below_the_text_and_can_be_taken_back(client, talent):
    address = reverse("talent-listing")
    text_hash = client.get(address).context["form"]["text_hash"].value()

    assert client.post(address, {"text_hash": text_hash}).status_code == 422
    assert client.post(address, {"agree": "on", "text_hash": "0" * 64}).status_code == 409
    assert not talent.is_listed()
    client.post(address, {"agree": "on", "text_hash": text_hash})
    assert ListingConsent.objects.get().text_hash == text_hash
    assert talent.is_listed()
    client.post(address, {"then": "revoke"})
    assert not talent.is_listed()
