"""Numbers from before say what they lacked in the words "not stated"; none is lost, and none becomes surer than it was."""

from collections import Counter
from typing import Any

from django.db import migrations

NOT_STATED = "not stated"
WORDS = {"zh-hans": "未说明", "zh-hant": "未說明", "en": "not stated"}


def complete(apps: Any, schema_editor: Any) -> None:
    """A typed number counts as reported; a disputed one has a second source; keys are told apart."""
    taken: Counter[tuple[int, str, str]] = Counter()
    for position, row in enumerate(apps.get_model("calls", "Statistic").objects.order_by("edition", "as_of", "pk")):
        row.position = min(position, 32_000)
        row.kind = "forecast" if row.is_forecast else "outcome"
        row.status = "reported" if row.status == "computed" else row.status
        row.source = row.source or NOT_STATED
        row.unit = row.unit if getattr(row.unit, "data", row.unit) else WORDS
        if row.status == "disputed":
            row.other_source, row.other_says = NOT_STATED, WORDS
        name = (row.edition_id, row.key, row.kind)
        taken[name] += 1
        if taken[name] > 1:
            row.key = f"{row.key[:28]}-{row.pk}"
        row.save()


def remember_forecasts(apps: Any, schema_editor: Any) -> None:
    """What can be told of kinds by the one flag there was."""
    apps.get_model("calls", "Statistic").objects.filter(kind="forecast").update(is_forecast=True)


class Migration(migrations.Migration):
    dependencies = [("calls", "0002_claims")]
    operations = [migrations.RunPython(complete, remember_forecasts)]
