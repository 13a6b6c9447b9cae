"""An event's channel becomes an airing: with its hour where one was known, and without where none was."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.clock import now


@pytest.mark.django_db(transaction=True)
def test_channels_of_events_become_airings_and_come_back():
    executor = MigrationExecutor(connection)
    old = executor.loader.project_state([("events", "0001_initial")]).apps
    try:
        executor.migrate([("events", "0001_initial")])
        make_events(old)
        executor = MigrationExecutor(connection)
        executor.migrate([("events", "0004_event_without_channel")])
        new = executor.loader.project_state([("events", "0004_event_without_channel")]).apps
        rows = list(
            new.get_model("events", "Airing").objects.order_by("event__slug").values_list("day", "at", "status")
        )
        executor = MigrationExecutor(connection)
        executor.migrate([("events", "0001_initial")])
        channels = old.get_model("events", "Event").objects.exclude(channel=None).count()
        old.get_model("events", "Event").objects.all().delete()
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())

    instant = datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert rows == [(date(2024, 4, 12), None, "tentative"), (date(2024, 5, 1), instant, "confirmed")]
    assert channels == 2


def make_events(apps):
    edition = apps.get_model("calls", "Edition").objects.create(
        programme=apps.get_model("calls", "Programme").objects.create(slug="p", name="P"), slug="e", year=2024
    )
    channel = apps.get_model("authorities", "Authority").objects.create(kind="channel", slug="night")
    more = {"edition": edition, "zone": "Asia/Shanghai", "name": "Gala", "channel": channel}
    events = apps.get_model("events", "Event").objects
    events.create(slug="a", starts_at=datetime(2024, 4, 11, 16, tzinfo=UTC), is_all_day=True, **more)
    events.create(slug="b", starts_at=datetime(2024, 5, 1, 12, tzinfo=UTC), **more)
    events.create(slug="c", starts_at=datetime(2024, 5, 1, 12, tzinfo=UTC), **(more | {"channel": None}))


@pytest.mark.django_db(transaction=True)
def test_older_events_are_told_of_since_they_took_place_or_since_now():
    executor = MigrationExecutor(connection)
    before = [("events", "0004_event_without_channel")]
    old = executor.loader.project_state(before).apps
    past, future = datetime(2024, 4, 12, 11, tzinfo=UTC), datetime(2096, 4, 12, 11, tzinfo=UTC)
    try:
        executor.migrate(before)
        edition = old.get_model("calls", "Edition").objects.create(
            programme=old.get_model("calls", "Programme").objects.create(slug="p", name="P"), slug="e", year=2024
        )
        for slug, starts in (("a", past), ("b", future)):
            old.get_model("events", "Event").objects.create(
                slug=slug, edition=edition, zone="Asia/Shanghai", name="Gala", starts_at=starts
            )
        at = now()
        executor = MigrationExecutor(connection)
        executor.migrate([("events", "0005_event_created_at")])
        new = executor.loader.project_state([("events", "0005_event_created_at")]).apps
        created = list(new.get_model("events", "Event").objects.order_by("slug").values_list("created_at", flat=True))
        new.get_model("events", "Event").objects.all().delete()
        executor = MigrationExecutor(connection)
        executor.migrate(before)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())

    assert created[0] == past
    assert at <= created[1] <= now()
