"""An edition's cohort on the desk: who agreed to be named, who declined, who has said nothing, and asking once more."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogActionRegistry, LogFormatter, log

from cms.desk.calls.own import editions_of
from cms.desk.pages import Crumb, DeskPage, say_refusal
from cms.present.cohorts import cohort_url, public_cohorts
from portal.calls.models import Edition
from portal.clock import now
from portal.cohorts.actions import Asked, ask_again
from portal.cohorts.models import Answer
from portal.cohorts.standing import MemberRow, member_rows
from portal.errors import DomainError
from portal.text import in_a_row

ASKED = "desk.cohort_asked"
MOST_NAMED = 12
MOST_TICKED = 1000  # of a list that somebody sends


class AskedFormatter(LogFormatter):
    """Who was written to."""

    label = gettext_lazy("Ask the cohort once more")

    def format_message(self, log_entry: Any) -> str:
        names = [str(name) for name in log_entry.data.get("people", ())]
        more = [f"… +{len(names) - MOST_NAMED}"] if len(names) > MOST_NAMED else []
        shown = in_a_row([*names[:MOST_NAMED], *more])
        return _("Asked once more whether they want to be named: %(people)s") % {"people": shown}


def register(actions: LogActionRegistry) -> None:
    actions.register_action(ASKED)(AskedFormatter)


class CohortView(DeskPage):
    """One cohort of the person's programmes; somebody else's is 404."""

    model = Edition
    permission_required = "change"
    template_name = "desk/cohort.html"
    header_icon = "group"

    @cached_property
    def edition(self) -> Edition:
        return get_object_or_404(editions_of(self.user), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Cohort: %(edition)s") % {"edition": self.edition}

    def get_crumbs(self) -> list[Crumb]:
        where = f"/admin/editions/edit/{self.edition.pk}/"
        return [("desk-editions:index", gettext_lazy("Editions")), (where, str(self.edition))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = member_rows(self.edition)
        is_public = public_cohorts().filter(pk=self.edition.pk).exists()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "edition": self.edition,
            "rows": rows,
            "ticked": kwargs.get("ticked", frozenset()),
            "counts": counts(rows),
            "waiting": [row for row in rows if not row.answer],
            "public_url": cohort_url(self.edition) if is_public else "",
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        ticked = numbers(request.POST.getlist("person")[:MOST_TICKED])
        if "everybody" in request.POST:
            ticked = {row.talent.pk for row in member_rows(self.edition) if not row.answer}
        try:
            asked = self.ask(ticked)
        except DomainError as refusal:
            return self.show(status=say_refusal(request, refusal), ticked=ticked)
        for level, sentence in sentences(asked):
            messages.add_message(request, level, sentence)
        return redirect("desk-editions:cohort", self.edition.pk)

    @transaction.atomic
    def ask(self, ticked: set[int]) -> Asked:
        """Write the letters, and a line in the edition's history that says to whom."""
        asked = ask_again(self.edition, ticked, by=self.user, at=now())
        if asked.people:
            names = [str(person) for person in asked.people]
            log(instance=self.edition, action=ASKED, user=self.user, data={"people": names})
        return asked


def numbers(texts: list[str]) -> set[int]:
    """Primary keys among what was sent."""
    return {int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19}


def counts(rows: list[MemberRow]) -> list[tuple[str, int]]:
    """How many say what."""
    said = [row.answer for row in rows]
    return [(_("yes"), said.count(Answer.YES)), (_("no"), said.count(Answer.NO)), (_("no answer yet"), said.count(""))]


def sentences(asked: Asked) -> list[tuple[int, str]]:
    """What became of asking, one sentence for each outcome that happened."""
    written = len(asked.people)
    done = ngettext("%(n)d letter is on its way.", "%(n)d letters are on their way.", written)
    soon = ngettext(
        "%(n)d person was asked within the last day.", "%(n)d people were asked within the last day.", asked.too_soon
    )
    said = ngettext("%(n)d person has answered already.", "%(n)d people have answered already.", asked.answered)
    lost = ngettext(
        "%(n)d person has no account to write to.", "%(n)d people have no account to write to.", asked.unreachable
    )
    rows = [
        (messages.SUCCESS, done, written),
        (messages.WARNING, soon, asked.too_soon),
        (messages.WARNING, said, asked.answered),
        (messages.WARNING, lost, asked.unreachable),
    ]
    return [(level, words % {"n": n}) for level, words, n in rows if n]
