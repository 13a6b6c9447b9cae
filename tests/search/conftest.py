"""A catalogue of authorities: a small model of the portal, found through a kind that only these tests know."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db.models import Q, QuerySet

from portal.accounts.models import Viewer
from portal.authorities.models import Authority, AuthorityName
from portal.front.shapes import Hit
from search import kinds
from search.documents import CatalogDocument
from search.facets import Index

_numbers = count(1)


class ThingKind(kinds.Kind[Authority]):
    """Tools are public, everything is on the desk, and an authority called "odd" has no document at all."""

    name = "thing"
    label = "Thing"

    def everything(self) -> QuerySet[Authority]:
        return Authority.objects.prefetch_related("names")

    def build(self, thing: Authority, index: Index) -> CatalogDocument | None:
        if thing.slug == "odd":
            raise ValueError("an odd record")
        if index is Index.PUBLIC and thing.kind != "tool":
            return None
        names = [name.text for name in thing.names.all()]
        return CatalogDocument(
            kind=self.name, object_id=str(thing.pk), names=names, facets={"motif": [thing.slug], "year": ["2026"]}
        )

    def visible_to(self, user: Viewer, index: Index) -> QuerySet[Authority]:
        things = Authority.objects.prefetch_related("names")
        return things.filter(kind="tool") if index is Index.PUBLIC else things

    def hit(self, thing: Authority, index: Index, language: str) -> Hit:
        return Hit(kind="Thing", title=thing.name(language), url=f"/things/{thing.pk}/", text="<b>&</b> of 荊楚")

    def matching(self, text: str) -> Q:
        return Q(names__text__icontains=text)


def make_thing(name: str, *, kind: str = "tool", slug: str = "") -> Authority:
    thing = Authority.objects.create(kind=kind, slug=slug or f"thing-{next(_numbers)}")
    AuthorityName.objects.bulk_create([AuthorityName(authority=thing, text=name)])  # without a word to the catalogue
    return thing


@pytest.fixture
def catalogue(db: None, settings, tmp_path: Path) -> Iterator[Path]:
    """An empty catalogue of this test alone, in the embedded engine, that knows things only."""
    settings.SEARCH_URL, settings.DATA_DIR = "", tmp_path
    cache.clear()
    before = dict(kinds._KINDS)
    kinds._KINDS.clear()
    kinds.register(ThingKind())
    yield tmp_path / "catalogue"
    kinds._KINDS.clear()
    kinds._KINDS.update(before)
