"""The operators' screen of tasks that failed: what was given up, why, and two ways out."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.permissions import register_permission_policy

from cms.desk.operating import OperatorInspectView, OperatorPolicy, OperatorViewSet
from portal.queue.actions import discard_dead, retry_dead
from portal.queue.models import Job, JobState

register_permission_policy(Job, OperatorPolicy(Job))


class JobIndexView(generic.IndexView):
    def get_base_queryset(self) -> "QuerySet[Job]":
        return Job.objects.select_related("task")


class JobInspectView(OperatorInspectView):
    def get_verbs(self) -> list[str]:
        return list(self.verbs) if self.object.state == JobState.DEAD else []

    def get_task_display_value(self) -> str:
        return f"{self.object.task.task_path} {self.object.task.args_kwargs}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"words": self.object.task.traceback}


class JobViewSet(OperatorViewSet):
    model = Job
    name = "failed-tasks"
    icon = "warning"
    menu_label = _("Failed tasks")
    menu_order = 900
    pk_path_converter = "uuid"
    ordering = "-failed_at"
    list_display = (
        "__str__",
        Column("get_state_display", label=_("state"), sort_key="state"),
        "attempts",
        "last_error",
        DateColumn("failed_at", label=_("failed"), sort_key="failed_at"),
    )
    list_filter = ("state",)
    search_fields = ("last_error", "task__task_path")
    index_view_class = JobIndexView
    inspect_view_class = JobInspectView
    inspect_view_fields = (
        "task",
        "state",
        "attempts",
        "max_attempts",
        "last_error",
        "failed_at",
        "settled_by",
        "settled_at",
    )
    inspect_template_name = "desk/operating/inspect.html"
    verbs = {
        "retry": (_("Try again"), lambda job, by, at: retry_dead(job, by=by, at=at)),
        "discard": (_("Discard"), lambda job, by, at: discard_dead(job, by=by, at=at)),
    }


failed_tasks = JobViewSet()
