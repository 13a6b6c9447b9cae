"""What readers would see of the draft: as saved, or as it stands on the editor's screen just now."""

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


@method_decorator(xframe_options_sameorigin, name="dispatch")
class PreviewCall(EditCall):
    """The public page of the draft. Sent the whole form, it shows that and keeps nothing of it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.version is None:
            return self._wait(_("There is nothing to see yet: write a title."))
        return self._page(self.version)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        bound = self.forms(request.POST)
        if not are_valid(bound):
            return self._wait(_("The preview waits: something in the form is not right yet."), status=422)
        try:
            with transaction.atomic():
                token = request.POST.get("token", "")
                page = self._page(save_draft(self.call, wording_of(bound), by=self.user, token=token, at=now()))
                transaction.set_rollback(True)
        except (DomainError, ValidationError) as refusal:
            words = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
            return self._wait(" ".join(words), status=getattr(refusal, "status", 422))
        return page

    def _page(self, version: CallVersion) -> HttpResponse:
        found = Call.objects.for_page().get(pk=self.call.pk)
        found.current = version
        asked = self.request.GET.get("language", "")
        spoken = asked if asked in dict(settings.LANGUAGES) else self.user.language
        with translation.override(spoken):
            return render(self.request, "site/call.html", call_context(found, now()) | {"apply_url": ""})

    def _wait(self, sentence: str, *, status: int = 200) -> HttpResponse:
        return render(self.request, "desk/calls/preview_waits.html", {"sentence": sentence}, status=status)
