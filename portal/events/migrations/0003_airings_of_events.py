"""An event that named a channel gets an airing there."""

from datetime import UTC
from zoneinfo import ZoneInfo, available_timezones

from django.db import migrations


def channels_to_airings(apps, schema_editor):
    """An hour that nobody has stated is not invented: where only the day was known, the airing is of that day."""
    Airing, known = apps.get_model("events", "Airing"), available_timezones()
    for event in apps.get_model("events", "Event").objects.exclude(channel=None):
        zone = ZoneInfo(event.zone) if event.zone in known else UTC
        day_only = event.is_all_day
        Airing.objects.create(
            event=event,
            channel_id=event.channel_id,
            day=event.starts_at.astimezone(zone).date(),
            at=None if day_only else event.starts_at,
            zone=event.zone,
            status="tentative" if day_only or event.is_tentative else "confirmed",
            source=event.source,
        )


def airings_to_channels(apps, schema_editor):
    """The first channel of each; what an event had no room for is lost on the way back."""
    for airing in apps.get_model("events", "Airing").objects.exclude(event=None).order_by("-day", "-pk"):
        airing.event.channel_id = airing.channel_id
        airing.event.save(update_fields=["channel"])


class Migration(migrations.Migration):

    dependencies = [
        ("events", "0002_airing"),
    ]

    operations = [
        migrations.RunPython(channels_to_airings, airings_to_channels),
    ]
