"""What an operator's machines are told."""

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client, RequestFactory

from portal.running import health


def test_healthz_answers_without_a_database(client: Client) -> None:
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_healthz_answers_whatever_the_host(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "10.0.0.7"}).status_code == 200


@pytest.mark.django_db
def test_healthz_leaves_other_methods_to_the_site(client: Client) -> None:
    assert client.post("/healthz").status_code in {302, 404, 405}


@pytest.mark.django_db
def test_readyz_is_content_with_a_migrated_database(client: Client) -> None:
    response = client.get("/readyz")

    assert response.json()["wrong"] == []
    assert response.status_code == 200


@pytest.mark.django_db
def test_readyz_names_a_disk_that_is_nearly_full(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "SMALLEST_FREE_SHARE", 1.1)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["wrong"] == ["disk"]


@pytest.mark.django_db(transaction=True)
def test_readyz_names_a_database_that_refuses_writes(client: Client) -> None:
    on, off = {
        "postgresql": ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off"),
        "sqlite": ("PRAGMA query_only = on", "PRAGMA query_only = off"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(on)

    response = client.get("/readyz")

    with connection.cursor() as cursor:
        cursor.execute(off)
    assert response.status_code == 503
    assert response.json() == {"ready": False, "wrong": ["database"], "figures": {}}


@pytest.mark.django_db
def test_readyz_tells_the_figures_of_the_rooms(rf: RequestFactory, settings: LazySettings) -> None:
    settings.READINESS_FIGURES = {"processors": "os.cpu_count"}

    assert b'"processors"' in health.readyz(rf.get("/readyz")).content
