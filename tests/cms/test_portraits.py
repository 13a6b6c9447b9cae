"""Faces of talents: where they are shown, and when they are not any more."""

from typing import Any

import pytest
from django.test import Client

from cms.desk.records import TalentForm
from cms.models import FirstcutImage, TalentPortrait
from cms.portraits import remove_portrait, set_portrait
from portal.clock import now
from portal.errors import InvalidMove
from portal.talent.actions import revoke_listing_consent
from portal.talent.models import Talent
from search.facets import Index
from search.kinds import kind_named
from tests.factories.cms import make_listed_talent, make_picture


@pytest.fixture
def face(site: dict[str, Any]) -> TalentPortrait:
    set_portrait(site["talent"], make_picture("Portrait"), alt="A face in profile", at=now())
    return TalentPortrait.objects.get(talent=site["talent"])


def test_portrait_is_shown_with_profile_card_hit_and_credit(site: dict[str, Any], client: Client, face: Any) -> None:
    addresses, talent = [size.url for size in face.image.renditions.all()], site["talent"]
    profile = client.get(f"/en/talents/{talent.public_id}/").content.decode()
    film = client.get(f"/zh-hans/films/{site['films'][0].slug}/").content.decode()
    home = client.get("/zh-hans/").content.decode()
    kind = kind_named("talent")
    hit = kind.hit(kind.visible_to(talent.user, Index.PUBLIC).get(pk=talent.pk), Index.PUBLIC, "en")

    for page in (profile, film, home):
        assert any(address in page for address in addresses)
    assert 'alt="A face in profile"' in profile
    assert hit.still.src in addresses and hit.still.alt == ""


def test_profile_without_portrait_shows_a_still_of_the_work(site: dict[str, Any], client: Client) -> None:
    profile = client.get(f"/en/talents/{site['talent'].public_id}/").content.decode()

    assert "talent-head__picture" in profile
    other = make_listed_talent("Nothing Yet")
    assert "talent-head--plain" in client.get(f"/en/talents/{other.public_id}/").content.decode()


def test_portrait_goes_with_the_consent(site: dict[str, Any], face: Any) -> None:
    talent = site["talent"]
    revoke_listing_consent(talent, by=talent.user, at=now())

    assert not TalentPortrait.objects.exists()
    assert not FirstcutImage.objects.filter(pk=face.image_id).exists()


def test_portrait_that_something_else_shows_stays_in_the_library(site: dict[str, Any]) -> None:
    talent, picture = site["talent"], site["films"][0].hero
    set_portrait(talent, picture, at=now())
    revoke_listing_consent(talent, by=talent.user, at=now())

    assert FirstcutImage.objects.filter(pk=picture.pk).exists()


def test_portrait_needs_the_consent(db: None) -> None:
    hidden = make_listed_talent("Nobody", is_listed=False)

    with pytest.raises(InvalidMove):
        set_portrait(hidden, make_picture(), at=now())


def test_removing_a_portrait_keeps_the_picture(site: dict[str, Any], face: Any) -> None:
    remove_portrait(site["talent"], at=now())

    assert not TalentPortrait.objects.exists()
    assert FirstcutImage.objects.filter(pk=face.image_id).exists()


def test_form_of_the_desk_refuses_a_face_without_consent(db: None) -> None:
    hidden, picture = make_listed_talent("Nobody", is_listed=False), make_picture()
    form = TalentForm({"portrait": picture.pk}, instance=Talent.objects.get(pk=hidden.pk))

    assert "portrait" in form.errors
