"""How often a page asks the database: as often for three hundred rows as for one."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.cms import make_site
from tests.factories.many import more_of_everything

# Queries of each page, routing included, whatever stands on it. A page that needs fewer lowers its figure.
PAGES = {
    "": 13, "films/": 7, "films/{film}/": 13, "collections/": 7, "collections/rivers-0/": 9,
    "programmes/{programme}/": 21, "calls/": 2, "calls/{call}/": 14, "talents/{talent}/": 8,
    "events/{event}/": 7,
}  # fmt: skip


def count_queries(client: Client, site: dict[str, Any], language: str = "zh-hans") -> dict[str, int]:
    """Queries of every page when it is asked for again."""
    found = {}
    for page in PAGES:
        address = f"/{language}/" + page.format(
            programme=site["programme"].slug, film=site["films"][0].slug, call=site["call"].slug,
            talent=site["talent"].public_id, event=site["event"].slug,
        )  # fmt: skip
        # Twice: a cache that another test has just emptied is filled by the first.
        found[page] = min(ask(client, address), ask(client, address))
    return found


def ask(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("rows", [1, 3, 30, 300])
def test_queries_do_not_grow_with_rows(db: None, client: Client, settings, tmp_path, rows: int) -> None:
    settings.MEDIA_ROOT = tmp_path
    site = make_site(min(rows, 3))
    more_of_everything(site, max(0, rows - 3))

    assert count_queries(client, site) == PAGES


def test_language_without_translations_stays_within_the_goals(db: None, client: Client, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path

    found = count_queries(client, make_site(3), "en")

    assert {page: count for page, count in found.items() if count > PAGES[page] + 1} == {}
