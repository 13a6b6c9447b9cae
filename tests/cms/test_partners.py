"""What sponsors give and get on the site: the form, its limits, and what an archived edition shows."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import ProgrammePage
from cms.views import partners
from portal.mail.models import OutgoingMail
from portal.sponsors.models import Enquiry
from portal.web.ratelimit import rate_limited
from tests.factories.sponsors import make_partnership

TYPED = {"name": "Lu Qingchi", "organisation": "Lumen", "email": "lu@example.org", "message": "We would like to help."}


@pytest.fixture
def partnership(site):
    return make_partnership(site["call"].edition, office={"en": "Partnerships"})


def address(partnership, language="en"):
    return f"/{language}/partners/{partnership.edition.slug}/"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", ["产品使用权限", "技术支持", "资金支持", "媒体曝光", "产品测试", "人才招募"]),
        ("zh-hant", ["產品使用權限", "技術支援", "資金支持", "媒體曝光", "產品測試", "人才招募"]),
        ("en", ["Access to the product", "Technical support", "Funding", "Media exposure", "Recruiting"]),
    ],
)
def test_give_and_get_are_read_in_ones_language(client, partnership, language, words):
    html = client.get(address(partnership, language)).content.decode()

    assert [word for word in words if word not in html] == []
    assert "office@example.org" not in html


def test_enquiry_without_cookie_is_kept_and_numbered(partnership):
    client = Client(enforce_csrf_checks=True)
    key = partnership.points.filter(side="give").first().key()
    answer = client.post(address(partnership), TYPED | {"offered": [key]})
    enquiry = Enquiry.objects.get()
    page = client.get(answer["Location"])
    html = page.content.decode()

    assert answer.status_code == 302 and not client.cookies
    assert enquiry.number in html and "Partnerships" in html
    assert "lu@example.org" not in html and "Lumen" not in html
    assert OutgoingMail.objects.get().reply_to == "lu@example.org"


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_receipt_has_no_stop_of_another_language(client, partnership, language):
    answer = client.post(address(partnership, language), TYPED)
    html = client.get(answer["Location"]).content.decode()

    assert "Partnerships</strong></p>" in html


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"email": "lu@example.org\r\nBcc: x@example.org"}, "contains a character we cannot store"),
        ({"name": "Lu\nSubject: hello"}, "contains a character we cannot store"),
        ({"organisation": "L\u0000men"}, "contains a character we cannot store"),
        ({"email": "lu@example.org,me@example.org"}, "Write an e-mail address"),
        ({"message": "字" * 3001}, "3001 characters long; the limit is 3000"),
        ({"message": "a" * 1_000_000}, "1000000 characters long; the limit is 3000"),
        ({"message": "  "}, "This field is required"),
        ({"offered": ["none"]}, "The list has changed in the meantime"),
        ({"website": "https://bad.example"}, "Leave it empty"),
    ],
    ids=["header", "name", "null", "two", "3001", "million", "nothing", "tick", "trap"],
)
def test_what_cannot_be_kept_is_said_and_kept_on_the_page(client, partnership, typed, words):
    answer = client.post(address(partnership), TYPED | typed)

    assert answer.status_code == 422 and words in answer.content.decode()
    assert (Enquiry.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_limit_counts_what_a_person_counts(client, partnership):
    family = "👩‍👩‍👧‍👦"
    answer = client.post(address(partnership), TYPED | {"message": family * 3000})

    assert answer.status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://testserver.elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "same-origin"},
    ],
    ids=lambda headers: " ".join(headers.values()),
)
def test_page_elsewhere_cannot_write_for_its_visitors(client, partnership, headers):
    answer = client.post(address(partnership), TYPED, headers=headers)

    assert answer.status_code == 403 and not Enquiry.objects.exists()


@pytest.mark.parametrize("origin", ["http://testserver", "https://firstcut.example", "https://trusted.example"])
def test_own_pages_write(client, partnership, settings, origin):
    settings.BASE_URL, settings.CSRF_TRUSTED_ORIGINS = "https://firstcut.example", ["https://trusted.example"]
    answer = client.post(address(partnership), TYPED, headers={"Origin": origin})

    assert answer.status_code == 302


def test_burst_from_one_address_is_refused(rf, partnership):
    cache.clear()
    view = rate_limited("enquiry-test", per_ip="3/h", methods=("POST",))(partners.partners.__wrapped__)
    slug = partnership.edition.slug
    posts = [rf.post("/", TYPED | {"email": f"lu{n}@example.org"}, REMOTE_ADDR="192.0.2.9") for n in range(6)]

    assert [view(post, slug=slug).status_code for post in posts] == [302, 302, 302, 429, 429, 429]
    assert Enquiry.objects.count() == OutgoingMail.objects.count() == 3


def test_archived_edition_shows_its_lists_and_takes_nothing(client, partnership):
    partnership.edition.state = "archived"
    partnership.edition.save()
    page, answer = client.get(address(partnership)), client.post(address(partnership), TYPED)
    html = page.content.decode()

    assert "What sponsors gave" in html and '<form method="post"' not in html and "takes no enquiries" in html
    assert answer.status_code == 409 and not Enquiry.objects.exists()


def test_page_is_there_while_its_programme_is_on_the_site(client, partnership):
    ProgrammePage.objects.filter(programme=partnership.edition.programme).update(live=False)

    assert client.get(address(partnership)).status_code == 404
    assert client.post(address(partnership), TYPED).status_code == 404


def test_page_is_in_the_sitemap_while_it_is_there(client, partnership):
    shown = client.get("/sitemap.xml").content.decode()
    ProgrammePage.objects.filter(programme=partnership.edition.programme).update(live=False)

    assert address(partnership) in shown and address(partnership, "zh-hans") in shown
    assert "/partners/" not in client.get("/sitemap.xml").content.decode()


def test_programme_page_leads_there(client, site, partnership):
    html = client.get(site["programme_page"].url.replace("/zh-hans/", "/en/")).content.decode()

    assert f'href="{address(partnership)}"' in html


def test_programme_page_asks_as_often_without_sponsors(client, site):
    def queries():
        client.get(site["programme_page"].url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(site["programme_page"].url)
        return len(asked)

    before = queries()
    make_partnership(site["call"].edition)
    assert queries() == before
