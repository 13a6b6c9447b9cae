"""Opening and closing the time within which one entry may be corrected, or a draft handed in, after its gates."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cms.desk.entries.detail import EntryView, OneEntry
from cms.desk.entries.drafts import DraftView
from cms.desk.entries.windows import WindowForm
from cms.desk.pages import say_refusal
from portal.clock import now
from portal.entries.correcting import close_correction_window, open_correction_window
from portal.entries.present import zone_of
from portal.errors import DomainError


class OpeningWindow(OneEntry):
    """Open it; where it is refused, the page keeps what was typed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        zone = zone_of(self.entry)
        form = WindowForm(request.POST, zone=zone)
        if not form.is_valid():
            return self.show(status=422, window_form=form)
        reason = form.cleaned_data["window_reason"]
        try:
            open_correction_window(self.entry, until=form.until(), reason=reason, zone=zone, by=self.user, at=now())
        except (DomainError, ValidationError) as refusal:
            return self.show(status=say_refusal(request, refusal), window_form=form)
        messages.success(request, _("The entry may be corrected until then; its team has been written to."))
        return self.back()


class ClosingWindow(OneEntry):
    """End it before its time."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            close_correction_window(self.entry, by=self.user, at=now())
        except DomainError as refusal:
            return self.show(status=say_refusal(request, refusal))
        messages.success(request, _("The correction window is closed."))
        return self.back()


class OpenWindowView(OpeningWindow, EntryView):
    """Of what was handed in."""


class CloseWindowView(ClosingWindow, EntryView):
    """Of what was handed in."""


class OpenDraftWindowView(OpeningWindow, DraftView):
    """Of a draft that missed its gate."""


class CloseDraftWindowView(ClosingWindow, DraftView):
    """Of a draft that missed its gate."""
