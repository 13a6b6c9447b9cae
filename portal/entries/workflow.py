"""The life of an entry as a table: buttons, checks, tests and docs read it."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role, User
from portal.workflow import Move

if TYPE_CHECKING:
    from portal.entries.models import Entry


class Status(models.TextChoices):
    """Where an entry stands. What was decided about it is in `jury`, not here."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned for correction")
    ELIGIBLE = "eligible", _("eligible")
    INELIGIBLE = "ineligible", _("not eligible")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DISQUALIFIED = "disqualified", _("disqualified")


HANDED_IN = frozenset(set(Status.values) - {Status.DRAFT})
EDITABLE = frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED})
IN_COMPETITION = frozenset({Status.SUBMITTED, Status.RETURNED, Status.ELIGIBLE})
UNDER_WAY = EDITABLE | IN_COMPETITION  # something is still ahead of it


def is_lead(user: User, entry: "Entry") -> bool:
    return entry.owner_id == user.pk


def is_editor(user: User, entry: "Entry") -> bool:
    return user.has_role(Role.EDITOR, Role.ADMINISTRATOR, programme=entry.call.programme.slug)


SUBMIT = Move(
    "submit", _("Hand in"), frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED}), Status.SUBMITTED, is_lead
)
WITHDRAW = Move(
    "withdraw",
    _("Withdraw"),
    frozenset({Status.SUBMITTED, Status.RETURNED, Status.ELIGIBLE}),
    Status.WITHDRAWN,
    is_lead,
)
ACCEPT = Move(
    "accept", _("Mark as eligible"), frozenset({Status.SUBMITTED, Status.INELIGIBLE}), Status.ELIGIBLE, is_editor
)
RETURN = Move("return", _("Return for correction"), frozenset({Status.SUBMITTED}), Status.RETURNED, is_editor)
REFUSE = Move(
    "refuse",
    _("Mark as not eligible"),
    IN_COMPETITION,
    Status.INELIGIBLE,
    is_editor,
)
DISQUALIFY = Move(
    "disqualify",
    _("Disqualify"),
    IN_COMPETITION,
    Status.DISQUALIFIED,
    is_editor,
)
MOVES: tuple[Move["Entry"], ...] = (SUBMIT, WITHDRAW, ACCEPT, RETURN, REFUSE, DISQUALIFY)
