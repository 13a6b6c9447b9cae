"""One film's facts: who made it, where AI was used, what it is about, and whether it may be shown."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.actions import prepare_film, publish_film
from cms.desk.facts.film_forms import CreditForm, CultureForm, DeclarationForm, clearance_forms, stage_forms
from cms.desk.facts.history import keep
from cms.desk.facts.rows import fact_rows, media_of, with_one_more
from cms.desk.pages import Crumb, DeskPage, say_refusal
from cms.desk.policies import CuratorPolicy
from cms.desk.publishing import say_published
from cms.models import FilmPage
from portal.accounts.models import Role
from portal.clock import now
from portal.entries.models import Entry
from portal.errors import DomainError
from portal.films.correcting import KEEPERS, Facts, correct_film
from portal.films.models import Film, TakedownState

PARTS = {"credits": CreditForm, "culture": CultureForm}


class OneFilm(DeskPage):
    """A page of one film: for those who keep all records, and for editors of a programme it was handed in to."""

    model = Film
    permission_required = "view"
    header_icon = "media"

    @cached_property
    def permission_policy(self) -> Any:
        return CuratorPolicy(Film)

    @cached_property
    def film(self) -> Film:
        films = Film.objects.select_related("original", "owner").prefetch_related("titles")
        if not self.user.has_role(*KEEPERS):
            films = films.filter(pk__in=Entry.objects.on_desk_of(self.user).values("film"))
        return get_object_or_404(films, pk=self.kwargs["pk"])

    @cached_property
    def entry(self) -> Entry | None:
        """The newest handed-in entry of this film that the person may see."""
        rows = Entry.objects.on_desk_of(self.user).filter(film=self.film)
        return rows.select_related("call__current", "call__edition__programme").order_by("-submitted_at").first()

    @property
    def programme(self) -> str:
        """On whose behalf the person works here."""
        return self.entry.call.programme.slug if self.entry else ""

    @cached_property
    def keeps_records(self) -> bool:
        return self.user.has_role(*KEEPERS)

    def get_page_title(self) -> str:
        return str(self.film)

    def get_crumbs(self) -> list[Crumb]:
        if self.keeps_records:
            return [("desk-films:index", gettext_lazy("Films"))]
        return [("desk-entries:index", gettext_lazy("Entries"))]


class FilmFacts(OneFilm):
    """The rows, saved together, with a line in the film's history. Pages and frozen copies stay as they are."""

    template_name = "desk/facts/film.html"

    def forms(self, data: QueryDict | None = None, *, add: str = "") -> dict[str, Any]:
        film = self.film
        credits = film.credits.select_related("talent", "organisation").prefetch_related(
            "talent__names", "organisation__names"
        )
        culture = film.culture.select_related("authority").prefetch_related("authority__names")
        return {
            "credits": fact_rows(CreditForm, credits, "credits", data, int(add == "credits")),
            "culture": fact_rows(CultureForm, culture, "culture", data, int(add == "culture")),
            "declaration": DeclarationForm(data, initial={"ai_declaration": film.ai_declaration}),
            "stages": stage_forms(film, data),
            "clearances": clearance_forms(film, data),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        film = self.film
        pages = list(FilmPage.objects.filter(film=film, alias_of=None).select_related("locale"))
        is_down = film.takedowns.filter(state=TakedownState.ACCEPTED).exists()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= {
            "film": film,
            "entry": self.entry,
            "keeps_records": self.keeps_records,
            "version": kwargs.get("version", film.version),
            "pages": pages,
            "is_down": is_down,
            "may_publish": not pages and not is_down and self.may_publish(),
        }
        context["media"] = media_of(context["credits"], context["culture"])
        return context

    def may_publish(self) -> bool:
        """A film that was entered is shown from what was handed in; only one that never was, from its record."""
        return self.user.has_role(Role.EDITOR, Role.ADMINISTRATOR) and not Entry.objects.filter(film=self.film).exists()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(**self.forms())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        version = request.POST.get("version", "")
        if part := request.POST.get("add", ""):
            return self.show(**self.forms(with_one_more(request.POST, part, PARTS)), version=version)
        bound = self.forms(request.POST)
        if not _are_valid(bound):
            messages.error(request, _("Nothing was saved: look at what is marked below."))
            return self.show(status=422, version=version, **bound)
        try:
            count = self.save(bound, version)
        except DomainError as refusal:
            return self.show(status=say_refusal(request, refusal), version=version, **bound)
        messages.success(
            request,
            _("Saved. Pages keep the copy they show.") if count else _("Nothing was different, nothing was saved."),
        )
        return redirect("desk-films:facts", self.film.pk)

    @transaction.atomic
    def save(self, bound: dict[str, Any], version: str) -> int:
        """How many things are different now."""
        facts = Facts(
            credits=bound["credits"].rows(),
            culture=bound["culture"].rows(),
            ai_declaration=bound["declaration"].cleaned_data["ai_declaration"],
            ai_uses=[
                {"stage": form.stage, **form.cleaned_data} for form in bound["stages"] if form.cleaned_data["share"]
            ],
            clearances=[
                {"kind": form.kind, **form.cleaned_data} for form in bound["clearances"] if form.cleaned_data["state"]
            ],
        )
        number = int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else 0
        before, after = correct_film(self.film, facts, by=self.user, at=now(), version=number, programme=self.programme)
        return keep(self.film, before, after, by=self.user)


def _are_valid(bound: dict[str, Any]) -> bool:
    forms = [bound["credits"], bound["culture"], bound["declaration"], *bound["stages"], *bound["clearances"]]
    checked = [form.is_valid() for form in forms]  # all of them, so that every mistake is shown
    return all(checked)


class PublishRecord(FilmFacts):
    """Make a page of a film that was never entered, from its record as it is now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_publish():
            messages.error(request, _("A film that was entered is published from its entry."))
            return redirect("desk-films:facts", self.film.pk)
        try:
            act = prepare_film if "later" in request.POST else publish_film
            page = act(self.film, by=self.user, at=now())
        except DomainError as refusal:
            say_refusal(request, refusal)
            return redirect("desk-films:facts", self.film.pk)
        say_published(request, page)
        return redirect("wagtailadmin_pages:edit", page.pk)
