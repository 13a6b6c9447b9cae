"""A screen of facts that are saved together, and never over somebody else's change."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cms.desk.facts.history import keep
from cms.desk.facts.rows import media_of, with_one_more
from cms.desk.pages import DeskPage, say_refusal
from portal.errors import DomainError
from portal.seen import fingerprint

Account = Mapping[str, Any]
Parts = Mapping[str, type[forms.Form]]


class FactsPage(DeskPage):
    """Its templates extend `desk/facts/base.html`; `route` leads back here."""

    permission_required = "change"
    route: ClassVar[str]

    @property
    def thing(self) -> Any:
        """What the facts are of."""
        raise NotImplementedError

    def parts(self) -> Parts:
        """The rows of which one more can be asked for."""
        raise NotImplementedError

    def forms(self, data: QueryDict | None = None) -> dict[str, Any]:
        """Everything that is sent together, by its name in the template."""
        raise NotImplementedError

    def said(self) -> Account:
        """What is stored now."""
        raise NotImplementedError

    def write(self, bound: dict[str, Any], seen: str) -> tuple[Account, Account]:
        """Store it; what was said and what is. Raises DomainError or ValidationError."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(self.forms(), fingerprint(self.said()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen = request.POST.get("seen", "")
        if part := request.POST.get("add", ""):
            return self._show(self.forms(with_one_more(request.POST, part, self.parts())), seen)
        bound = self.forms(request.POST)
        if not all([one.is_valid() for one in bound.values()]):  # noqa: C419  # all, so that every mistake is shown
            messages.error(request, _("Nothing was saved: look at what is marked below."))
            return self._show(bound, seen, status=422)
        try:
            count = self._save(bound, seen)
        except (DomainError, ValidationError) as refusal:
            return self._show(bound, seen, status=say_refusal(request, refusal))
        messages.success(request, _("Saved.") if count else _("Nothing was different, nothing was saved."))
        return redirect(self.route, self.thing.pk)

    def _show(self, bound: dict[str, Any], seen: str, *, status: int = 200) -> HttpResponse:
        return self.show(status=status, seen=seen, media=media_of(*bound.values()), **bound)

    @transaction.atomic
    def _save(self, bound: dict[str, Any], seen: str) -> int:
        """How many things are different now."""
        before, after = self.write(bound, seen)
        return keep(self.thing, before, after, by=self.user)
