"""Upkeep of the catalogue."""

import logging

from portal.queue import every
from search.engines.base import EngineDown
from search.facets import Index
from search.reconcile import reconcile

logger = logging.getLogger(__name__)


@every(seconds=3600)
def compare_with_database() -> None:
    """Find and repair what changed past the catalogue. Half a core at most; an absent engine is passed by."""
    for index in Index:
        try:
            reconcile(index, rest=1)
        except EngineDown as error:  # the indexer is knocking, and says so
            logger.info("the %s catalogue was not checked: %s", index, str(error)[:300])
