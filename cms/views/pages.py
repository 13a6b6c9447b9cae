"""The pages of the tree, found by their address in two queries however deep they lie."""

from typing import Any

from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from wagtail import views
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import HomePage
from cms.models.base import BasePage
from cms.roots import site_roots
from portal.front.words import reader_language


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view, told beforehand which page stands at `path`; where we find none, it looks as it always does."""
    page = page_at(request, path)
    if page is not None:
        request._wagtail_route_for_request = (page, [], {})  # type: ignore[attr-defined]
    response: HttpResponse = views.serve(request, path)
    return response


def page_at(request: HttpRequest, path: str) -> BasePage | None:
    """The live page at `path` in the reader's language with all that every page prints; None where there is none.

    Wagtail walks down from the root and asks twice a level. Slugs are indexed and no page of ours has inner routes.
    """
    root, url_path = _place_of(request, path)
    kind = HomePage if root and url_path == root else _kind_at(url_path)
    if kind is None:
        return None
    rows = _at(kind, url_path).live().select_related(*kind.joined)
    found: BasePage | None = rows.annotate(has_guards=Exists(PageViewRestriction.objects.all())).first()
    return found


def was_shown(request: HttpRequest, path: str) -> bool:
    """Whether a page that has been public stood at `path` and was taken off. What never was public never was there."""
    _root, url_path = _place_of(request, path)
    return bool(url_path) and _at(Page, url_path).filter(live=False, first_published_at__isnull=False).exists()


def _place_of(request: HttpRequest, path: str) -> tuple[str, str]:
    """Where the tree of the reader's language begins, and what `path` is in it; "" and "" where there is none."""
    site = Site.find_for_request(request)
    root = _root_of(site) if site else ""
    return root, root and root + "".join(f"{part}/" for part in path.split("/") if part)


def _root_of(site: Site) -> str:
    """Where the tree of the reader's language begins; "" where it has none."""
    wanted = reader_language()
    paths = (
        row.root_path for row in site_roots(site.root_page) if (row.site_id, row.language_code) == (site.pk, wanted)
    )
    return next(paths, "")


def _kind_at(url_path: str) -> type[BasePage] | None:
    page = _at(Page, url_path).live().only("content_type_id").first() if url_path else None
    kind = page.specific_class if page else None
    return kind if kind and issubclass(kind, BasePage) else None


def _at(kind: type[Page], url_path: str) -> Any:
    # `slug` has an index, `url_path` has none.
    return kind.objects.filter(slug=url_path.rsplit("/", 2)[-2], url_path=url_path)
