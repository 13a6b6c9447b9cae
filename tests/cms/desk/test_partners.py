"""Sponsors on the desk: the lists of an edition, and the enquiries to its editors."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.calls.models import Edition
from portal.sponsors.models import Enquiry, Partnership
from tests.cast import make_user, sign_in
from tests.factories.calls import EditionFactory
from tests.factories.sponsors import make_enquiry, make_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return make_partnership(EditionFactory())


@pytest.fixture
def editor(client, partnership):
    user = make_user("editor", programme=partnership.edition.programme.slug, language="en")
    sign_in(client, user)
    return user


def rows(part, *texts):
    typed = {f"{part}-TOTAL_FORMS": str(len(texts)), f"{part}-INITIAL_FORMS": "0"}
    for number, text in enumerate(texts):
        typed |= {f"{part}-{number}-text_2": text, f"{part}-{number}-ORDER": str(number + 1)}
    return typed


def test_editor_writes_what_sponsors_give_and_get(client, editor):
    edition = EditionFactory(programme__slug="another")
    own = EditionFactory(programme=Partnership.objects.get().edition.programme)
    address = reverse("desk-editions:partners", args=[own.pk])
    seen = client.get(address).context["seen"]
    typed = {"seen": seen, "save": "1", "takes_enquiries": "on", "mailbox": "Office@Example.org", "language": "en"}
    answer = client.post(address, typed | rows("give", "Funding", "Help") | rows("get", "Thanks"))
    found = own.partnership

    assert answer.status_code == 302
    assert (found.mailbox, found.takes_enquiries) == ("office@example.org", True)
    assert [(point.side, str(point.text)) for point in found.points.order_by("side", "position")] == [
        ("get", "Thanks"), ("give", "Funding"), ("give", "Help"),
    ]  # fmt: skip
    assert client.get(reverse("desk-editions:partners", args=[edition.pk])).status_code == 404


@pytest.mark.parametrize(
    ("state", "is_over"), [("announced", False), ("running", False), ("finished", True), ("archived", True)]
)
def test_editor_reads_that_an_edition_is_over(client, editor, partnership, state, is_over):
    Edition.objects.filter(pk=partnership.edition_id).update(state=state)
    page = client.get(reverse("desk-editions:partners", args=[partnership.edition_id]))

    assert ("This edition is over" in page.content.decode()) == is_over


def test_form_nobody_would_read_is_not_opened(client, editor, partnership, settings):
    settings.PARTNER_MAILBOX = ""
    address = reverse("desk-editions:partners", args=[partnership.edition.pk])
    typed = {"seen": client.get(address).context["seen"], "save": "1", "takes_enquiries": "on", "language": "en"}
    answer = client.post(address, typed | rows("give", "Funding") | rows("get"))

    assert answer.status_code == 422 and "Name a mailbox" in answer.content.decode()


def test_editor_answers_and_closes(client, editor, partnership):
    enquiry = make_enquiry(partnership)
    address = reverse("desk-enquiries:enquiry", args=[enquiry.pk])
    client.post(address, {"move": "answer", "note": "By telephone"})
    client.post(address, {"move": "close"})
    enquiry.refresh_from_db()

    assert (enquiry.status, enquiry.handled_by) == ("closed", editor)
    assert [row.target for row in enquiry.history.all()] == ["answered", "closed"]
    assert client.post(address, {"move": "answer"}).status_code == 409
    assert client.post(address, {"move": "none"}).status_code == 302


def test_other_programmes_editor_finds_no_enquiry(client, partnership):
    enquiry = make_enquiry(partnership)
    sign_in(client, make_user("editor", programme="another", language="en"))
    address = reverse("desk-enquiries:enquiry", args=[enquiry.pk])

    assert "Lumen" not in client.get(reverse("desk-enquiries:index")).content.decode()
    assert [client.get(address).status_code, client.post(address, {"move": "close"}).status_code] == [404, 404]
    assert Enquiry.objects.get().status == "new"


def test_list_asks_as_often_for_many(client, editor, partnership):
    counts = []
    for size in (1, 3, 30):
        for number in range(Enquiry.objects.count(), size):
            make_enquiry(partnership, email=f"lu{number}@example.org")
        client.get(reverse("desk-enquiries:index"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("desk-enquiries:index"))
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2]


def test_first_page_names_what_is_new(client, editor, partnership):
    make_enquiry(partnership)

    assert "new enquiries of sponsors" in client.get("/admin/").content.decode()
