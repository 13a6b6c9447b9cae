"""The call's rules beside what we know of an entry, for the pages that show them."""

from typing import Any

from portal.calls.rules import Status
from portal.entries.facts import verdicts_of
from portal.entries.models import Entry
from portal.entries.present import step_url
from portal.entries.submitting import step_for_rule

STATES = {Status.PASS: "ok", Status.FAIL: "missing"}


def checks_of(entry: Entry) -> list[dict[str, Any]]:
    """Every rule with its state: ok, missing, or warning while nobody can know."""
    return [
        {
            "kind": verdict.kind,
            "text": verdict.sentence,
            "state": STATES.get(verdict.status, "warning"),
            "measured": verdict.found,
            "url": step_url(entry, step_for_rule(verdict.kind)) if verdict.status is Status.FAIL else "",
        }
        for verdict in verdicts_of(entry)
    ]
