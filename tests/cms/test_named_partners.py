"""Who stands behind an edition, on the pages of its programme."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import FirstcutImage, ProgrammePage
from cms.portraits import set_portrait
from portal.calls.models import Edition
from portal.clock import now
from portal.talent.actions import revoke_listing_consent
from tests.factories.calls import EditionFactory
from tests.factories.cms import make_picture
from tests.factories.partners import make_partner
from tests.factories.sponsors import make_partnership

TABLES = ("cms_partner", "authorities_authorityname", "cms_firstcutrendition", "cms_firstcutimage")


@pytest.fixture
def edition(site: dict[str, Any]) -> Edition:
    site["call"].edition.partners.all().delete()
    return site["call"].edition


def page_of(site: dict[str, Any], language: str = "en") -> str:
    return str(site["programme_page"].url.replace("/zh-hans/", f"/{language}/"))


def band(client: Client, address: str) -> str:
    found = re.search(r'<section class="partner-band".*?</section>', client.get(address).content.decode(), re.DOTALL)
    return found[0] if found else ""


def test_partners_stand_by_part_in_the_order_of_credits(client, site, edition):
    for name, role in (("Third", "media"), ("Second", "sponsor"), ("First", "organiser"), ("Fourth", "media")):
        make_partner(edition, name, role=role)

    html = band(client, page_of(site))

    said = re.findall(r"<dt[^>]*>(.*?)</dt>|(First|Second|Third|Fourth)</", html)
    assert [role or name for role, name in said] == [
        "Organised by", "First", "Sponsored by", "Second", "Media partners", "Third", "Fourth",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "shown"), [("zh-hans", ">灯社<"), ("zh-hant", ' lang="zh-Hans">灯社<'), ("en", ">灯<")]
)
def test_name_is_never_converted(client, site, edition, language, shown):
    make_partner(edition, "灯")

    assert shown in band(client, page_of(site, language))


def test_logo_is_called_by_the_name(client, site, edition):
    logo, on_dark = make_picture("A file’s title"), make_picture("Another")
    make_partner(edition, "Lumen", logo=logo, logo_on_dark=on_dark, url="https://lumen.example/")

    html = band(client, page_of(site))

    assert re.findall(r'partner__logo--(light|dark)".*? alt="(.*?)"', html) == [("light", "Lumen"), ("dark", "Lumen")]
    assert "A file" not in html and 'href="https://lumen.example/" rel="nofollow"' in html
    assert [any(size.url in html for size in image.renditions.all()) for image in (logo, on_dark)] == [True, True]


def test_without_a_logo_the_name_stands_in_type(client, site, edition):
    partner = make_partner(edition, "Lumen", logo=make_picture("Gone"), logo_on_dark=make_picture("Left over"))
    FirstcutImage.objects.get(pk=partner.logo_id).delete()

    html = band(client, page_of(site))

    assert "partner--in-type" in html and ">Lumen</span>" in html and "<img" not in html


def test_archived_edition_keeps_its_band_and_earlier_ones_are_linked(client, site, edition):
    make_partner(edition, "Newest")
    earlier = EditionFactory(programme=edition.programme, year=edition.year - 1, state="archived")
    make_partner(earlier, "Earlier")
    address = f"/en/partners/{earlier.slug}/"
    html, own = client.get(page_of(site)).content.decode(), client.get(address).content.decode()

    assert "Newest" in html and "Earlier" not in html and f'href="{address}"' in html
    assert "Earlier" in own and "<h1" in own and '<form method="post"' not in own


def test_page_with_an_open_form_shows_both(client, site, edition):
    make_partner(edition, "Lumen")
    edition.partnership.delete()
    make_partnership(edition)

    html = client.get(f"/en/partners/{edition.slug}/").content.decode()

    assert "Lumen" in html and '<form method="post"' in html and "Become a partner" in html


def test_nobody_learns_of_partners_before_the_programme_is_on_the_site(client, site, edition):
    make_partner(edition, "Lumen")
    ProgrammePage.objects.filter(programme=edition.programme).update(live=False)

    pages = [client.get(address) for address in (f"/en/partners/{edition.slug}/", page_of(site))]

    assert [page.status_code for page in pages] == [404, 410]
    assert not [page for page in pages if "Lumen" in page.content.decode()]


def test_edition_that_names_and_says_nothing_has_no_page(client, site, edition):
    make_partner(edition, "Lumen").delete()

    assert client.get(f"/en/partners/{edition.slug}/").status_code == 404


@pytest.mark.parametrize("page", ["programme", "partners"])
def test_queries_do_not_grow_with_partners(client, site, edition, page):
    address = page_of(site) if page == "programme" else f"/en/partners/{edition.slug}/"
    logo, counts = make_picture(), []
    for size in (1, 3, 30):
        for number in range(edition.partners.count(), size):
            make_partner(edition, f"House {number}", logo=logo, logo_on_dark=logo)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).content.decode().count("partner__logo--dark") == size
        counts.append(sum(any(table in query["sql"] for table in TABLES) for query in asked))

    assert counts[0] == counts[1] == counts[2] > 0


def test_logo_stays_when_the_portrait_it_also_was_goes(site, edition):
    picture, talent = make_picture(), site["talent"]
    make_partner(edition, logo_on_dark=picture)
    set_portrait(talent, picture, at=now())
    revoke_listing_consent(talent, by=talent.user, at=now())

    assert FirstcutImage.objects.filter(pk=picture.pk).exists()
