"""Who may use which screen: the same grants that the public views ask."""

from collections.abc import Sequence
from typing import ClassVar

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from portal.accounts.models import Role, User


class RolePolicy(BasePermissionPolicy):
    """Somebody who holds one of `roles` in any programme may do `verbs`. Which rows they see, the querysets say."""

    roles: ClassVar[tuple[Role, ...]] = (Role.EDITOR, Role.ADMINISTRATOR)
    verbs: ClassVar[frozenset[str]] = frozenset({"view"})
    everywhere = False  # whether the grant must be for all programmes

    @property
    def permission_cache_name(self) -> str:  # kept on the request's user: a list asks once for each row
        return f"_{type(self).__name__}_permissions"

    def get_all_permissions_for_user(self, user: User) -> set[str]:
        if not user.is_active or not user.is_authenticated:
            return set()
        if user.is_superuser:
            return set(self.verbs)
        grants = user.grants.filter(role__in=self.roles)
        return set(self.verbs) if (grants.filter(programme="") if self.everywhere else grants).exists() else set()

    def user_has_permission(self, user: User, action: str) -> bool:
        return action in self.get_cached_permissions_for_user(user)

    def users_with_any_permission(self, actions: Sequence[str]) -> QuerySet[User]:
        if not self.verbs & set(actions):
            return get_user_model().objects.none()
        holds = Q(grants__role__in=self.roles) | Q(is_superuser=True)
        return get_user_model().objects.filter(holds, is_active=True).distinct()


class DeskPolicy(RolePolicy):
    """Editors of any programme."""


class CallPolicy(RolePolicy):
    """Editors of any programme write calls; nobody deletes one."""

    verbs = frozenset({"view", "add", "change"})


class ProgrammePolicy(RolePolicy):
    """Programmes are set up by those who work for the whole channel."""

    verbs = frozenset({"view", "add", "change"})
    everywhere = True


class CuratorPolicy(RolePolicy):
    """Curators keep the records that outlive a programme."""

    roles = (Role.EDITOR, Role.CURATOR, Role.ADMINISTRATOR)
    verbs = frozenset({"view", "add", "change", "choose"})
