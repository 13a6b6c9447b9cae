"""The still of a film that was taken off: gone from the addresses of its sizes, and back with the page."""

from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from cms import tasks
from cms.actions import unpublish_film
from cms.images import FirstcutRendition
from cms.present import pictures
from portal.clock import now

WORDS = {"forget_sizes": tasks.forget_sizes, "make_sizes": tasks.make_sizes}


@pytest.fixture
def page(site: dict[str, Any]) -> Any:
    page = site["films"][0]
    pictures.make(page.hero)
    DBTaskResult.objects.all().delete()
    return page


def work_off() -> None:
    """Do what a worker would do now of what concerns pictures."""
    for row in DBTaskResult.objects.order_by("enqueued_at"):
        task = WORDS.get(row.task_path.rpartition(".")[2])
        if task:
            task.func(*row.args_kwargs["args"])
    DBTaskResult.objects.all().delete()


def sizes(page: Any) -> int:
    return FirstcutRendition.objects.filter(image=page.hero, filter_spec__in=pictures.SPECS).count()


def test_still_of_a_film_taken_off_is_gone(page: Any, client: Client) -> None:
    address = page.hero.renditions.first().url
    unpublish_film(page.film, by=None, at=now())
    work_off()

    assert sizes(page) == 0 and address not in client.get(f"/zh-hans/films/{page.slug}/").content.decode()


def test_still_stays_while_another_language_shows_it(page: Any) -> None:
    page.unpublish()
    type(page).objects.filter(film=page.film).exclude(pk=page.pk).update(live=True)
    work_off()

    assert sizes(page) == len(pictures.SPECS)


def test_still_comes_back_with_its_page(page: Any) -> None:
    unpublish_film(page.film, by=None, at=now())
    work_off()
    page.refresh_from_db()
    page.save_revision().publish()
    work_off()

    assert sizes(page) == len(pictures.SPECS)
