"""What the desk's own pages have in common: a title, where they stand, and how they answer a refusal."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from portal.accounts.models import User
from portal.errors import DomainError

Crumb = tuple[str, Any]  # name of a route without arguments or an address, and its words


class DeskPage(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page of the desk that no generic view fits. `permission_required` is asked of the policy of `model`."""

    permission_required = "view"
    model: Any = None
    crumbs: ClassVar[tuple[Crumb, ...]] = ()
    http_method_names = ["get", "head", "post"]

    @property
    def user(self) -> User:
        return self.request.user  # type: ignore[return-value]

    def get_crumbs(self) -> list[Crumb]:
        """The pages above this one."""
        return list(self.crumbs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [{"url": _address(where), "label": words} for where, words in self.get_crumbs()]
        items: list[dict[str, Any]] = [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]
        return items

    def show(self, *, status: int = 200, **context: Any) -> HttpResponse:
        """This page, with these values beside its own."""
        return self.render_to_response(self.get_context_data(**context), status=status)


def _address(where: str) -> str:
    return where if where.startswith("/") else reverse(where)


def say_refusal(request: HttpRequest, refusal: DomainError | ValidationError) -> int:
    """Show why nothing was done; the status that fits."""
    if isinstance(refusal, ValidationError):
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return 422
    messages.error(request, str(refusal))
    return refusal.status
