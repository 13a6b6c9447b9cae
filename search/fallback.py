"""The database's own answer for when there is no engine: names that contain what was typed, of each kind in turn."""

from django.db.models import Q

from portal.accounts.models import Viewer
from search.documents import document_id
from search.engines.base import Found
from search.facets import Index
from search.kinds import kinds_of
from search.queries import CatalogQuery

MOST = 200  # of each kind: this is a stopgap, not a catalogue


def find_in_database(query: CatalogQuery, index: Index, user: Viewer) -> Found:
    """Newest first, filtered by kind alone. Every word has to be in a name."""
    if query.is_hopeless():
        return Found(ids=[], total=0)
    wanted = query.filters.get("kind")
    ids: list[str] = []
    counts = []
    for kind in kinds_of(index):
        condition = Q()
        for word in query.text.split()[:8]:
            condition &= kind.matching(word)
        keys = kind.visible_to(user, index).filter(condition).order_by("-pk").values_list("pk", flat=True).distinct()
        of_kind = [document_id(kind.name, key) for key in keys[:MOST]]
        counts.append((kind.name, len(of_kind)))
        if not wanted or kind.name in wanted:
            ids += of_kind
    page = ids[query.offset : query.offset + query.size]
    return Found(ids=page, total=len(ids), counts={"kind": [pair for pair in counts if pair[1]]})
