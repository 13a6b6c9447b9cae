"""Who may enter a call by invitation."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.desk.calls.editing import OneCall
from cms.desk.pages import Crumb, say_refusal
from portal.calls.inviting import MOST_GUESTS, set_guests
from portal.calls.models import CallKind
from portal.clock import now
from portal.errors import DomainError
from portal.fields import CleanCharField, EmailAddressField


class AddressesField(CleanCharField):
    """One address on each line, cleaned to a list in lower case, each once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_graphemes=255 * MOST_GUESTS, multiline=True, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        one, found = EmailAddressField(), []
        for number, line in enumerate(super().clean(value).splitlines(), 1):
            try:
                found += [one.clean(line)] if line.strip() else []
            except ValidationError as refusal:
                words = _("Line %(number)d: %(why)s") % {"number": number, "why": " ".join(refusal.messages)}
                raise ValidationError(words, code="email") from None
        return list(dict.fromkeys(found))


class GuestsForm(forms.Form):
    emails = AddressesField(
        label=gettext_lazy("E-mail addresses"),
        required=False,
        help_text=gettext_lazy("One on each line. Whoever is new gets a letter; whoever is taken off cannot begin."),
    )


class GuestsView(OneCall):
    """The list as it is to be; a call that is open to everybody has none."""

    template_name = "desk/calls/guests.html"

    def get_page_title(self) -> str:
        return _("Who is invited")

    def get_crumbs(self) -> list[Crumb]:
        return [*super().get_crumbs(), (f"/admin/calls/{self.call.pk}/", super().get_page_title())]

    def form(self, data: Any = None) -> GuestsForm:
        if self.call.kind != CallKind.SEGMENT:
            raise Http404
        return GuestsForm(data, initial={"emails": list(self.call.guests.values_list("email", flat=True))})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(call=self.call, form=self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(status=422, call=self.call, form=form)
        try:
            added, gone = set_guests(self.call, form.cleaned_data["emails"], by=self.user, at=now())
        except (DomainError, ValidationError) as refusal:
            return self.show(status=say_refusal(request, refusal), call=self.call, form=form)
        said = ngettext("%(n)d letter is on its way.", "%(n)d letters are on their way.", len(added))
        messages.success(request, said % {"n": len(added)})
        if gone:
            said = ngettext("%(n)d address was taken off.", "%(n)d addresses were taken off.", len(gone))
            messages.success(request, said % {"n": len(gone)})
        return redirect("desk-calls:guests", self.call.pk)
