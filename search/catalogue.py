"""Answers: the engine says which and how many, the database says what each looks like now, and to whom."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.core.cache import cache
from django.utils.translation import gettext as _

from portal.accounts.models import Viewer
from portal.front.shapes import Hit
from search.analysis import Term
from search.documents import document_id, schema_hash, split_id
from search.engines import engine
from search.engines.base import EngineDown, Found
from search.facets import Index
from search.fallback import find_in_database
from search.highlights import excerpt, marked
from search.kinds import kind_named
from search.outbox import stamp
from search.queries import CatalogQuery

CACHE_S = 3600
REST_S = 5.0  # an engine that did not answer is left alone this long, so that no request waits for it
_away_until = [0.0]


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of the catalogue. `notice` is a sentence for the reader, or nothing."""

    hits: Sequence[Hit]
    total: int
    counts: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    notice: str = ""


def answer(query: CatalogQuery, *, index: Index, user: Viewer, language: str) -> Answer:
    """What `user` finds. Never raises for the engine's sake: without one the database answers, and says so."""
    found, notice = _found(query, index, user)
    hits = hydrate(found.ids, index=index, user=user, language=language, terms=query.terms())
    return Answer(hits=hits, total=found.total, counts=found.counts, notice=notice)


def suggest(text: str, *, index: Index, user: Viewer, language: str, size: int = 8) -> list[Hit]:
    """What has a name that begins with what was typed so far; nothing where there is no engine."""
    if time.monotonic() < _away_until[0]:
        return []
    try:
        ids = engine().starting(index, text, size)
    except EngineDown:
        _leave_alone()
        return []
    return hydrate(ids, index=index, user=user, language=language, terms=())


def hydrate(ids: Sequence[str], *, index: Index, user: Viewer, language: str, terms: Sequence[Term]) -> list[Hit]:
    """Hits from the database, in the engine's order, without those that `user` may not see by now."""
    by_kind: dict[str, list[str]] = {}
    for doc_id in ids:
        name, object_id = split_id(doc_id)
        by_kind.setdefault(name, []).append(object_id)
    found: dict[str, Hit] = {}
    for name, object_ids in by_kind.items():
        kind = kind_named(name)
        if kind is None:
            continue
        for thing in kind.visible_to(user, index).filter(pk__in=object_ids):
            hit = kind.hit(thing, index, language)
            found[document_id(name, thing.pk)] = replace(
                hit, title=marked(hit.title, terms), text=excerpt(hit.text, terms) if hit.text else ""
            )
    return [found[doc_id] for doc_id in ids if doc_id in found]


def _found(query: CatalogQuery, index: Index, user: Viewer) -> tuple[Found, str]:
    if time.monotonic() >= _away_until[0]:
        try:
            return _cached(query, index), ""
        except EngineDown:
            _leave_alone()
    notice = _("The search is being renewed. Until then only names and titles are searched, without filters.")
    return find_in_database(query, index, user), notice


def _cached(query: CatalogQuery, index: Index) -> Found:
    """Browsing without a text counts the whole catalogue, so its answers are kept until something is written."""
    if query.text or query.scope or any(query.filters.values()):
        return engine().find(index, query)
    key = f"catalogue:{schema_hash()}:{index}:{stamp()}:{query.order}:{query.page}:{query.size}"
    found: Found | None = cache.get(key)
    if found is None:
        found = engine().find(index, query)
        cache.set(key, found, CACHE_S)
    return found


def _leave_alone() -> None:
    _away_until[0] = time.monotonic() + REST_S
