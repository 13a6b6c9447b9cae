"""Since when the portal tells of an event. Of older rows nobody knows: no later than it was, and no later than now."""

from django.db import migrations, models
from django.db.models.functions import Least

import portal.clock


def guess(apps, schema_editor):
    apps.get_model("events", "Event").objects.update(
        created_at=Least("starts_at", models.Value(portal.clock.now(), output_field=models.DateTimeField()))
    )


class Migration(migrations.Migration):

    dependencies = [
        ("events", "0004_event_without_channel"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="created_at",
            field=models.DateTimeField(default=portal.clock.now, editable=False),
        ),
        migrations.RunPython(guess, migrations.RunPython.noop),
    ]
