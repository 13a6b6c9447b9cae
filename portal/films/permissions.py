"""Who answers a request to take a film down. Rooms above add their own; this one knows the whole channel's editors."""

from collections.abc import Callable

from django.db.models import Q

from portal.accounts.models import Role, User

Answerers = Callable[[User], Q]

_answerers: list[Answerers] = []


def let_answer(answerers: Answerers) -> Answerers:
    """Register `answerers`: from a user to the condition on `Film` under which they answer for it.

    Conditions that cross to many rows must be written as `Q(pk__in=…)`, or the same film would be listed twice.
    """
    if answerers not in _answerers:
        _answerers.append(answerers)
    return answerers


def answerable_by(user: User) -> Q:
    """The condition on `Film` for `user`: every film for the channel's editors, else what a room above has let in."""
    if user.has_role(Role.EDITOR, Role.ADMINISTRATOR):
        return Q()
    condition = Q(pk__in=())
    for answerers in _answerers:
        condition |= answerers(user)
    return condition
