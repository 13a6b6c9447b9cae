"""Airings hold the channels now: see the migration before."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("events", "0003_airings_of_events"),
    ]

    operations = [
        migrations.RemoveField(model_name="event", name="channel"),
    ]
