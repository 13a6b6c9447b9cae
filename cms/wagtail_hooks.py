"""What the site adds to Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.log_actions import LogActionRegistry

from cms.desk import cohorts
from cms.desk.checks import catalogue_checks
from cms.desk.choosers import CHOOSERS
from cms.desk.facts import history
from cms.desk.finding import FindView
from cms.desk.menus import ForEditors, programme_desk, records_desk
from cms.desk.outbox import outbox
from cms.desk.people import role_grants
from cms.desk.policies import DeskPolicy
from cms.desk.publishing import CopyView
from cms.desk.queue import failed_tasks
from cms.desk.running import RunningPanel
from cms.desk.waiting import WaitingPanel
from portal.accounts.models import User
from portal.entries.models import Entry


@hooks.register("register_admin_viewset")
def register_operating() -> list[ViewSet]:
    """The operators' screens."""
    return [outbox, failed_tasks, catalogue_checks, role_grants]


@hooks.register("register_admin_viewset")
def register_desk() -> list[ViewSet | ViewSetGroup]:
    """The editors' screens, and choosers for what they point at."""
    return [programme_desk, records_desk, *CHOOSERS]


@hooks.register("register_admin_urls")
def register_film_copy() -> list[URLPattern]:
    """What belongs to a page and to no list."""
    return [
        path("films/<int:pk>/copy/", CopyView.as_view(), name="desk-film-copy"),
        path("find/", FindView.as_view(), name="desk-find"),
    ]


@hooks.register("register_admin_menu_item")
def find_in_the_menu() -> MenuItem:
    return ForEditors(_("Find"), reverse("desk-find"), name="desk-find", icon_name="search", order=105)


@hooks.register("register_account_menu_item")
def account_in_the_menu(request: HttpRequest) -> dict[str, Any]:
    """Where language, time zone, password and second factor are."""
    return {
        "url": reverse("account"),
        "label": _("Language, time zone, signing in"),
        "help_text": _("What your account says, everywhere on this site."),
    }


@hooks.register("construct_homepage_panels")
def what_waits(request: HttpRequest, panels: list[Any]) -> None:
    """For those who have a desk."""
    if isinstance(request.user, User) and DeskPolicy(Entry).user_has_permission(request.user, "view"):
        panels += [WaitingPanel(request.user), RunningPanel(request.user)]


@hooks.register("register_log_actions")
def desk_log_actions(actions: LogActionRegistry) -> None:
    """What the desk writes into a record's history besides Wagtail's own."""
    history.register(actions)
    cohorts.register(actions)


@hooks.register("insert_global_admin_css")
def desk_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk.css"))
