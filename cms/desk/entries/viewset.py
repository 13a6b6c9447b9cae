"""The routes of the entries desk."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from cms.desk.entries.correcting import CloseDraftWindowView, CloseWindowView, OpenDraftWindowView, OpenWindowView
from cms.desk.entries.deciding import DecideView
from cms.desk.entries.detail import EntryView, MoveView, PublishView, WithdrawDecisionView
from cms.desk.entries.drafts import DraftsView, DraftView
from cms.desk.entries.listing import EntryIndexView
from cms.desk.entries.modes import DraftModeView, ModeView
from cms.desk.policies import DeskPolicy, WithoutTicks
from portal.entries.models import Entry

register_permission_policy(Entry, DeskPolicy(Entry))


class EntryViewSet(WithoutTicks, ModelViewSet):
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
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    ordering = "-submitted_at"
    list_per_page = 50

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("decide/", self.construct_view(DecideView), name="decide"),
            path("drafts/", self.construct_view(DraftsView), name="drafts"),
            path("drafts/<int:pk>/", self.construct_view(DraftView), name="draft"),
            path("drafts/<int:pk>/mode/", self.construct_view(DraftModeView), name="draft-mode"),
            path("drafts/<int:pk>/window/", self.construct_view(OpenDraftWindowView), name="open-draft-window"),
            path("drafts/<int:pk>/window/close/", self.construct_view(CloseDraftWindowView), name="close-draft-window"),
            path("<int:pk>/", self.construct_view(EntryView), name="inspect"),
            path("<int:pk>/move/<slug:move>/", self.construct_view(MoveView), name="move"),
            path("<int:pk>/withdraw-decision/", self.construct_view(WithdrawDecisionView), name="withdraw-decision"),
            path("<int:pk>/window/", self.construct_view(OpenWindowView), name="open-window"),
            path("<int:pk>/window/close/", self.construct_view(CloseWindowView), name="close-window"),
            path("<int:pk>/mode/", self.construct_view(ModeView), name="mode"),
            path("<int:pk>/publish/", self.construct_view(PublishView), name="publish"),
        ]


entries = EntryViewSet()
