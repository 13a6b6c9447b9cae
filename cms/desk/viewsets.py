"""The routes of a list on the desk, and of the screens below it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import path
from django.views import View
from wagtail.admin.viewsets.model import ModelViewSet


class DeskViewSet(ModelViewSet):
    """A list, and the screens named by their routes. Rights come with roles, not from ticks in a group."""

    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    screens: ClassVar[Mapping[str, tuple[str, type[View]]]] = {}

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            *(path(route, self.construct_view(view), name=name) for route, (name, view) in self.screens.items()),
        ]

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.none()
