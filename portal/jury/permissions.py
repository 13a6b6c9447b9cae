"""Who decides."""

from portal.accounts.models import Role, User
from portal.calls.models import Call

DECIDERS = (Role.EDITOR, Role.CHAIR, Role.ADMINISTRATOR)


def can_decide(user: User, call: Call) -> bool:
    """Editors and chairs of the call's programme record decisions."""
    return user.has_role(*DECIDERS, programme=call.programme.slug)


def can_release(user: User, call: Call) -> bool:
    """Making decisions known is the channel's act, not the jury's."""
    return user.has_role(Role.EDITOR, Role.ADMINISTRATOR, programme=call.programme.slug)
