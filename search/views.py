"""The public catalogue. It reads no session and no user: everybody is shown the same."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.web.ratelimit import rate_limited
from search import present
from search.catalogue import answer, suggest
from search.facets import Index
from search.queries import CatalogQuery, clean_query, cut


@require_safe
@rate_limited("search", per_ip=settings.SEARCH_RATE)
def catalogue(request: HttpRequest) -> HttpResponse:
    """Results, counts and controls for the question in the address."""
    query, notices = CatalogQuery.from_address(request.GET, Index.PUBLIC)
    return render(request, "search/catalogue.html", _context(request, query, notices))


@require_safe
@rate_limited("search", per_ip=settings.SEARCH_RATE)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Names that begin with `q`, for the field while somebody types."""
    typed = cut(clean_query(request.GET.get("q", "")))
    hits = suggest(typed, index=Index.PUBLIC, user=AnonymousUser(), language=_language()) if typed else []
    found = [{"kind": hit.kind, "title": strip_tags(hit.title), "url": hit.url, "lang": hit.lang} for hit in hits]
    response = JsonResponse({"suggestions": found})
    response["Cache-Control"] = "public, max-age=3"
    response["X-Robots-Tag"] = "noindex"
    return response


def _context(request: HttpRequest, query: CatalogQuery, notices: list[str]) -> dict[str, Any]:
    language = _language()
    found = answer(query, index=Index.PUBLIC, user=AnonymousUser(), language=language)
    labels = present.all_labels(query, found, language)
    return {
        "query": query.text,
        "hidden": present.hidden(query),
        "count": found.total,
        "hits": found.hits,
        "facets": present.facets(query, found, Index.PUBLIC, labels),
        "chips": present.chips(query, labels),
        "clear_url": CatalogQuery(text=query.text, sort=query.sort).to_address(),
        "sorts": present.sorts(query),
        "pages": present.pages(query, found.total),
        "notice": " ".join([*([found.notice] if found.notice else []), *notices]),
        "noindex": present.is_deep(query),
        "canonical": "" if present.is_deep(query) else request.build_absolute_uri(request.path + _tail(query)),
    }


def _tail(query: CatalogQuery) -> str:
    return query.to_address() if query.pairs() else ""


def _language() -> str:
    return (get_language() or "zh-hans").lower()
