"""What lists say of what they list."""

from typing import Any

from cms.models import CollectionPage
from cms.present.lists import with_totals
from tests.factories.cms import make_site


def test_collection_counts_its_films_and_adds_up_their_runtimes(db: None, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    page = make_site(3)["collections"][0]
    each = [row.film.frozen["runtime_ms"] for row in page.films.select_related("film")]

    counted = with_totals(CollectionPage.objects.filter(pk=page.pk)).get()

    assert all(each)
    assert (counted.film_count, counted.total_ms) == (len(each), sum(each))  # type: ignore[attr-defined]
