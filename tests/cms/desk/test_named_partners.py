"""Partners of an edition, on the desk."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import Partner
from tests.cast import make_user, sign_in
from tests.factories.calls import EditionFactory
from tests.factories.cms import make_authority, make_picture
from tests.factories.partners import make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory()


@pytest.fixture
def editor(client, edition):
    user = make_user("editor", programme=edition.programme.slug, language="en")
    sign_in(client, user)
    return user


@pytest.fixture
def address(edition):
    return reverse("desk-editions:named-partners", args=[edition.pk])


@pytest.fixture
def house():
    return make_authority("organisation", "lumen", ("Lumen", "en", "original"))


def typed(client, address, *rows):
    data = {"seen": client.get(address).context["seen"], "save": "1"}
    data |= {"partners-TOTAL_FORMS": len(rows), "partners-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"partners-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.mark.usefixtures("editor")
def test_editor_writes_partners_and_their_history(client, edition, address, house):
    image = make_picture(has_sizes=False)
    form = typed(
        client, address,
        {"role": "media", "organisation": house.pk, "ORDER": 2},
        {"role": "sponsor", "organisation": house.pk, "logo": image.pk, "url": "https://lumen.example/", "ORDER": 1},
    )  # fmt: skip
    answer = client.post(address, form)
    again = client.post(address, form)
    history = client.get(reverse("desk-editions:history", args=[edition.pk])).content.decode()

    assert (answer.status_code, again.status_code) == (302, 409)
    assert list(edition.partners.values_list("role", "logo", "logo_on_dark", "url")) == [
        ("sponsor", image.pk, None, "https://lumen.example/"), ("media", None, None, ""),
    ]  # fmt: skip
    assert "Partners" in history and "Lumen" in history


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"logo_on_dark": "image"}, "Choose the logo for light ground as well."),
        ({"organisation": "place"}, "Choose an organisation, a channel or a tool."),
        ({"logo": 999999}, "Select a valid choice"),
        ({"logo": "zzz"}, "Select a valid choice"),
        ({"url": "javascript:alert(1)"}, "Write a web address"),
        ({"role": "owner"}, "Select a valid choice"),
        ({"twice": True}, "Somebody stands here twice with the same part."),
    ],
    ids=["dark alone", "a place", "no picture", "no number", "a script", "no part", "twice"],
)
def test_what_cannot_stand_there_is_said(client, address, house, change, words):
    place = make_authority("place", "harbour", ("Harbour", "en", "original"))
    known = {"image": make_picture(has_sizes=False).pk, "place": place.pk}
    row = {
        "role": "sponsor",
        "organisation": house.pk,
        **{key: known.get(value, value) for key, value in change.items()},
    }
    answer = client.post(address, typed(client, address, *[row] * (2 if "twice" in change else 1)))

    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Partner.objects.exists()


@pytest.mark.usefixtures("editor")
def test_other_programmes_edition_is_not_there(client):
    other = EditionFactory(programme__slug="another")

    assert client.get(reverse("desk-editions:named-partners", args=[other.pk])).status_code == 404


@pytest.mark.usefixtures("editor")
def test_screen_asks_as_often_for_many(client, edition, address):
    counts, image = [], make_picture(has_sizes=False)
    image.get_rendition("max-165x165")
    for size in (1, 3, 30):
        for number in range(edition.partners.count(), size):
            make_partner(edition, f"House {number}", logo=image, logo_on_dark=image)
        cache.clear()
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2]
