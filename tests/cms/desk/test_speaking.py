"""The admin speaks the language of whoever works in it, wherever they came from."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.cast import make_user, sign_in
from tests.factories.desk import make_call, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(settings):
    """Not here: this is about the other languages."""
    settings.LANGUAGE_CODE = "zh-hans"


@pytest.mark.parametrize(("language", "word"), [("en", "Entries"), ("zh-hans", "报名"), ("zh-hant", "報名")])
def test_admin_speaks_the_language_of_the_account(client, language, word):
    sign_in(client, make_user("editor", language=language))

    answer = client.get(reverse("desk-entries:index"), headers={"Accept-Language": "fr"})

    assert answer["Content-Language"] == language
    assert word in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/admin/none/", "/admin/calls/999/", "/admin/none/none/1/", "/django-admin/none/", "/django-admin/x"]
)
def test_address_that_is_not_there_is_answered_where_it_was_asked(client, address):
    sign_in(client, make_user("administrator", is_superuser=True, is_staff=True))

    answer = client.get(address)

    assert answer.status_code == 404


def test_admin_keeps_the_clock_of_the_account(client):
    sign_in(client, make_user("editor", language="en", time_zone="Asia/Tokyo"))
    entry = make_entry(make_call())
    entry.submissions.update(received_at=datetime(2026, 5, 1, 3, 0, tzinfo=UTC))

    page = client.get(reverse("desk-entries:inspect", args=[entry.pk])).content.decode()

    assert "2026-05-01 12:00:00 +0900" in page
