"""Who asks."""

from portal.accounts.models import Role, User
from portal.calls.models import Edition


def can_ask(user: User, edition: Edition) -> bool:
    """Editors of the programme ask its people; the answer is each person's own."""
    return user.has_role(Role.EDITOR, Role.ADMINISTRATOR, programme=edition.programme.slug)
