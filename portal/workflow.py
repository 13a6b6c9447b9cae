"""State as a table: who may move what from where to where, checked and written in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.errors import InvalidMove, NotAllowed

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Move(Generic[Thing]):
    """One legal move. `allowed` judges the person; `label` is what the button says."""

    name: str
    label: Any
    sources: frozenset[str]
    target: str
    allowed: Callable[[User, Thing], bool]


class HistoryRow(models.Model):
    """One change of a row's status, or a note beside them. Whoever inherits points at the row, and adds `source` and
    `target` with the row's own statuses."""

    source: Any
    target: Any
    move = models.CharField(max_length=20)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.move}: {self.source} → {self.target}"


class HasHistory(models.Model):
    """A row with a `status`; each change is also a row of `history`, whose model is a HistoryRow."""

    status: Any
    history: Any

    class Meta:
        abstract = True

    def move(self, move: Move[Any], *, by: User | None, at: datetime, reason: str = "") -> None:
        """Change status. Raises NotAllowed or InvalidMove; a lost race never overwrites. `by=None` is the system."""
        if by is not None and not move.allowed(by, self):
            raise NotAllowed(_("You may not do this."))
        with transaction.atomic():
            source = self.status
            rows: models.QuerySet[Any] = type(self)._default_manager.all()
            same = rows.filter(pk=self.pk, status=source)
            if source not in move.sources or not same.update(status=move.target):
                raise InvalidMove(_("This is no longer possible: its state has changed in the meantime."))
            self.status = move.target
            self.history.create(move=move.name, source=source, target=move.target, by=by, at=at, reason=reason)

    move.alters_data = True  # type: ignore[attr-defined]  # a template can never call it

    def moves_for(self, user: User, moves: tuple[Move[Any], ...]) -> list[Move[Any]]:
        """The moves this person could make now, in the table's order: what the buttons are drawn from."""
        return [move for move in moves if self.status in move.sources and move.allowed(user, self)]
