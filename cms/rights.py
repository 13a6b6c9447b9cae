"""Whose pages are whose: Wagtail's rights go by branches of the tree, ours by programmes."""

from wagtail.models import Page, PagePermissionTester

from portal.accounts.models import Role, User
from portal.calls.models import Programme

ROLES = (Role.EDITOR, Role.CURATOR, Role.ADMINISTRATOR)


def programmes_of(user: User) -> frozenset[int] | None:
    """Keys of the programmes whose pages `user` may work on; None is every page, those of no programme too.

    Kept on `user`, who lives as long as a request: lists of pages ask once for each row.
    """
    if user.is_superuser:
        return None
    if not hasattr(user, "_programmes_of_pages"):
        slugs = set(user.grants.filter(role__in=ROLES).values_list("programme", flat=True))
        keys = Programme.objects.filter(slug__in=slugs).values_list("pk", flat=True)
        user._programmes_of_pages = None if "" in slugs else frozenset(keys)  # type: ignore[attr-defined]
    found: frozenset[int] | None = user._programmes_of_pages  # type: ignore[attr-defined]
    return found


class ProgrammePermissions(PagePermissionTester):
    """Wagtail's own, kept to the pages of the person's programmes."""

    def __init__(self, user: User, page: Page) -> None:
        super().__init__(user, page)
        theirs = programmes_of(user) if user.is_active else frozenset()
        if theirs is not None and getattr(page, "programme_id", None) not in theirs:
            self.permissions: set[str] = set()


class PlacePermissions(ProgrammePermissions):
    """A list of pages: whoever may add pages at all may add theirs to it, whosever the list itself is."""

    def __init__(self, user: User, page: Page) -> None:
        super().__init__(user, page)
        self._below: set[str] = set()
        if user.is_active and not user.is_superuser:
            self._below = PagePermissionTester(user, page).permissions & {"add", "publish"}

    def can_add_subpage(self) -> bool:
        return bool(super().can_add_subpage() or ("add" in self._below and self._takes_pages()))

    def can_publish_subpage(self) -> bool:
        return bool(super().can_publish_subpage() or ("publish" in self._below and self._takes_pages()))

    def _takes_pages(self) -> bool:
        return any(kind.can_create_at(self.page) for kind in self.page.specific_class.creatable_subpage_models())
