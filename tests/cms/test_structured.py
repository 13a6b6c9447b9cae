"""Structured data says what the page says, and cannot be broken out of."""

import json
from datetime import UTC, datetime

from cms.present.structured import call as call_data
from portal.front.data_block import json_ld


def test_structured_data_cannot_end_its_own_block():
    html = json_ld({"name": "</script><script>alert(1)</script> & more"})

    assert html.count("<") == 2
    body = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(body) == {"name": "</script><script>alert(1)</script> & more"}


def test_gates_are_events_with_the_offset_of_their_zone():
    class Gate:
        label, kind, zone = "", "entry", "America/New_York"
        at = datetime(2024, 2, 18, 21, 0, tzinfo=UTC)

        def get_kind_display(self):
            return "entries close"

    class Version:
        class gates:  # noqa: N801
            @staticmethod
            def all():
                return [Gate()]

    class Call:
        current = Version()

    (event,) = call_data(Call(), "Space I Call Home", "/en/calls/home/")

    assert event["startDate"] == "2024-02-18T16:00:00-05:00"
    assert event["name"] == "Space I Call Home: entries close"
