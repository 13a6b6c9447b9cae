"""What every page of the site has in common."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import Page, PagePermissionTester, PageViewRestriction

from cms.forms import CleanCopyForm, CleanPageForm
from cms.rights import ProgrammePermissions
from cms.roots import memo
from cms.widgets import ImageChooser


class BasePage(Page):
    """A page with a sentence for lists and a picture for sharing.

    An alias made by the tree's synchronisation shows its source's content: it keeps the source's language, says so,
    and stays out of hreflang and the sitemap.
    """

    summary = models.TextField(_("in one sentence"), blank=True)
    hero = models.ForeignKey(
        "cms.FirstcutImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )

    joined: ClassVar[tuple[str, ...]] = ("hero", "locale", "alias_of__locale")  # what every page reads of its row
    private_page_options: ClassVar[list[str]] = []  # a page is public or not published: lists and feeds ask no password
    base_form_class = CleanPageForm
    copy_form_class = CleanCopyForm
    allowed_http_methods: ClassVar = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]  # there is nothing to send

    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("hero", widget=ImageChooser),
    ]

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return ProgrammePermissions(user, self)

    @property
    def content_language(self) -> str:
        """The language the page's own text is in: an alias speaks its source's."""
        return str(self.alias_of.locale.language_code if self.alias_of else self.locale.language_code)

    @property
    def is_translated(self) -> bool:
        return self.alias_of_id is None

    def update_aliases(self, **kwargs: Any) -> None:
        """Wagtail's, and never before the page's own time: it runs when a page is scheduled, too, and would show the
        page at once in every language that follows it. An alias of an alias follows what called.

        An alias that was there before its source was ever published has been public since then as well.
        """
        if not (self.live or self.alias_of_id):
            return
        super().update_aliases(**kwargs)
        # Without a signal: each of them was saved, and so announced, just now.
        self.aliases.filter(first_published_at=None).update(first_published_at=self.first_published_at)

    update_aliases.alters_data = True  # type: ignore[attr-defined]

    def get_url_parts(self, request: Any = None) -> tuple[int, str | None, str | None] | None:
        """Wagtail's, remembering within a request where the trees begin."""
        parts: tuple[int, str | None, str | None] | None = super().get_url_parts(request or memo())
        return parts

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Wagtail's; no question at all where the page came with the answer that the site has no restriction."""
        if getattr(self, "has_guards", True):
            restrictions: QuerySet[PageViewRestriction] = super().get_view_restrictions()
        else:
            restrictions = PageViewRestriction.objects.none()
        return restrictions

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.present.page import page_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        own = self.own_context(request)  # first: it reads the pictures of the page and of all it lists at once
        return context | page_context(self) | own

    def own_context(self, request: HttpRequest) -> dict[str, Any]:
        """What this type of page adds; see `cms.present.contexts`."""
        return {}


def as_saved(instance: Any) -> BasePage | None:
    """The page behind what a signal names: Wagtail's bulk actions and its scheduler save pages without their type."""
    if type(instance) is Page:
        kind = instance.specific_class
        found: BasePage | None = (
            kind._default_manager.filter(pk=instance.pk).first() if kind and issubclass(kind, BasePage) else None
        )
        return found
    return instance if isinstance(instance, BasePage) else None


class SourceFields(models.Model):
    """Where a text comes from. Each may be empty, which the page prints as "not stated"."""

    author = models.CharField(_("author"), max_length=200, blank=True)
    outlet = models.CharField(_("outlet"), max_length=200, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    source_url = models.URLField(_("original address"), max_length=500, blank=True)
    author_is_participant = models.BooleanField(_("the author is a participant"), default=False)
    ai_text = models.CharField(_("AI in the text"), max_length=200, blank=True)
    ai_pictures = models.CharField(_("AI in the pictures"), max_length=200, blank=True)

    source_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("author"),
                FieldPanel("outlet"),
                FieldPanel("published_on"),
                FieldPanel("source_url"),
                FieldPanel("author_is_participant"),
                FieldPanel("ai_text"),
                FieldPanel("ai_pictures"),
            ],
            heading=_("Source"),
        )
    ]

    class Meta:
        abstract = True
