"""The two engines, and which of them the settings ask for."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.base import Engine


def engine() -> Engine:
    """The engine of this process."""
    return _engine(settings.SEARCH_URL, settings.SEARCH_PREFIX, Path(settings.DATA_DIR))


@lru_cache(maxsize=4)
def _engine(url: str, prefix: str, data_dir: Path) -> Engine:
    if url:
        from search.engines.elastic import ElasticEngine

        return ElasticEngine(url, prefix)
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(data_dir / "catalogue")
