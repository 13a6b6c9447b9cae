"""What the site shows of somebody else's record is found by its new name."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from cms.kinds import CallKind
from cms.models import CollectionPage, ProgrammePage
from portal.authorities.models import Authority, AuthorityName
from portal.calls.models import CallVersion
from portal.clock import now
from portal.events.models import Event
from search.facets import Index
from search.fallback import find_in_database
from search.kinds import kind_named
from search.models import OutboxRow
from search.queries import CatalogQuery
from search.spreading import spread
from tests.factories.cms import make_programme


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


def found_in_database(text: str, kind: str) -> int:
    """How many of a kind the catalogue finds while it has no engine."""
    query = CatalogQuery(text=text, filters={"kind": [kind]})
    return find_in_database(query, Index.PUBLIC, AnonymousUser()).total


def test_calls_are_found_by_chinese_titles_without_an_engine(site: dict[str, Any]) -> None:
    title = {"zh-hans": "《家》影像征集", "en": "Homes: an open call"}
    CallVersion.objects.filter(pk=site["call"].current_id).update(title=title)

    typed = ("征集", "《家》", "HOMES", "open call", "zh", "hans", '"')
    assert [found_in_database(text, "call") for text in typed] == [1, 1, 1, 1, 0, 0, 0]


def test_pages_are_found_by_the_titles_of_their_translations_without_an_engine(site: dict[str, Any]) -> None:
    page = site["collections"][0]
    twin = page.get_translations().get(locale__language_code="en")
    CollectionPage.objects.filter(pk=twin.pk).update(alias_of=None, title="Rivers without lamps")
    assert (found_in_database("江河", "collection"), found_in_database("without lamps", "collection")) == (1, 1)

    CollectionPage.objects.filter(pk=twin.pk).update(live=False)
    assert found_in_database("without lamps", "collection") == 0


def test_event_comes_and_goes_with_the_page_of_its_programme(site: dict[str, Any]) -> None:
    kind = kind_named("event")
    assert kind is not None
    own = ("event", str(site["event"].pk))

    def is_public() -> bool:
        document = kind.build(kind.everything().get(pk=site["event"].pk), Index.PUBLIC)
        return document is not None and kind.visible_to(AnonymousUser(), Index.PUBLIC).exists()

    assert is_public()
    OutboxRow.objects.all().delete()

    site["programme_page"].unpublish()
    assert own in told("event")
    assert not is_public()
    OutboxRow.objects.all().delete()

    site["programme_page"].save_revision().publish()
    assert own in told("event")
    assert is_public()
    OutboxRow.objects.all().delete()

    site["programme_page"].delete()
    assert own in told("event")
    assert not is_public()


def test_events_are_told_when_a_live_page_turns_to_another_programme(site: dict[str, Any]) -> None:
    page = ProgrammePage.objects.get(live=True, locale__language_code="zh-hans", programme=site["programme"])
    other = make_programme(9)
    theirs = Event.objects.create(
        slug="summit", name={"en": "Summit"}, edition=other.editions.get(), starts_at=now(), zone="UTC"
    )
    OutboxRow.objects.all().delete()

    page.programme = other
    page.save_revision().publish()

    assert {("event", str(site["event"].pk)), ("event", str(theirs.pk))} <= told("event")


def test_event_is_told_of_the_page_of_a_part_and_of_a_whole_elsewhere(site: dict[str, Any]) -> None:
    told_at = {"starts_at": now(), "zone": "Asia/Shanghai", "edition": make_programme(9).editions.get()}
    whole = Event.objects.create(slug="summit", name={"en": "Summit"}, **told_at)
    part = Event.objects.create(slug="salon", name={"en": "Salon"}, parent=site["event"], **told_at)
    Event.objects.filter(pk=site["event"].pk).update(parent=whole)
    OutboxRow.objects.all().delete()

    ProgrammePage.objects.get(live=True, locale__language_code="zh-hans", programme=site["programme"]).unpublish()

    assert {("event", str(event.pk)) for event in (whole, site["event"], part)} <= told("event")


def test_event_is_found_by_the_nickname_of_the_organiser(site: dict[str, Any]) -> None:
    own = ("event", str(site["event"].pk))
    OutboxRow.objects.all().delete()

    AuthorityName.objects.create(authority=site["programme"].organiser, text="蓝芒果", kind="nickname")

    kind = kind_named("event")
    assert kind is not None and own in told("event")
    document = kind.build(kind.everything().get(pk=site["event"].pk), Index.PUBLIC)
    assert document is not None and "蓝芒果" in document.texts["related"]
