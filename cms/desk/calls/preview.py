"""What others would see of the draft: as saved, or as it stands on the editor's screen just now."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from cms.desk.calls.editing import EditCall, are_valid, wording_of
from cms.views.calls import call_context
from portal.calls.drafting import save_draft
from portal.calls.models import Call, CallVersion
from portal.clock import now
from portal.errors import DomainError


class TriedCall(EditCall):
    """Shows what follows from the whole form as it is sent, and keeps nothing of it."""

    def tried(self, bound: dict[str, Any], show: Callable[[CallVersion], HttpResponse]) -> HttpResponse:
        """What `show` makes of the draft these forms would be. Raises DomainError or ValidationError."""
        with transaction.atomic():
            token = self.request.POST.get("token", "")
            answer = show(save_draft(self.call, wording_of(bound), by=self.user, token=token, at=now()))
            transaction.set_rollback(True)
        return answer


@method_decorator(xframe_options_sameorigin, name="dispatch")
class PreviewCall(TriedCall):
    """The public page of the draft. Sent the whole form, it shows that."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.version is None:
            return self._wait(_("There is nothing to see yet: write a title."))
        return self._spoken(self.version)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        bound = self.forms(request.POST)
        if not are_valid(bound):
            return self._wait(_("The preview waits: something in the form is not right yet."), status=422)
        try:
            return self.tried(bound, self._spoken)
        except (DomainError, ValidationError) as refusal:
            words = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
            return self._wait(" ".join(words), status=getattr(refusal, "status", 422))

    def page(self, version: CallVersion) -> HttpResponse:
        """What is shown of a version, in the active language."""
        found = Call.objects.for_page().get(pk=self.call.pk)
        found.current = version
        return render(self.request, "site/call.html", call_context(found, now()) | {"apply_url": ""})

    def _spoken(self, version: CallVersion) -> HttpResponse:
        asked = self.request.GET.get("language", "")
        with translation.override(asked if asked in dict(settings.LANGUAGES) else self.user.language):
            return self.page(version)

    def _wait(self, sentence: str, *, status: int = 200) -> HttpResponse:
        return render(self.request, "desk/calls/preview_waits.html", {"sentence": sentence}, status=status)
