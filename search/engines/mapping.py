"""The catalogue's documents as `elasticsearch.dsl` declares them, from the same tables as everything else.

Only what every Elasticsearch has: the built-in `whitespace` analyser on text that Python has analysed, keywords, longs.
"""

from typing import Any

from elasticsearch.dsl import Document, Keyword, Long, MetaField, Text

from search.documents import FACET_FIELDS, INTEGER_FIELDS, TEXT_FIELDS


class _Meta:
    # A field that is not declared is an error, never a new column.
    dynamic = MetaField("strict")


_FIELDS: dict[str, Any] = {
    "id": Keyword(),
    "digest": Keyword(index=False),
    "title": Keyword(),
    **{name: Text(analyzer="whitespace") for name in TEXT_FIELDS},
    **{name: Long() for name in INTEGER_FIELDS},
    **{name: Keyword() for name in FACET_FIELDS.values()},
}

CatalogEntry: Any = type(
    "CatalogEntry", (Document,), {"__module__": __name__, "__doc__": "One document.", "Meta": _Meta, **_FIELDS}
)


def index_body(*, replicas: int) -> dict[str, Any]:
    """Settings and mappings of a new index, as it is while it is being filled."""
    settings = {"number_of_shards": 1, "number_of_replicas": replicas, "refresh_interval": "-1"}
    return {"settings": settings, **CatalogEntry._index.to_dict()}
