"""The approved copy of a film page: compare it with the creator's record, renew it."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.actions import publish_film, renew_film
from cms.desk.comparing import differences
from cms.desk.pages import Crumb, DeskPage, say_refusal
from cms.models import FilmPage
from portal.accounts.models import Role
from portal.clock import now
from portal.entries.models import Entry
from portal.errors import DomainError, StaleVersion
from portal.films.frozen import freeze
from portal.films.models import TakedownState


def say_published(request: HttpRequest, page: FilmPage) -> None:
    """What has become of a film's page, and what is to be done where nobody sees it yet."""
    if page.live:
        words = _("“%(title)s” is on the site now.")
    else:
        words = _(
            "“%(title)s” is prepared, and nobody sees it yet. Set its time with “Set schedule”, on the clock of your "
            "account, and then choose “Schedule to publish”."
        )
    messages.success(request, words % {"title": page.title})


class CopyView(DeskPage):
    """What the page shows against what the record says. Renewing is an editor's act, never the creator's."""

    # The policy of pages is Wagtail's; who may come here is the programme's editors, as for the entry itself.
    model = Entry
    template_name = "desk/publishing/copy.html"
    header_icon = "doc-full-inverse"

    def get_page_title(self) -> str:
        return _("Approved copy of “%(title)s”") % {"title": self.page.title}

    def get_crumbs(self) -> list[Crumb]:
        return [("desk-entries:index", gettext_lazy("Entries"))]

    @cached_property
    def page(self) -> FilmPage:
        page: FilmPage = get_object_or_404(
            FilmPage.objects.filter(alias_of=None).select_related("film", "programme"), pk=self.kwargs["pk"]
        )
        slug = page.programme.slug if page.programme else ""
        if not self.user.has_role(Role.EDITOR, Role.ADMINISTRATOR, programme=slug):
            raise Http404
        return page

    @cached_property
    def record(self) -> dict[str, Any]:
        return freeze(self.page.film)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "page": self.page,
            "rows": differences(self.page.frozen, self.record),
            "version": self.record["version"],
            "is_down": self.page.film.takedowns.filter(state=TakedownState.ACCEPTED).exists(),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = self.page
        given: dict[str, Any] = {"by": self.user, "at": now(), "frozen": self.record, "programme": page.programme}
        try:
            if request.POST.get("version") != str(self.record["version"]):
                raise StaleVersion(_("The record has changed since you looked. Please compare again."))
            if "publish" in request.POST:
                publish_film(page.film, page=page, **given)
            else:
                renew_film(page.film, **given)
        except DomainError as refusal:
            return self.show(status=say_refusal(request, refusal))
        shown, hidden = (
            _("The page shows the record as it is now."),
            _("The hidden page holds the record as it is now."),
        )
        page.refresh_from_db()
        messages.success(request, shown if page.live else hidden)
        return redirect("wagtailadmin_pages:edit", page.pk)
