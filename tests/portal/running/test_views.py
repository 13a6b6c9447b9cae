"""Addresses that machines ask any site for."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from portal.clock import now


def told(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.splitlines())


def test_security_txt_says_who_and_until_when(client, settings):
    settings.SECURITY_CONTACT, settings.BASE_URL = "mailto:weak@firstcut.example", "https://firstcut.example"

    answer = client.get("/.well-known/security.txt")

    fields = told(answer.content.decode())
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:weak@firstcut.example"
    assert fields["Canonical"] == "https://firstcut.example/.well-known/security.txt"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", fields["Expires"])
    left = datetime.fromisoformat(fields["Expires"]) - now().astimezone(UTC)
    assert timedelta(days=178) < left < timedelta(days=181)
    assert not answer.cookies


@pytest.mark.django_db  # the page that says so asks which site it is
def test_security_txt_is_not_there_without_a_contact(client, settings):
    settings.SECURITY_CONTACT = ""

    assert client.get("/.well-known/security.txt").status_code == 404
