"""The operators' screen of the catalogue's checks: when each index was last compared, and the result."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permissions import register_permission_policy

from cms.desk.operating import OperatorInspectView, OperatorPolicy, OperatorViewSet
from search.models import Check

register_permission_policy(Check, OperatorPolicy(Check))


class CheckInspectView(OperatorInspectView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"words": "\n".join(self.object.examples)}


class CheckViewSet(OperatorViewSet):
    model = Check
    name = "catalogue-checks"
    icon = "search"
    menu_label = _("Checks of the catalogue")
    menu_order = 910
    pk_path_converter = "slug"
    ordering = "index"
    list_display = (
        "index",
        DateColumn("checked_at", label=_("checked")),
        Column("checked", label=_("documents looked at")),
        "missing",
        "stale",
        "ghosts",
        "odd",
    )
    inspect_view_class = CheckInspectView
    inspect_view_fields = ("index", "checked_at", "seconds", "checked", "missing", "stale", "ghosts", "odd")
    inspect_template_name = "desk/operating/inspect.html"


catalogue_checks = CheckViewSet()
