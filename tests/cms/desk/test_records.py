"""Films, talents and the things they point at: kept by curators and editors of the whole channel, found by any name."""

import pytest
from django.urls import reverse

from cms.models import HomePage
from cms.tree import plant
from portal.accounts.models import Role, User
from portal.authorities.models import Authority
from portal.talent.models import Talent
from tests.cast import sign_in
from tests.factories.desk import make_editor, make_film_record
from tests.factories.entries import EntryFactory, hand_in
from tests.factories.talent import TalentFactory

pytestmark = pytest.mark.django_db
SCREENS = ("desk-films", "desk-talents", "desk-authorities")


@pytest.fixture
def curator(client):
    user = make_editor(role=Role.CURATOR)
    sign_in(client, user)
    return user


@pytest.fixture
def bells():
    thing = Authority.objects.create(kind="heritage", slug="bells")
    thing.names.create(text="曾侯乙编钟", language="zh-Hans")
    thing.names.create(text="The Bells", language="en", kind="alias")
    return thing


def make(screen, number):
    if screen == "desk-films":
        return make_film_record(User.objects.create_user(f"f{number}@example.org"), f"Film {number}")
    if screen == "desk-talents":
        talent = Talent.objects.create()
        talent.names.create(text=f"Talent {number}", language="en")
        return talent
    return Authority.objects.create(kind="tool", slug=f"tool-{number}")


@pytest.mark.usefixtures("curator")
@pytest.mark.parametrize("screen", SCREENS)
def test_lists_ask_a_constant_number_of_questions(
    client, screen, django_assert_num_queries, django_assert_max_num_queries
):
    address = reverse(f"{screen}:index")
    make(screen, 1)
    client.get(address)
    with django_assert_max_num_queries(40) as one:
        assert client.get(address).status_code == 200
    make(screen, 2)
    make(screen, 3)
    with django_assert_num_queries(len(one)):
        client.get(address)


@pytest.mark.usefixtures("curator")
def test_slug_of_a_thing_stays_what_frozen_copies_call_it(client, bells):
    address = reverse("desk-authorities:edit", args=[bells.pk])

    answer = client.post(address, {"kind": "heritage", "slug": "other", "names": "Bells of Zeng | en"})

    bells.refresh_from_db()
    assert answer.status_code == 302
    assert (bells.slug, bells.names.get().text) == ("bells", "Bells of Zeng")


NO_IDS = ("abc", "-1", "²", "9" * 5000, "18446744073709551616")


@pytest.mark.parametrize("sent", NO_IDS)
def test_portrait_that_is_no_picture_gets_a_sentence_in_the_form(client, curator, sent):
    talent = make("desk-talents", 1)
    address = reverse("desk-talents:edit", args=[talent.pk])

    answer = client.post(address, {"kind": "person", "names": "Lu | zh-Hans", "portrait": sent})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors["portrait"]) == [
        "Select a valid choice. That choice is not one of the available choices."
    ]
    assert "That choice is not one of the available choices." in answer.content.decode()


@pytest.mark.parametrize("sent", NO_IDS[:-1])
@pytest.mark.parametrize("name", ["hero", "tonight"])
def test_picture_or_page_that_is_none_gets_a_sentence_in_the_page_form(client, sent, name):
    plant()
    boss = make_editor()
    User.objects.filter(pk=boss.pk).update(is_superuser=True)
    sign_in(client, User.objects.get(pk=boss.pk))
    home = HomePage.objects.first()

    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[home.pk]), {"title": "Home", "rows-count": "0", name: sent}
    )

    assert answer.status_code == 422
    assert "That choice is not one of the available choices." in answer.content.decode()


@pytest.mark.usefixtures("curator")
def test_thing_is_found_by_any_name_and_its_names_are_written(client, bells):
    found = client.get(reverse("desk-authorities:index"), {"q": "the bells"}).content.decode()
    address = reverse("desk-authorities:edit", args=[bells.pk])
    form = client.get(address).content.decode()

    answer = client.post(
        address,
        {
            "kind": "heritage",
            "slug": "bells",
            "names": "曾侯乙编钟 | zh-Hans\nBells of Zeng | en | translated\n编钟 | | nickname",
        },
    )

    assert "曾侯乙编钟" in found
    assert "The Bells | en | alias" in form
    assert answer.status_code == 302
    assert list(bells.names.values_list("text", "language", "kind")) == [
        ("曾侯乙编钟", "zh-Hans", "original"),
        ("Bells of Zeng", "en", "translated"),
        ("编钟", "zh-Hans", "nickname"),
    ]


@pytest.mark.usefixtures("curator")
@pytest.mark.parametrize(
    "names", ["", "a | en | eaten", "a | b | alias | c", "a\0b", "x\ny\nx", "a\u202eb", "n\n" * 60]
)
def test_bad_names_are_answered(client, bells, names):
    answer = client.post(
        reverse("desk-authorities:edit", args=[bells.pk]), {"kind": "heritage", "slug": "bells", "names": names}
    )

    assert answer.status_code == 422
    assert bells.names.count() == 2


@pytest.mark.usefixtures("curator")
def test_thing_is_not_part_of_itself(client, bells):
    part = Authority.objects.create(kind="heritage", slug="part", parent=bells)

    client.post(
        reverse("desk-authorities:edit", args=[bells.pk]),
        {"kind": "heritage", "slug": "bells", "names": "A", "parent": part.pk},
    )

    bells.refresh_from_db()
    assert bells.parent is None


@pytest.mark.usefixtures("curator")
def test_editing_a_film_counts_its_version(client):
    film = make("desk-films", 1)

    client.post(
        reverse("desk-films:edit", args=[film.pk]), {"origin": "pilot", "names": "Lamps | en", "logline_2": "A river"}
    )

    film.refresh_from_db()
    assert (film.version, film.title("en"), film.logline.data) == (2, "Lamps", {"en": "A river"})


@pytest.mark.usefixtures("curator")
@pytest.mark.parametrize("chooser", ["choose-authority", "choose-talent", "choose-film"])
def test_choosers_find_by_name(client, bells, chooser):
    answer = client.get(reverse(f"{chooser}:choose"), {"q": "bells"})

    assert answer.status_code == 200
    assert ("曾侯乙编钟" in answer.json()["html"]) is (chooser == "choose-authority")


@pytest.mark.parametrize(("role", "programme"), [(Role.JUROR, ""), (Role.EDITOR, "lantern"), (Role.CHAIR, "")])
def test_others_keep_no_records(client, bells, role, programme):
    sign_in(client, make_editor(programme, role=role))

    for screen in SCREENS:
        assert client.get(reverse(f"{screen}:index")).status_code == 302
    assert client.get(reverse("desk-authorities:edit", args=[bells.pk])).status_code == 302


@pytest.mark.parametrize(
    ("programme", "sees_handed_in"), [("", True), ("lantern", False), ("its own", True)], ids=["all", "another", "own"]
)
def test_film_chooser_knows_no_draft_and_no_other_programme(client, programme, sees_handed_in):
    draft, handed_in = EntryFactory(complete=True), hand_in(EntryFactory(complete=True)).entry
    own = handed_in.call.programme.slug
    sign_in(client, make_editor(own if programme == "its own" else programme))

    for entry, is_seen in ((draft, False), (handed_in, sees_handed_in)):
        film = entry.film
        ids = {"id": film.pk}
        listed = f"/chosen/{film.pk}/" in client.get(reverse("choose-film:choose_results")).content.decode()
        one = client.get(reverse("choose-film:chosen", args=[film.pk])).status_code
        many = client.get(reverse("choose-film:chosen_multiple"), ids).json()["result"]
        assert (listed, one, bool(many)) == (is_seen, 200 if is_seen else 404, is_seen)


@pytest.mark.parametrize(("programme", "is_seen"), [("", True), ("lantern", False)])
def test_talent_chooser_knows_nobody_of_another_programme(client, programme, is_seen):
    talent = TalentFactory()
    sign_in(client, make_editor(programme))

    assert client.get(reverse("choose-talent:chosen", args=[talent.pk])).status_code == (200 if is_seen else 404)
