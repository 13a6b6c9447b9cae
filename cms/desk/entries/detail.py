"""One entry: what was handed in, what is different now, what the rules say, and what can be done with it."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.actions import prepare_film, publish_film
from cms.desk.comparing import LABELS, Difference, differences, words_of
from cms.desk.entries.windows import WindowForm
from cms.desk.pages import Crumb, DeskPage, say_refusal
from cms.desk.publishing import say_published
from cms.models import FilmPage
from portal.calls.rules.materials import MATERIALS, material_name
from portal.clock import now
from portal.entries.asked import answers_in_words, frozen_in_words
from portal.entries.eligibility import DESK_MOVES, move_on_desk
from portal.entries.facts import verdicts_of
from portal.entries.freezing import freeze
from portal.entries.gatekeeping import open_window
from portal.entries.institutions import credit_institution, frozen_words
from portal.entries.models import ANSWER, MATERIAL, Entry, Submission
from portal.entries.modes import mode_words, modes_of, why_mode_stays
from portal.entries.present import zone_of
from portal.entries.stages import stages_of
from portal.errors import DomainError, InvalidMove
from portal.fields import CleanCharField
from portal.films.models import Film
from portal.front.words import text_for
from portal.jury.actions import DECIDABLE, withdraw_decision
from portal.jury.affiliations import is_from_host, recused_from
from portal.jury.models import Decision
from portal.timecode import duration_words
from portal.workflow import Move

VERDICTS = {
    "pass": gettext_lazy("kept"),
    "warn": gettext_lazy("look"),
    "fail": gettext_lazy("broken"),
    "unknown": gettext_lazy("not known yet"),
}
PUBLISHABLE = frozenset({"selected", "finalist", "winner", "cohort"})


class ReasonForm(forms.Form):
    """Why an entry is moved."""

    reason = CleanCharField(
        label=gettext_lazy("Reason"),
        max_graphemes=2000,
        max_length=20_000,
        multiline=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The entrant reads it; not needed to mark an entry as eligible."),
    )


class OneEntry(DeskPage):
    """A page of one entry of the person's programmes; somebody else's is 404."""

    model = Entry

    def get_queryset(self) -> QuerySet[Entry]:
        return Entry.objects.on_desk_of(self.user).select_related(
            "call__current",
            "call__edition__programme",
            "call_version",
            "owner",
            "film__owner",
            "film__original",
            "talent",
        )

    @cached_property
    def entry(self) -> Entry:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_crumbs(self) -> list[Crumb]:
        return [("desk-entries:index", gettext_lazy("Entries"))]

    def get_page_title(self) -> str:
        return self.name()

    def name(self) -> str:
        """What the desk calls it."""
        return str(self.entry)

    def address(self) -> str:
        """Of the page that shows the entry."""
        return reverse("desk-entries:inspect", args=[self.entry.pk])

    def back(self) -> HttpResponse:
        return redirect(self.address())


class EntryView(OneEntry):
    """Everything about one entry."""

    template_name = "desk/entries/entry.html"
    header_icon = "doc-full"
    http_method_names = ["get", "head"]

    def get_queryset(self) -> QuerySet[Entry]:
        decisions = Decision.objects.select_related("release", "award", "by")
        return (
            super()
            .get_queryset()
            .prefetch_related(
                "members__user",
                "invitations",
                "history__by",
                "acceptances__by",
                Prefetch("decisions", decisions),
                Prefetch("submissions", Submission.objects.select_related("call", "by")),
                "submissions__files__original",
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry = self.entry
        copies = list(entry.submissions.all())
        decision = next((row for row in entry.decisions.all() if row.withdrawn_at is None), None)
        page, at = film_page_of(entry), now()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "entry": entry,
            "profile": entry.talent if entry.film is None else None,
            "copies": copies,
            "newest": next(iter(copies), None),
            "is_from_host": bool(copies) and is_from_host(entry.call, copies[0].frozen),
            "recused": recused_from(entry),
            "institution": frozen_words(copies[0].frozen.get("institution")) if copies else "",
            "changes": changes_since(entry, copies[0] if copies else None),
            "answers": answers_in_words(entry),
            "verdicts": verdicts(entry),
            "player": player_of(entry),
            "file_facts": file_facts(entry),
            "files": files_handed_in(next(iter(copies), None)),
            "frozen_facts": frozen_facts(next(iter(copies), None)),
            "decision": decision,
            "is_decidable": entry.status in DECIDABLE,
            "moves": entry.moves_for(self.user, DESK_MOVES),
            "reason_form": kwargs.get("reason_form") or ReasonForm(),
            "stages": stages_of(entry, at),
            "window": open_window(entry, at),
            "window_form": (kwargs.get("window_form") or WindowForm(zone=zone_of(entry)))
            if entry.is_editable()
            else None,
            "mode": mode_words(entry, entry.mode) if modes_of(entry) else None,
            "may_change_mode": not why_mode_stays(entry, at),
            "page": page,
            "may_publish": bool(entry.film and decision and decision.outcome in PUBLISHABLE and copies),
        }


def changes_since(entry: Entry, copy: Submission | None) -> list[Difference]:
    """What is different now from what was handed in."""
    if copy is None:
        return []
    now_is = {key: value for key, value in freeze(entry).items() if key in copy.frozen}
    return differences(*(_in_words(side) for side in (copy.frozen, now_is)))


def _in_words(frozen: dict[str, Any]) -> dict[str, Any]:
    """A frozen copy with those parts in words that are no plain values."""
    words = {"answers": dict(frozen_in_words(frozen)), "institution": frozen_words(frozen.get("institution"))}
    return frozen | words


def frozen_facts(copy: Submission | None) -> list[tuple[Any, str]]:
    """What was handed in, each part in words."""
    if copy is None:
        return []
    film = copy.frozen.get("film") or {}
    parts = {**film, **{key: value for key, value in _in_words(copy.frozen).items() if key not in ("film", "answers")}}
    known = ((LABELS[key], words_of(value)) for key, value in parts.items() if key in LABELS)
    answers = ((f"{LABELS['answers']} › {question}", words) for question, words in frozen_in_words(copy.frozen))
    return [(label, words) for label, words in (*known, *answers) if words]


def verdicts(entry: Entry) -> list[dict[str, Any]]:
    """What each rule of the answered version says of the entry as it is now."""
    return [
        {"status": row.status, "word": VERDICTS[row.status], "sentence": row.sentence, "found": row.found}
        for row in verdicts_of(entry)
    ]


def player_of(entry: Entry) -> dict[str, Any] | None:
    """The preview, for those who may look at the entry; None while there is none."""
    original = entry.film.original if entry.film else None
    preview = original.rendition("preview") if original else None
    if original is None or preview is None:
        return None
    poster = original.rendition("poster")
    return {"url": preview.url, "poster": poster.url if poster else "", "tracks": original.current_captions()}


def files_handed_in(copy: Submission | None) -> list[dict[str, Any]]:
    """What lay beside the film when it was handed in, with where to download it."""
    if copy is None:
        return []
    questions = {row["key"]: row["question"] for row in copy.frozen.get("answers", [])}
    return [
        {"label": slot_words(file.slot, questions), "original": file.original, "url": file.original.get_absolute_url()}
        for file in copy.files.all()
    ]


def slot_words(slot: str, questions: dict[str, dict[str, str]]) -> str:
    """What the file is for: the material, or the question it answers."""
    if slot.startswith(MATERIAL):
        name = slot.removeprefix(MATERIAL)
        return material_name(name) if name in MATERIALS else name
    key = slot.removeprefix(ANSWER)
    return text_for(questions.get(key) or {})[0] or key


def file_facts(entry: Entry) -> list[tuple[Any, Any]]:
    """What was measured from the file."""
    original = entry.film.original if entry.film else None
    if original is None:
        return []
    runtime = original.runtime_ms
    facts = [
        (_("Runtime"), duration_words(runtime) if runtime is not None else ""),
        (_("Picture"), original.picture),
        (_("Sound"), original.sound),
        (_("Size"), filesizeformat(original.bytes)),
        ("sha256", original.sha256),
    ]
    return [(label, value) for label, value in facts if value]


def film_page_of(entry: Entry) -> FilmPage | None:
    """The first page that shows the entry's film."""
    if entry.film_id is None:
        return None
    page: FilmPage | None = FilmPage.objects.filter(film=entry.film_id, alias_of=None).first()
    return page


class MoveView(EntryView):
    """One move of the table, by its button; where it is refused, the page keeps the reason that was typed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, move: str) -> HttpResponse:
        chosen: Move[Entry] | None = next((row for row in DESK_MOVES if row.name == move), None)
        if chosen is None:
            raise Http404
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, reason_form=form)
        try:
            move_on_desk(self.entry, chosen, by=self.user, at=now(), reason=form.cleaned_data["reason"])
        except DomainError as refusal:
            return self.show(status=say_refusal(request, refusal), reason_form=form)
        messages.success(request, _("Done: %(what)s") % {"what": chosen.label})
        return self.back()


class WithdrawDecisionView(OneEntry):
    """Take the decision back that nobody outside knows yet; the entry is undecided again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        decision = self.entry.decisions.standing().filter(pk=_number(request.POST.get("decision", ""))).first()
        try:
            if decision is None:
                raise InvalidMove(_("This decision has been released or withdrawn already."))
            withdraw_decision(decision, by=self.user, at=now())
        except DomainError as refusal:
            say_refusal(request, refusal)
        else:
            messages.success(request, _("The decision is withdrawn; the entry is undecided again."))
        return self.back()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0


class PublishView(OneEntry):
    """Make a film page from what was handed in, and go to its editor."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = self.entry
        copy = entry.submissions.first()
        decided = entry.decisions.standing().filter(outcome__in=PUBLISHABLE).exists()
        if entry.film is None or copy is None or not decided:
            messages.error(request, _("Only a film that has been chosen can be published."))
            return self.back()
        is_later = "later" in request.POST
        try:
            page = self._publish(entry, entry.film, copy, prepare_film if is_later else publish_film)
        except DomainError as refusal:
            say_refusal(request, refusal)
            return self.back()
        say_published(request, page)
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def _publish(self, entry: Entry, film: Film, copy: Submission, act: Callable[..., FilmPage]) -> FilmPage:
        """What was handed in, with the institution that entered it first among the credits."""
        if reason := film.reason_to_hold():
            raise InvalidMove(reason)
        frozen = dict(copy.frozen.get("film") or {})
        credit = credit_institution(entry, copy.frozen.get("institution"), by=self.user, at=now())
        if credit:
            frozen["credits"] = [credit, *(row for row in frozen["credits"] if row["chain"] != credit["chain"])]
        return act(film, by=self.user, at=now(), frozen=frozen, original=copy.original, programme=entry.call.programme)
