"""What was corrected, in a record's history: every difference in words."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter, log

from cms.desk.comparing import differences
from portal.accounts.models import User

CORRECTED = "desk.corrected"
MOST_SHOWN = 12


class CorrectedFormatter(LogFormatter):
    """The differences, as many as one reads."""

    label = _("Correct the facts")

    def format_message(self, log_entry: Any) -> str:
        changes = log_entry.data.get("changes") or []
        none = gettext("nothing")
        lines = [f"{where}: {old or none} → {new or none}" for where, old, new in changes[:MOST_SHOWN]]
        more = [f"… +{len(changes) - MOST_SHOWN}"] if len(changes) > MOST_SHOWN else []
        return "; ".join([*lines, *more]) or gettext("Facts corrected")


def register(actions: LogActionRegistry) -> None:
    actions.register_action(CORRECTED)(CorrectedFormatter)


def keep(thing: Model, before: Mapping[str, Any], after: Mapping[str, Any], *, by: User) -> int:
    """Write what is different into the history of `thing`; how many differences there are."""
    rows = differences(before, after)
    if rows:
        changes = [[str(row.where), row.old, row.new] for row in rows]
        log(instance=thing, action=CORRECTED, user=by, data={"changes": changes}, content_changed=True)
    return len(rows)
