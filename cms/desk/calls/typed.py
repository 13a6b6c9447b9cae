"""The column beside the form, drawn anew while one types: timeline, checks, rules in words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.desk.calls.editing import are_valid
from cms.desk.calls.preview import TriedCall
from cms.desk.calls.timeline import timeline_of, typed_gates
from portal.calls.models import CallVersion
from portal.errors import DomainError


class TypedCall(TriedCall):
    """The gates that are right so far are drawn at once; the rest follows when the whole form is right."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        bound = self.forms(request.POST)
        if are_valid(bound):
            try:
                return self.tried(bound, self._whole)
            except (DomainError, ValidationError):
                pass  # saving says why; the gates can be drawn all the same
        gates, unready = typed_gates(bound["rows"]["gates"])
        drawn = timeline_of(gates, self.gates_in_force())
        return render(request, "desk/calls/typed.html", {"call": self.call, "timeline": drawn, "unready": unready})

    def _whole(self, version: CallVersion) -> HttpResponse:
        context = {"call": self.call, "is_draft": False, "is_whole": True, **self.judged(version)}
        return render(self.request, "desk/calls/typed.html", context)
