"""The routes of the entries desk."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy

from cms.desk.entries.correcting import CloseDraftWindowView, CloseWindowView, OpenDraftWindowView, OpenWindowView
from cms.desk.entries.deciding import DecideView
from cms.desk.entries.detail import EntryView, MoveView, PublishView, WithdrawDecisionView
from cms.desk.entries.drafts import DraftsView, DraftView
from cms.desk.entries.listing import EntryIndexView
from cms.desk.entries.modes import DraftModeView, ModeView
from cms.desk.policies import DeskPolicy
from cms.desk.viewsets import DeskViewSet
from portal.entries.models import Entry

register_permission_policy(Entry, DeskPolicy(Entry))


class EntryViewSet(DeskViewSet):
    """Entries are looked at and moved here; nobody adds, edits or deletes one."""

    model = Entry
    name = "desk-entries"
    url_prefix = "entries"
    icon = "doc-full"
    menu_label = _("Entries")
    menu_order = 110
    index_view_class = EntryIndexView
    index_template_name = "desk/entries/index.html"
    inspect_view_enabled = True
    ordering = "-submitted_at"
    list_per_page = 50
    screens: ClassVar = {
        "decide/": ("decide", DecideView),
        "drafts/": ("drafts", DraftsView),
        "drafts/<int:pk>/": ("draft", DraftView),
        "drafts/<int:pk>/mode/": ("draft-mode", DraftModeView),
        "drafts/<int:pk>/window/": ("open-draft-window", OpenDraftWindowView),
        "drafts/<int:pk>/window/close/": ("close-draft-window", CloseDraftWindowView),
        "<int:pk>/": ("inspect", EntryView),
        "<int:pk>/move/<slug:move>/": ("move", MoveView),
        "<int:pk>/withdraw-decision/": ("withdraw-decision", WithdrawDecisionView),
        "<int:pk>/window/": ("open-window", OpenWindowView),
        "<int:pk>/window/close/": ("close-window", CloseWindowView),
        "<int:pk>/mode/": ("mode", ModeView),
        "<int:pk>/publish/": ("publish", PublishView),
    }


entries = EntryViewSet()
