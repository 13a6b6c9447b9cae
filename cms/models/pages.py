"""Page types by content."""

import logging
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PagePermissionTester, Revision

from cms.blocks import BodyBlock, RowsBlock
from cms.forms import CleanModelForm
from cms.models.base import BasePage, SourceFields
from cms.panels import CopyPanel
from cms.rights import PlacePermissions, ProgrammePermissions
from portal.authorities.models import Authority
from portal.calls.models import Programme
from portal.films.models import Film

logger = logging.getLogger(__name__)


class HomePage(BasePage):
    """The front of the house: tonight's film, what is open, the editors' rows."""

    template = "pages/home_page.html"
    max_count_per_parent = 1
    subpage_types: ClassVar = [
        "cms.ProgrammeIndexPage",
        "cms.FilmIndexPage",
        "cms.CollectionIndexPage",
        "cms.NewsIndexPage",
    ]
    parent_page_types: ClassVar = ["wagtailcore.Page"]

    tonight = models.ForeignKey(
        "cms.FilmPage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("tonight's film")
    )
    tonight_note = models.CharField(_("occasion"), max_length=200, blank=True)
    rows = StreamField(RowsBlock(), blank=True, verbose_name=_("rows"))

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        MultiFieldPanel([PageChooserPanel("tonight"), FieldPanel("tonight_note")], heading=_("Tonight's film")),
        FieldPanel("rows"),
    ]

    class Meta:
        verbose_name = _("home page")

    def own_context(self, request: HttpRequest) -> dict[str, Any]:
        from cms.present import contexts

        return contexts.home(self, request)


class IndexPage(BasePage):
    """A list of its children."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return PlacePermissions(user, self)


class ProgrammeIndexPage(IndexPage):
    """All programmes."""

    template = "pages/index_page.html"
    subpage_types: ClassVar = ["cms.ProgrammePage"]
    parent_page_types: ClassVar = ["cms.HomePage"]

    class Meta:
        verbose_name = _("list of programmes")

    def own_context(self, request: HttpRequest) -> dict[str, Any]:
        from cms.present import lists

        return lists.programmes_of(self, request)


class FilmIndexPage(IndexPage):
    """All showcase films."""

    template = "pages/film_index_page.html"
    subpage_types: ClassVar = ["cms.FilmPage"]
    parent_page_types: ClassVar = ["cms.HomePage"]

    class Meta:
        verbose_name = _("list of films")

    def own_context(self, request: HttpRequest) -> dict[str, Any]:
        from cms.present import lists

        return lists.films_of(self, request)


class CollectionIndexPage(IndexPage):
    """All collections."""

    template = "pages/index_page.html"
    subpage_types: ClassVar = ["cms.CollectionPage"]
    parent_page_types: ClassVar = ["cms.HomePage"]

    class Meta:
        verbose_name = _("list of collections")

    def own_context(self, request: HttpRequest) -> dict[str, Any]:
        from cms.present import lists

        return lists.collections_of(self, request)


class NewsIndexPage(IndexPage):
    """All news."""

    template = "pages/index_page.html"
    subpage_types: ClassVar = ["cms.NewsPage"]
    parent_page_types: ClassVar = ["cms.HomePage"]

    class Meta:
        verbose_name = _("list of news")

    def own_context(self, request: HttpRequest) -> dict[str, Any]:
        from cms.present import lists

        return lists.news_of(self, request)


class ProgrammePage(BasePage):
    """A programme's announcement and its memory: editions, calls, people, numbers, films."""

    template = "pages/programme_page.html"
    subpage_types: ClassVar[list[str]] = []
    joined: ClassVar = (*BasePage.joined, "programme__organiser")
    parent_page_types: ClassVar = ["cms.ProgrammeIndexPage"]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="pages", verbose_name=_("programme"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    contact = models.CharField(_("contact, as a role"), max_length=200, blank=True)

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("programme"),
        FieldPanel("body"),
        FieldPanel("contact"),
    ]

    class Meta:
        verbose_name = _("programme page")

    def own_context(self, request: HttpRequest) -> dict[str, Any]:
        from cms.present import contexts

        return contexts.programme(self, request)


class FilmPagePermissions(ProgrammePermissions):
    """Those of its programme, less what the film's record forbids."""

    def can_publish(self) -> bool:
        return bool(super().can_publish() and not self.page.film.reason_to_hold())


class FilmPage(BasePage):
    """A showcase film: the approved frozen copy of its record, and the editors' notes.

    `frozen` is written by `cms.actions` alone, never taken from a revision; see `portal.films.frozen` and `cms.frozen`
    for its format. What a creator changes later does not reach it.
    """

    is_creatable = False  # it begins with publishing a film

    template = "pages/film_page.html"
    subpage_types: ClassVar[list[str]] = []
    joined: ClassVar = (*BasePage.joined, "programme")
    parent_page_types: ClassVar = ["cms.FilmIndexPage"]

    film = models.ForeignKey(Film, models.PROTECT, related_name="pages", verbose_name=_("film"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="film_pages", verbose_name=_("programme")
    )
    frozen = models.JSONField(_("approved copy"), default=dict, blank=True, editable=False)
    notes = StreamField(BodyBlock(), blank=True, verbose_name=_("notes"))
    rights_line = models.CharField(_("rights line"), max_length=300, blank=True)
    is_stand_in = models.BooleanField(_("the picture is a generated stand-in"), default=False)

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("film", read_only=True), CopyPanel()], heading=_("Approved copy")),
        FieldPanel("programme"),
        FieldPanel("notes"),
        FieldPanel("rights_line"),
        FieldPanel("is_stand_in"),
    ]

    class Meta:
        verbose_name = _("film page")

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return FilmPagePermissions(user, self)

    def with_content_json(self, content: dict[str, Any]) -> "FilmPage":
        """An older revision brings its words back, but no older copy of the film; an alias follows its source."""
        page: FilmPage = super().with_content_json(content)
        source = FilmPage.objects.filter(pk=self.alias_of_id).first() if self.alias_of_id else None
        page.frozen = (source or self).frozen
        return page

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Wagtail's. At its time nobody is there whose rights are asked: what must not be seen by then stays hidden,
        until an editor sets a new time."""
        if user is None and (reason := self.film.reason_to_hold()):
            logger.warning("page %s was held back at its time: %s", self.pk, reason)
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])  # tells the page's history
            return
        super().publish(revision, user=user, **kwargs)

    publish.alters_data = True  # type: ignore[attr-defined]

    def own_context(self, request: HttpRequest) -> dict[str, Any]:
        from cms.present import contexts

        return contexts.film(self, request)


class CollectionPage(BasePage):
    """An essay and films in a running order."""

    template = "pages/collection_page.html"
    subpage_types: ClassVar[list[str]] = []
    joined: ClassVar = (*BasePage.joined, "programme")
    parent_page_types: ClassVar = ["cms.CollectionIndexPage"]

    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="collection_pages", verbose_name=_("programme")
    )
    curator = models.CharField(_("curator"), max_length=200, blank=True)
    curated_on = models.DateField(_("dated"), null=True, blank=True)
    essay = StreamField(BodyBlock(), blank=True, verbose_name=_("essay"))

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("programme"),
        MultiFieldPanel([FieldPanel("curator"), FieldPanel("curated_on")], heading=_("Curator")),
        FieldPanel("essay"),
        InlinePanel("films", label=_("Film"), heading=_("Running order")),
        InlinePanel("motifs", label=_("Motif"), heading=_("Motifs")),
    ]

    class Meta:
        verbose_name = pgettext_lazy("site", "collection")

    def own_context(self, request: HttpRequest) -> dict[str, Any]:
        from cms.present import contexts

        return contexts.collection(self, request)


class CollectionFilm(Orderable):
    """A film's place in a running order."""

    page = ParentalKey(CollectionPage, on_delete=models.CASCADE, related_name="films")
    film = models.ForeignKey(FilmPage, models.CASCADE, related_name="placements", verbose_name=_("film"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    base_form_class = CleanModelForm
    panels: ClassVar[list[Panel]] = [PageChooserPanel("film"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("film in a collection")


class CollectionMotif(Orderable):
    """Something the collection's films share."""

    page = ParentalKey(CollectionPage, on_delete=models.CASCADE, related_name="motifs")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", verbose_name=_("motif"))

    panels: ClassVar[list[Panel]] = [FieldPanel("authority")]

    class Meta(Orderable.Meta):
        verbose_name = _("motif of a collection")


class NewsPage(BasePage, SourceFields):
    """An announcement or an article, with its digest, its source and its AI label."""

    template = "pages/news_page.html"
    subpage_types: ClassVar[list[str]] = []
    joined: ClassVar = (*BasePage.joined, "programme")
    parent_page_types: ClassVar = ["cms.NewsIndexPage"]

    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="news_pages", verbose_name=_("programme")
    )
    key_points = models.TextField(_("key points"), blank=True, help_text=_("One a line."))
    limits = models.TextField(_("risks and limits"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("programme"),
        MultiFieldPanel([FieldPanel("key_points"), FieldPanel("limits")], heading=_("Digest")),
        FieldPanel("body"),
        *SourceFields.source_panels,
    ]

    class Meta:
        verbose_name = _("news article")

    def own_context(self, request: HttpRequest) -> dict[str, Any]:
        from cms.present import contexts

        return contexts.news(self, request)


PUBLIC_PAGES: tuple[type[BasePage], ...] = (
    HomePage, ProgrammeIndexPage, ProgrammePage, FilmIndexPage, FilmPage, CollectionIndexPage, CollectionPage,
    NewsIndexPage, NewsPage,
)  # fmt: skip
