"""The list of guests on the desk."""

import pytest
from django.urls import reverse

from portal.calls.models import Guest
from tests.cast import sign_in
from tests.factories.calls import CallFactory
from tests.factories.desk import make_call, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    call = make_call()
    call.kind = "segment"
    call.save(update_fields=["kind"])
    return call


def address(call) -> str:
    return reverse("desk-calls:guests", args=[call.pk])


def test_list_is_shown_kept_and_changed(client, call):
    sign_in(client, make_editor("lantern"))
    answer = client.post(address(call), {"emails": "B@example.org\n\na@example.org\nb@example.org"}, follow=True)

    assert "2 letters are on their way" in answer.content.decode()
    assert list(Guest.objects.values_list("email", flat=True)) == ["a@example.org", "b@example.org"]
    assert "a@example.org\nb@example.org</textarea>" in client.get(address(call)).content.decode()


def test_wrong_line_is_named_and_everything_kept(client, call):
    sign_in(client, make_editor("lantern"))
    answer = client.post(address(call), {"emails": "a@example.org\nnobody"})

    assert answer.status_code == 422 and "Line 2:" in answer.content.decode()
    assert "a@example.org\nnobody</textarea>" in answer.content.decode() and not Guest.objects.exists()


def test_call_that_is_open_to_all_has_no_such_page(client, call):
    sign_in(client, make_editor(""))

    assert client.get(address(CallFactory())).status_code == 404
    assert client.get(address(call)).status_code == 200


def test_call_of_another_programme_is_not_there(client, call):
    sign_in(client, make_editor("another"))

    assert client.get(address(call)).status_code == 404
