"""Checks before opening: what an editor should look at again. None of it is forbidden; what is stands in `actions`."""

from collections.abc import Callable, Iterator
from datetime import datetime

from portal.calls.actions import PARTS
from portal.calls.checking import awards, gates, rules, texts
from portal.calls.models import CallVersion

Check = Callable[[CallVersion], Iterator[str]]
CHECKS: tuple[Check, ...] = (*gates.CHECKS, *rules.CHECKS, *awards.CHECKS, *texts.CHECKS)


def doubts_about(draft: CallVersion, at: datetime) -> list[str]:
    """What every check found at this instant, in sentences of the active language. One query for each part."""
    whole = CallVersion.objects.select_related("call__current").prefetch_related(*PARTS).get(pk=draft.pk)
    found = [*gates.passed_already(whole, at), *(sentence for check in CHECKS for sentence in check(whole))]
    return list(dict.fromkeys(found))
