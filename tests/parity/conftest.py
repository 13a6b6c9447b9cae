"""The same filled catalogue in both engines. Elasticsearch only where SEARCH_URL names one."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings

from search.documents import CatalogDocument, fields_of
from search.engines.base import Change, Engine
from search.facets import Index
from tests.parity.corpus import DOCUMENTS

_numbers = count(1)


def make_engine(name: str, folder: Path) -> Engine:
    if name == "elasticsearch":
        from search.engines.elastic import ElasticEngine

        return ElasticEngine(settings.SEARCH_URL, f"{settings.SEARCH_PREFIX}-parity{next(_numbers)}")
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(folder)


def forget(engine: Engine) -> None:
    """Leave nothing behind on a server that others use too."""
    prefix = getattr(engine, "prefix", "")
    if prefix:
        for name in engine.client.indices.get(index=f"{prefix}-*"):
            engine.client.indices.delete(index=name)


ENGINES = ["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]


def put(document: CatalogDocument, ticket: int = 1) -> Change:
    return Change(document.id, ticket, fields_of(document))


def fill(engine: Engine, index: Index, documents: list[CatalogDocument]) -> str:
    name = engine.begin(index)
    assert engine.write(index, [put(document) for document in documents], into=name) == []
    engine.switch(index, name)
    return name


@pytest.fixture(params=ENGINES, scope="module")
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine whose public catalogue holds the corpus; for reading only."""
    engine = make_engine(request.param, tmp_path_factory.mktemp("catalogue"))
    fill(engine, Index.PUBLIC, DOCUMENTS)
    yield engine
    forget(engine)


@pytest.fixture(params=ENGINES)
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine without any index."""
    engine = make_engine(request.param, tmp_path)
    yield engine
    forget(engine)
