"""Who may open a file. Rooms above add their own readers; this one knows only owners."""

from collections.abc import Callable

from django.db.models import Q

from portal.accounts.models import User, Viewer

Readers = Callable[[User], Q]

_readers: list[Readers] = []


def let_read(readers: Readers) -> Readers:
    """Register `readers`: from a signed-in user to the condition on `Original` under which they may open it.

    Conditions that cross to many rows must be written as `Q(pk__in=…)`, or the same file would be listed twice.
    """
    if readers not in _readers:
        _readers.append(readers)
    return readers


def readable_by(user: Viewer) -> Q:
    """The condition on `Original` for `user`: the owner, and whoever a room above has let in."""
    if not user.is_authenticated:
        return Q(pk__in=())
    condition = Q(owner=user)
    for readers in _readers:
        condition |= readers(user)
    return condition
