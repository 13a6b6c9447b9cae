"""Elasticsearch 8 or 9, through aliases: `PREFIX-public-SHAPE` names the index that answers for this code's shape."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.dsl import MultiSearch, Q, Search

from search.analysis import LONGEST_START, Term, fold, runs
from search.documents import FACET_FIELDS, TEXT_FIELDS, schema_hash
from search.engines.base import Change, EngineBusy, EngineDown, Failure, Found, NoIndex, RefusedBulk, ordered
from search.engines.mapping import index_body
from search.facets import Index, facets_of
from search.queries import LISTED_VALUES, SORTS, CatalogQuery

ANSWER_S, WRITE_S = 3.0, 60.0
MOST_BUCKETS = 1000
TIE = 0.1
SCAN_SIZE = 2000
# What passes by itself: too many requests, a disk nearly full (403 cluster_block_exception), a node on its way up.
PATIENCE = {403, 429, 502, 503, 504}


class ElasticEngine:
    """The catalogue on the server at `url`, in indexes whose names begin with `prefix`."""

    def __init__(self, url: str, prefix: str) -> None:
        self.prefix = prefix
        self.client = Elasticsearch(url, request_timeout=ANSWER_S, max_retries=0, retry_on_timeout=False)
        self._patient = self.client.options(request_timeout=WRITE_S)

    def alias(self, index: Index) -> str:
        return f"{self.prefix}-{index}-{schema_hash()}"

    # --- reading ------------------------------------------------------------------------------------------------------

    def is_up(self) -> bool:
        """Asked of the cluster, not of `/`: hardened and reduced servers have no root page."""
        try:
            return self.client.cluster.health()["status"] in {"green", "yellow"}
        except (ApiError, TransportError):
            return False

    def is_ready(self, index: Index) -> bool:
        with _speaking():
            return bool(self.client.indices.exists_alias(name=self.alias(index)))

    def find(self, index: Index, query: CatalogQuery) -> Found:
        clauses = self._text(query) + [_filter(name, values) for name, values in query.scope.items()]
        filters = {name: _filter(name, values) for name, values in query.filters.items() if values}
        names = [facet.name for facet in facets_of(index)]
        hits = self._search(clauses, list(filters.values()))[query.offset : query.offset + query.size]
        hits = self._count(
            hits.extra(track_total_hits=True).sort(*_order(query)), [n for n in names if n not in filters]
        )
        asked = MultiSearch(using=self.client, index=self.alias(index)).add(hits)
        for name in filters:
            others = [condition for other, condition in filters.items() if other != name]
            asked = asked.add(self._count(self._search(clauses, others)[:0], [name]))
        with _speaking():
            answers: list[Any] = list(asked.execute())
        counts = {}
        for answer in answers:
            for name, buckets in answer.to_dict().get("aggregations", {}).items():
                pairs = ((bucket["key"], bucket["doc_count"]) for bucket in buckets["buckets"])
                counts[name] = ordered(pairs, LISTED_VALUES)
        hits = answers[0].hits
        return Found(ids=[hit.meta.id for hit in hits], total=hits.total.value, counts=counts)

    def starting(self, index: Index, text: str, size: int) -> list[str]:
        parts = [Q("term", starts=run.text[:LONGEST_START]) for run in runs(fold(text))][:4]
        if not parts:
            return []
        asked = Search(using=self.client, index=self.alias(index)).query(Q("bool", must=parts)).source(False)[:size]
        with _speaking():
            return [hit.meta.id for hit in asked.execute()]

    def stored(self, index: Index) -> Iterator[tuple[str, str]]:
        with _speaking():
            moment = self._patient.open_point_in_time(index=self.alias(index), keep_alive="2m")["id"]
            after: list[Any] | None = None
            try:
                while True:
                    answer = self._patient.search(
                        pit={"id": moment, "keep_alive": "2m"},
                        size=SCAN_SIZE,
                        sort=[{"_shard_doc": "asc"}],
                        source_includes=["id", "digest"],
                        track_total_hits=False,
                        search_after=after,
                    )
                    hits = answer["hits"]["hits"]
                    if not hits:
                        return
                    for hit in hits:
                        yield hit["_source"]["id"], hit["_source"]["digest"]
                    after = hits[-1]["sort"]
            finally:
                self._patient.close_point_in_time(id=moment)

    # --- queries ------------------------------------------------------------------------------------------------------

    def _search(self, clauses: list[Any], filters: list[Any]) -> Any:
        return Search(using=self.client).query(Q("bool", must=clauses, filter=filters)).source(False)

    def _count(self, search: Any, names: list[str]) -> Any:
        for name in names:
            search.aggs.bucket(name, "terms", field=FACET_FIELDS[name], size=MOST_BUCKETS)
        return search

    def _text(self, query: CatalogQuery) -> list[Any]:
        if query.is_hopeless():
            return [Q("match_none")]
        return [self._anywhere(term) for term in query.terms()]

    def _anywhere(self, term: Term) -> Any:
        tries = [("names", term.characters), ("aliases", term.characters), ("text", term.grams)]
        if not term.is_cjk:
            tries.append(("pinyin", [term.text]))
        if term.is_start:
            tries.append(("starts", [term.text]))
        return Q("dis_max", queries=[_phrase(field, tokens) for field, tokens in tries], tie_breaker=TIE)

    # --- writing ------------------------------------------------------------------------------------------------------

    def write(self, index: Index, changes: Sequence[Change], into: str = "") -> list[Failure]:
        if not changes:
            return []
        target = _door(into) if into else self.alias(index)
        operations: list[dict[str, Any]] = []
        for change in changes:
            about = {"_id": change.id, "version": change.ticket, "version_type": "external_gte"}
            operations.append({"delete" if change.fields is None else "index": about})
            if change.fields is not None:
                operations.append(dict(change.fields))
        with _speaking():
            try:
                # Always through an alias: a write to a deleted index would make a new one with guessed types.
                answer = self._patient.bulk(index=target, operations=operations, require_alias=True, refresh=not into)
            except ApiError as error:
                if error.status_code in {400, 413}:
                    raise RefusedBulk(str(error)) from error
                raise
        return _failures(answer["items"]) if answer["errors"] else []

    def begin(self, index: Index) -> str:
        name = f"{self.prefix}-{index}-{schema_hash()}-{time.time_ns()}"
        with _speaking():
            self._patient.indices.create(index=name, aliases={_door(name): {}}, **index_body(replicas=0))
        return name

    def switch(self, index: Index, name: str) -> None:
        with _speaking():
            settings = {"index": {"refresh_interval": "1s", "auto_expand_replicas": "0-1"}}
            self._patient.indices.put_settings(index=name, settings=settings)
            self._patient.indices.refresh(index=name)
            alias = self.alias(index)
            before = self._indexes(f"{self.prefix}-{index}-*") - {name}
            held = [old for old in before if self._patient.indices.exists_alias(index=old, name=alias)]
            actions: list[dict[str, Any]] = [{"remove": {"index": old, "alias": alias}} for old in held]
            actions.append({"remove": {"index": name, "alias": _door(name)}})
            actions.append({"add": {"index": name, "alias": alias, "is_write_index": True}})
            self._patient.indices.update_aliases(actions=actions)
            for old in before:
                self._patient.indices.delete(index=old, ignore_unavailable=True)

    def discard(self, index: Index, name: str) -> None:
        with _speaking():
            self._patient.indices.delete(index=name, ignore_unavailable=True)

    def _indexes(self, pattern: str) -> set[str]:
        return set(self._patient.indices.get(index=pattern, allow_no_indices=True).keys())


def _door(name: str) -> str:
    """The alias through which an index is filled before it is in use."""
    return f"{name}-filling"


def _order(query: CatalogQuery) -> list[Any]:
    _title, field, largest_first = SORTS[query.order]
    if not field:
        return ["_score", {"title": {"order": "asc"}}]
    return [{field: {"order": "desc" if largest_first else "asc", "missing": "_last"}}, {"title": {"order": "asc"}}]


def _filter(facet: str, values: Sequence[str]) -> Any:
    return Q("constant_score", filter=Q("terms", **{FACET_FIELDS[facet]: list(values)}), boost=0)


def _phrase(field: str, tokens: list[str]) -> Any:
    """Tokens next to each other. They are analysed already; `whitespace` only takes them apart again."""
    if len(tokens) == 1:
        return Q("term", **{field: {"value": tokens[0], "boost": TEXT_FIELDS[field]}})
    return Q("match_phrase", **{field: {"query": " ".join(tokens), "boost": TEXT_FIELDS[field]}})


def _failures(items: Sequence[dict[str, Any]]) -> list[Failure]:
    """What the server refused for good. A version conflict is none: something newer is there already."""
    failures = []
    for item in items:
        ((action, result),) = item.items()
        status = result["status"]
        error = result.get("error") or {}
        if status == 409 or (action == "delete" and status == 404 and not error):
            continue
        if error.get("type") == "index_not_found_exception":
            raise NoIndex(str(error.get("reason")))
        if status in PATIENCE:
            raise EngineBusy(str(error.get("reason")))
        if status >= 400:
            cause = error.get("caused_by", {}).get("reason", "")
            failures.append(Failure(result["_id"], f"{error.get('type')}: {error.get('reason')} {cause}".strip()[:500]))
    return failures


@contextmanager
def _speaking() -> Iterator[None]:
    """Whatever the client raises, as one of our three kinds."""
    try:
        yield
    except NotFoundError as error:
        raise NoIndex(str(error)) from error
    except ApiError as error:
        if "index_not_found_exception" in str(error.body):  # one part of a multi-search
            raise NoIndex(str(error)) from error
        raise (EngineBusy if error.status_code in PATIENCE else EngineDown)(str(error)) from error
    except TransportError as error:
        raise EngineDown(str(error)) from error
