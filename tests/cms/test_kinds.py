"""What the site shows of somebody else's record is found by its new name."""

from typing import Any

import pytest

from cms.kinds import CallKind
from portal.authorities.models import Authority, AuthorityName
from search.facets import Index
from search.kinds import kind_named
from search.models import OutboxRow
from search.spreading import spread


def told(*kinds: str) -> set[tuple[str, str]]:
    """What is announced once the causes are spread."""
    spread(OutboxRow.objects.filter(kind__startswith="*"))
    return set(OutboxRow.objects.filter(kind__in=kinds).values_list("kind", "object_id"))


@pytest.fixture
def own(site: dict[str, Any]) -> set[tuple[str, str]]:
    """The call, a film and the programme page of the site."""
    pages = kind_named("programme")
    assert pages is not None
    programme = site["call"].edition.programme
    page = pages.everything().get(programme=programme)
    found = {("call", str(site["call"].pk)), ("programme", str(page.pk)), ("film", str(site["films"][0].film_id))}
    OutboxRow.objects.all().delete()
    return found


def test_nickname_of_the_organiser_reaches_films_pages_and_calls(site: dict[str, Any], own) -> None:
    programme = site["call"].edition.programme
    programme.organiser = Authority.objects.create(kind="channel", slug="blue-mango")
    programme.save()
    assert own <= told("call", "programme", "film")
    OutboxRow.objects.all().delete()

    AuthorityName.objects.create(authority=programme.organiser, text="蓝芒果", kind="nickname")

    assert own <= told("call", "programme", "film")


def test_theme_of_an_edition_reaches_its_calls(site: dict[str, Any], own) -> None:
    edition = site["call"].edition
    edition.theme = "一盏灯"
    edition.save()

    assert ("call", str(site["call"].pk)) in told("call")
    call = CallKind().everything().get(pk=site["call"].pk)
    document = CallKind().build(call, Index.PUBLIC)
    assert document is not None and "一盏灯" in document.texts[""]
