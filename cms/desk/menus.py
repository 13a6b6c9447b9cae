"""How the desk's screens stand in the admin's menu."""

from typing import ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from cms.desk.calls.viewset import calls, editions, programmes
from cms.desk.enquiries import enquiries
from cms.desk.entries.viewset import entries
from cms.desk.events import events
from cms.desk.policies import CuratorPolicy
from cms.desk.prizes import prizes
from cms.desk.records import authorities, films, talents
from cms.desk.releases import releases
from cms.desk.takedowns import takedowns
from portal.accounts.models import User
from portal.entries.models import Entry


class ForEditors(MenuItem):
    """A line of the menu for those who have a desk."""

    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and CuratorPolicy(Entry).user_has_permission(request.user, "view")


class RecordsDesk(ViewSetGroup):
    """What outlives a programme."""

    menu_label = _("Films and people")
    menu_icon = "folder-inverse"
    menu_order = 120
    items: ClassVar = (films, talents, authorities)


class ProgrammeDesk(ViewSetGroup):
    """From the call to the release."""

    menu_label = _("Call for entries")
    menu_icon = "form"
    menu_order = 110
    items: ClassVar = (calls, entries, releases, prizes, takedowns, enquiries, editions, events, programmes)


programme_desk = ProgrammeDesk()
records_desk = RecordsDesk()
