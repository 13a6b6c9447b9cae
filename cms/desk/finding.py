"""One search over everything on the desk: entries, films, talents, calls, pages, by any name in any script."""

from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.desk.pages import DeskPage
from cms.desk.policies import CuratorPolicy
from portal.entries.models import Entry
from search import present
from search.catalogue import answer
from search.facets import Index
from search.queries import CatalogQuery
from search.sources.entries import programmes_of_desk


class FindView(DeskPage):
    """The desk's catalogue. What somebody may not see is neither listed nor counted: the scope says whose it is."""

    page_title = _("Find")
    header_icon = "search"
    template_name = "desk/find.html"
    http_method_names = ["get", "head"]

    @cached_property
    def permission_policy(self) -> Any:
        return CuratorPolicy(Entry)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = (get_language() or "zh-hans").lower()
        asked, notices = CatalogQuery.from_address(self.request.GET, Index.DESK)
        query = CatalogQuery(asked.text, asked.filters, asked.sort, asked.page, scope=programmes_of_desk(self.user))
        found = answer(query, index=Index.DESK, user=self.user, language=language)
        labels = present.all_labels(query, found, language)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "query": query.text,
            "hidden": present.hidden(query),
            "count": found.total,
            "hits": found.hits,
            "facets": present.facets(query, found, Index.DESK, labels),
            "chips": present.chips(query, labels),
            "clear_url": CatalogQuery(text=query.text, sort=query.sort).to_address(),
            "pages": present.pages(query, found.total),
            "notices": [*([found.notice] if found.notice else []), *notices],
        }
