"""What of the portal is found, by whom, and until when."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import QuerySet

from portal.accounts.models import Role, RoleGrant, User
from portal.authorities.models import Authority, AuthorityName
from portal.calls.models import Call, CallVersion, Edition, Programme
from portal.clock import now
from portal.entries.models import Entry
from portal.entries.signals import entry_changed
from portal.events.models import Airing
from portal.films.actions import touch as touch_film
from portal.films.frozen import copy_of
from portal.films.models import AIUse, Credit, CulturalLink, Film, FilmTitle
from portal.front.shapes import Hit
from portal.talent.actions import give_listing_consent, revoke_listing_consent
from portal.talent.models import Talent, TalentName
from search import catalogue as answering
from search import kinds
from search.catalogue import answer
from search.facets import Index
from search.index import drain_all
from search.models import OutboxRow
from search.queries import CatalogQuery
from search.rebuild import rebuild
from search.reconcile import reconcile
from search.sources import EntryKind, FilmKind, Shown, TalentKind, programmes_of_desk, show_films
from search.spreading import spread

PUBLIC = AnonymousUser()


class Screen:
    """A stand-in for the site: it shows the films whose source address says so, as they are."""

    def with_cards(self, films: QuerySet[Film]) -> QuerySet[Film]:
        return films

    def with_pages(self, films: QuerySet[Film]) -> QuerySet[Film]:
        return films

    def live(self, films: QuerySet[Film]) -> QuerySet[Film]:
        return films.filter(source_url="https://live.example/")

    def shown(self, film: Film) -> Shown | None:
        return Shown(copy_of(film), "chu", film.created_at) if film.source_url == "https://live.example/" else None

    def hit(self, film: Film, language: str) -> Hit:
        return Hit(kind="Film", title=film.title(language), url=f"/films/{film.public_id}/")


@pytest.fixture
def portal(db, settings, tmp_path) -> Iterator[None]:
    settings.SEARCH_URL, settings.DATA_DIR = "", tmp_path
    answering._away_until[0] = 0.0
    cache.clear()
    before = dict(kinds._KINDS)
    kinds._KINDS.clear()
    kinds.register(TalentKind())
    kinds.register(EntryKind())
    show_films(Screen())
    for index in Index:
        rebuild(index)
    yield
    kinds._KINDS.clear()
    kinds._KINDS.update(before)


def find(text: str, *, user=PUBLIC, index: Index = Index.PUBLIC) -> list[str]:
    drain_all()
    found = answer(CatalogQuery(text=text), index=index, user=user, language="zh-hans")
    assert not found.notice
    return [hit.title.replace("<mark>", "").replace("</mark>", "") for hit in found.hits]


def make_user(email: str, *roles: Role, programme: str = "") -> User:
    user = User.objects.create_user(email)
    for role in roles:
        RoleGrant.objects.create(user=user, role=role, programme=programme)
    return user


def make_talent(name: str = "张艺谋") -> Talent:
    talent = Talent.objects.create(user=make_user(f"{Talent.objects.count()}@example.org"))
    TalentName.objects.create(talent=talent, text=name)
    return talent


def make_film(title: str = "凤鸣山海", **fields) -> Film:
    film = Film.objects.create(**{"year": 2026, "declared_runtime_ms": 180_000, **fields})
    FilmTitle.objects.create(film=film, text=title)
    return film


def make_entry(film: Film, status: str = "submitted", programme: str = "chu") -> Entry:
    home, _made = Programme.objects.get_or_create(slug=programme, defaults={"name": programme})
    edition = Edition.objects.create(programme=home, slug=f"{programme}-{film.pk}", year=2026)
    call = Call.objects.create(edition=edition, slug=f"call-{film.pk}")
    version = CallVersion.objects.create(call=call, number=1, title="征集")
    return Entry.objects.create(
        call=call, call_version=version, owner=make_user(f"owner{film.pk}@example.org"), film=film, status=status,
        submitted_at=None if status == "draft" else now(),
    )  # fmt: skip


def test_talent_is_public_while_they_agree(portal) -> None:
    talent = make_talent()
    assert find("zym") == []

    give_listing_consent(talent, by=talent.user, at=now())
    assert find("zym") == ["张艺谋"]

    revoke_listing_consent(talent, by=talent.user, at=now())
    assert find("zym") == []


def test_revoked_consent_holds_before_the_indexer_comes(portal) -> None:
    talent = make_talent()
    give_listing_consent(talent, by=talent.user, at=now())
    drain_all()
    revoke_listing_consent(talent, by=talent.user, at=now())

    found = answer(CatalogQuery(text="zym"), index=Index.PUBLIC, user=PUBLIC, language="zh-hans")

    assert list(found.hits) == []


def test_film_is_public_only_where_it_is_shown(portal) -> None:
    film = make_film()
    touch_film(film, at=now())
    assert find("凤鸣") == []

    Film.objects.update(source_url="https://live.example/")
    touch_film(film, at=now())
    assert find("凤鸣") == ["凤鸣山海"]


def test_film_is_found_by_what_it_is_about_and_who_made_it(portal) -> None:
    film = make_film(source_url="https://live.example/")
    motif = Authority.objects.create(kind="motif", slug="phoenix")
    tool = Authority.objects.create(kind="tool", slug="sora")
    AuthorityName.objects.create(authority=motif, text="鳳凰")
    AuthorityName.objects.create(authority=tool, text="Ｓｏｒａ")
    CulturalLink.objects.create(film=film, authority=motif)
    AIUse.objects.create(film=film, stage="video", share="all").tools.add(tool)
    talent = make_talent()
    Credit.objects.create(film=film, talent=talent, role="director")
    touch_film(film, at=now())

    assert [find(text) for text in ("凤凰", "sora", "張藝謀")] == [["凤鸣山海"]] * 3


def test_film_is_found_by_the_channel_it_is_on(portal) -> None:
    film = make_film(source_url="https://live.example/")
    channel = Authority.objects.create(kind="channel", slug="night")
    AuthorityName.objects.create(authority=channel, text="夜航台")
    drain_all()

    airing = Airing.objects.create(film=film, channel=channel, day=date(2026, 4, 1), zone="Asia/Shanghai")
    assert find("夜航台") == ["凤鸣山海"]

    AuthorityName.objects.create(authority=channel, text="六公主")
    assert find("六公主") == ["凤鸣山海"]

    airing.delete()
    assert find("夜航台") == []


def test_counts_of_a_film_name_its_facets(portal) -> None:
    film = make_film(source_url="https://live.example/")
    CulturalLink.objects.create(film=film, authority=Authority.objects.create(kind="era", slug="han"))
    touch_film(film, at=now())
    drain_all()

    found = answer(CatalogQuery(), index=Index.PUBLIC, user=PUBLIC, language="zh-hans")

    assert {name: list(pairs) for name, pairs in found.counts.items() if pairs} == {
        "kind": [("film", 1)], "programme": [("chu", 1)], "era": [("han", 1)], "year": [("2026", 1)],
        "runtime": [("1-5", 1)],
    }  # fmt: skip


def test_role_of_a_talent_is_public_with_the_film(portal) -> None:
    talent, film = make_talent(), make_film()
    Credit.objects.create(film=film, talent=talent, role="director")
    give_listing_consent(talent, by=talent.user, at=now())
    drain_all()
    before = answer(CatalogQuery(), index=Index.PUBLIC, user=PUBLIC, language="zh-hans").counts["role"]

    Film.objects.update(source_url="https://live.example/")
    touch_film(film, at=now())
    drain_all()
    after = answer(CatalogQuery(), index=Index.PUBLIC, user=PUBLIC, language="zh-hans").counts["role"]

    assert (list(before), list(after)) == ([], [("director", 1)])


def test_role_of_a_talent_is_the_one_the_approved_copy_says(portal) -> None:
    talent, film = make_talent(), make_film(source_url="https://live.example/")
    Credit.objects.create(film=film, talent=talent, role="director")
    give_listing_consent(talent, by=talent.user, at=now())
    approved = Shown(copy_of(film), "chu", film.created_at)

    class Approved(Screen):
        def shown(self, film: Film) -> Shown | None:
            return approved

    show_films(Approved())
    film.credits.update(role="writer")
    Credit.objects.create(film=film, talent=talent, role="editor")
    touch_film(film, at=now())
    drain_all()

    found = answer(CatalogQuery(), index=Index.PUBLIC, user=PUBLIC, language="zh-hans").counts["role"]
    assert list(found) == [("director", 1)]


@pytest.mark.parametrize(("status", "expected"), [("draft", []), ("submitted", ["凤鸣山海", "凤鸣山海"])])
def test_desk_finds_what_was_handed_in_and_no_draft(portal, status: str, expected: list[str]) -> None:
    entry = make_entry(make_film(), status)
    entry_changed.send(Entry, entry=entry)
    editor = make_user("editor@example.org", Role.EDITOR)

    assert find("凤鸣", user=editor, index=Index.DESK) == expected
    assert find("凤鸣") == []


def test_desk_shows_strangers_nothing(portal) -> None:
    entry = make_entry(make_film())
    entry_changed.send(Entry, entry=entry)

    assert find("凤鸣", user=PUBLIC, index=Index.DESK) == []
    assert find("凤鸣", user=make_user("juror@example.org", Role.JUROR), index=Index.DESK) == []


def test_editor_of_one_programme_counts_only_that(portal) -> None:
    for programme in ("chu", "wu"):
        entry_changed.send(Entry, entry=make_entry(make_film(), programme=programme))
    drain_all()
    editor = make_user("editor@example.org", Role.EDITOR, programme="chu")
    query = CatalogQuery(filters={"kind": ["entry"]}, scope=programmes_of_desk(editor))

    found = answer(query, index=Index.DESK, user=editor, language="zh-hans")

    assert (found.total, list(found.counts["programme"])) == (1, [("chu", 1)])


def test_renamed_authority_is_announced_with_everything_it_is_in(portal) -> None:
    film = make_film(source_url="https://live.example/")
    motif = Authority.objects.create(kind="motif", slug="phoenix")
    CulturalLink.objects.create(film=film, authority=motif)
    touch_film(film, at=now())
    drain_all()

    AuthorityName.objects.create(authority=motif, text="朱雀")

    assert find("朱雀") == ["凤鸣山海"]


def test_deleted_talent_is_gone(portal) -> None:
    talent = make_talent()
    give_listing_consent(talent, by=talent.user, at=now())
    drain_all()
    talent.delete()

    assert OutboxRow.objects.pending().exists()
    assert find("zym") == []


@pytest.mark.parametrize("count", [1, 4])
def test_indexing_reads_a_constant_number_of_times(portal, count: int, django_assert_max_num_queries) -> None:
    for number in range(count):
        film = make_film(f"影{number}", source_url="https://live.example/")
        Credit.objects.create(film=film, talent=make_talent(f"张{number}"), role="director")
        touch_film(film, at=now())

    with django_assert_max_num_queries(70):
        drain_all()


def test_nothing_drifts(portal) -> None:
    talent, film = make_talent(), make_film(source_url="https://live.example/")
    Credit.objects.create(film=film, talent=talent)
    give_listing_consent(talent, by=talent.user, at=now())
    touch_film(film, at=now())
    drain_all()

    assert [reconcile(index).drift for index in Index] == [0, 0]


def test_film_without_anybody_who_shows_it_is_not_public(portal) -> None:
    kinds.register(FilmKind())
    touch_film(make_film(source_url="https://live.example/"), at=now())

    assert find("凤鸣") == []


def test_renamed_whole_is_announced_with_the_films_of_its_parts(portal) -> None:
    channel = Authority.objects.create(kind="channel", slug="channel")
    centre = Authority.objects.create(kind="organisation", slug="centre", parent=channel)
    studio = Authority.objects.create(kind="organisation", slug="studio", parent=centre)
    film = make_film()
    Credit.objects.create(film=film, organisation=studio)
    OutboxRow.objects.all().delete()

    AuthorityName.objects.create(authority=channel, text="夜航频道")
    spread(OutboxRow.objects.all())

    assert OutboxRow.objects.filter(kind="film", object_id=str(film.pk)).exists()
