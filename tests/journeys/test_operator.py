"""The site runs as an operator has started it: by the commands and the environment of deploy/compose.yaml."""

from django.conf import settings
from django.db import connection


def test_site_is_two_web_processes_and_a_worker(processes):
    assert len(processes.web_processes()) == 2
    figures = processes.answer("/readyz")["figures"]
    assert figures["workers_alive"] == 1
    assert figures["dead_letters"] == figures["catalogue_given_up"] == figures["mail_needing_attention"] == 0


def test_every_part_comes_from_the_environment(processes):
    environment = processes.environment()

    assert environment["DATABASE_URL"].startswith("postgres" if connection.vendor == "postgresql" else "sqlite")
    real = {bool(settings.SEARCH_URL), bool(settings.S3_PRIVATE_BUCKET), bool(settings.CACHE_URL)}
    assert real == {connection.vendor == "postgresql"}
