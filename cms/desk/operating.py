"""What the operators' screens have in common: administrators may look and settle, nobody adds, edits or deletes."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import BasePermissionPolicy

from cms.desk.viewsets import DeskViewSet
from portal.accounts.models import Role, User
from portal.clock import now
from portal.errors import DomainError

Verb = tuple[str | Promise, Callable[[Any, User, datetime], None]]


class OperatorPolicy(BasePermissionPolicy):
    """Administrators may view; the verbs of a screen are asked for with the same right."""

    # Kept on the request's user: a list asks once for each row.
    permission_cache_name = "_operator_permissions"

    def get_all_permissions_for_user(self, user: User) -> set[str]:
        return {"view"} if user.is_active and user.has_role(Role.ADMINISTRATOR) else set()

    def user_has_permission(self, user: User, action: str) -> bool:
        return action in self.get_cached_permissions_for_user(user)

    def users_with_any_permission(self, actions: Sequence[str]) -> QuerySet[User]:
        if "view" not in actions:
            return get_user_model().objects.none()
        is_administrator = Q(grants__role=Role.ADMINISTRATOR, grants__programme="") | Q(is_superuser=True)
        return get_user_model().objects.filter(is_administrator, is_active=True).distinct()


class OperatorInspectView(generic.InspectView):
    """One row, with a button for each verb that fits its state."""

    verbs: ClassVar[dict[str, Verb]] = {}
    act_url_name = ""

    def get_verbs(self) -> list[str]:
        """The names of the verbs that fit the state of `self.object`."""
        return list(self.verbs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        verbs = [(name, self.verbs[name][0]) for name in self.get_verbs()]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"verbs": verbs, "act_url_name": self.act_url_name}


class ActView(PermissionCheckedMixin, View):
    """Do one verb and go back to the row."""

    http_method_names = ["post"]
    permission_required = "view"
    model: type[Model] = Model
    verbs: ClassVar[dict[str, Verb]] = {}
    inspect_url_name = ""

    def post(self, request: HttpRequest, pk: Any, verb: str) -> HttpResponse:
        thing = get_object_or_404(self.model, pk=pk)
        if verb not in self.verbs:
            raise Http404
        label, act = self.verbs[verb]
        try:
            act(thing, request.user, now())  # type: ignore[arg-type]
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Done: %(what)s") % {"what": label})
        return redirect(self.inspect_url_name, pk)


class OperatorViewSet(DeskViewSet):
    """A list, a page for each row, and the verbs; in the settings menu."""

    inspect_view_enabled = True
    add_to_settings_menu = True
    list_per_page = 50
    verbs: ClassVar[dict[str, Verb]] = {}

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        own = {"verbs": self.verbs, "act_url_name": self.get_url_name("act")}
        inherited: dict[str, Any] = super().get_inspect_view_kwargs(**own, **kwargs)
        return inherited

    @cached_property
    def act_view(self) -> Callable[..., HttpResponseBase]:
        return ActView.as_view(
            model=self.model,
            verbs=self.verbs,
            inspect_url_name=self.get_url_name("inspect"),
            permission_policy=self.permission_policy,
        )

    def get_urlpatterns(self) -> list[Any]:
        conv = self.pk_path_converter
        return [
            *super().get_urlpatterns(),
            path(f"inspect/<{conv}:pk>/", self.inspect_view, name="inspect"),
            path(f"inspect/<{conv}:pk>/<slug:verb>/", self.act_view, name="act"),
        ]
