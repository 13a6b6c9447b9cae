"""Events in the catalogue: found by all that they are called and belong to, told of with no more than is known."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from django.utils.translation import override

from portal.accounts.models import Role
from portal.authorities.models import Authority, AuthorityName
from portal.calls.models import Edition, Programme
from portal.clock import now
from portal.events.actions import airings_said, fingerprint, write_airings
from portal.events.models import Airing, Event
from search import catalogue as answering
from search import kinds
from search.catalogue import answer
from search.facets import Index
from search.fallback import find_in_database
from search.index import drain_all
from search.models import OutboxRow
from search.queries import CatalogQuery
from search.rebuild import rebuild
from search.reconcile import reconcile
from search.sources import FilmKind, programmes_of_desk, show_events
from tests.search.conftest import ThingKind, make_thing
from tests.search.test_sources import find, make_user

PUBLIC = AnonymousUser()
EVENING = datetime(2024, 4, 12, 11, 30, tzinfo=UTC)  # 19:30 in Shanghai


class Site:
    """A stand-in for the site: the programme called "chu" is on it."""

    def live(self, events: QuerySet[Event]) -> QuerySet[Event]:
        return events.filter(edition__programme__slug="chu")


@pytest.fixture
def portal(db, settings, tmp_path) -> Iterator[None]:
    settings.SEARCH_URL, settings.DATA_DIR = "", tmp_path
    answering._away_until[0] = 0.0
    cache.clear()
    before = dict(kinds._KINDS)
    kinds._KINDS.clear()
    kinds.register(FilmKind())
    show_events(Site())
    for index in Index:
        rebuild(index)
    yield
    kinds._KINDS.clear()
    kinds._KINDS.update(before)


def make_authority(kind: str, *names: str) -> Authority:
    thing = Authority.objects.create(kind=kind, slug=f"{kind}-{Authority.objects.count()}")
    for text in names:
        AuthorityName.objects.create(authority=thing, text=text)
    return thing


def make_edition(programme: str = "chu", **fields) -> Edition:
    home, _made = Programme.objects.get_or_create(slug=programme, defaults={"name": {"zh-hans": "人才优选计划"}})
    slug = f"{programme}-{Edition.objects.count()}"
    return Edition.objects.create(programme=home, slug=slug, **{"year": 2024, **fields})


def make_event(edition: Edition | None = None, name: object = None, **fields) -> Event:
    return Event.objects.create(
        edition=edition or make_edition(),
        slug=f"event-{Event.objects.count()}",
        name=name or {"zh-hans": "荆州荣誉之夜", "en": "Night of Honours"},
        **{"starts_at": EVENING, "zone": "Asia/Shanghai", **fields},
    )


def air(event: Event, channel: Authority, *, by, **changes) -> None:
    row = {"channel": channel, "day": date(2024, 4, 12), "time": "", "zone": "Asia/Shanghai", "status": "tentative"}
    rows = [{"public_id": airing.public_id} for airing in event.airings.all()] or [{}]
    seen = fingerprint(airings_said(event))
    write_airings(event, [{**row, **rows[0], **changes}], by=by, at=now(), seen=seen)


def one_hit(language: str = "en"):
    drain_all()
    (hit,) = answer(CatalogQuery(), index=Index.PUBLIC, user=PUBLIC, language=language).hits
    return hit


def test_event_is_found_by_all_that_it_is_called_and_belongs_to(portal) -> None:
    organiser = make_authority("channel", "电影频道", "六公主")
    edition = make_edition(theme={"zh-hans": "千年楚都", "en": "Space I Call Home"})
    Programme.objects.update(organiser=organiser)
    whole = make_event(edition, {"en": "Three days of visual media"})
    place = make_authority("place", "荆州", "Jingzhou")
    gala = make_event(
        edition, aliases=["M榜之夜", "Big Data Gala"], parent=whole, place=place, description={"zh-hans": "红毯与颁奖"}
    )
    make_event(edition, {"zh-hans": "沙龙"}, parent=gala)
    Airing.objects.create(
        event=gala, channel=make_authority("channel", "夜航台"), day=date(2024, 4, 12), zone="Asia/Shanghai"
    )

    typed = (
        "荣誉之夜", "honours", "榮譽之夜", "jingzhourong", "M榜", "big data", "荆州", "沙龙", "visual media",
        "jingzhou", "优选计划", "space i call home", "千年楚都", "六公主", "红毯", "夜航台",
    )  # fmt: skip
    assert [text for text in typed if "荆州荣誉之夜" not in find(text)] == []


def test_event_is_public_only_while_it_is_shown(portal) -> None:
    event = make_event(make_edition("wu"))
    assert find("荣誉") == []

    event.edition = make_edition()
    event.save()
    assert find("荣誉") == ["荆州荣誉之夜"]

    event.edition = Edition.objects.get(programme__slug="wu")
    event.save()
    hidden_at_once = answer(CatalogQuery(text="荣誉"), index=Index.PUBLIC, user=PUBLIC, language="zh-hans").hits
    assert (list(hidden_at_once), find("荣誉")) == ([], [])


def test_deleted_event_is_gone_with_its_parts(portal) -> None:
    whole = make_event()
    make_event(whole.edition, {"zh-hans": "颁奖沙龙"}, parent=whole)
    assert find("荣誉") and find("沙龙")

    whole.delete()

    assert (find("荣誉"), find("沙龙"), [reconcile(index).drift for index in Index]) == ([], [], [0, 0])


def test_change_is_announced_in_its_own_transaction(portal) -> None:
    event = make_event()
    OutboxRow.objects.all().delete()

    with pytest.raises(RuntimeError), transaction.atomic():
        event.save()
        seen_inside = OutboxRow.objects.filter(kind="event", object_id=str(event.pk)).exists()
        raise RuntimeError

    assert (seen_inside, OutboxRow.objects.exists()) == (True, False)


def test_part_and_whole_are_found_by_each_others_new_name(portal) -> None:
    whole = make_event()
    part = make_event(whole.edition, {"zh-hans": "沙龙"}, parent=whole)
    drain_all()

    whole.name, part.name = {"zh-hans": "盛典"}, {"zh-hans": "论坛"}
    whole.save()
    part.save()

    assert (sorted(find("盛典")), sorted(find("论坛"))) == (["盛典", "论坛"], ["盛典", "论坛"])


def test_whole_that_a_part_left_is_not_found_by_it_any_more(portal) -> None:
    first, second = make_event(name={"zh-hans": "盛典"}), make_event(name={"zh-hans": "峰会"})
    part = make_event(first.edition, {"zh-hans": "沙龙"}, parent=first)
    assert sorted(find("沙龙")) == ["沙龙", "盛典"]

    part.parent = second
    part.save()
    assert sorted(find("沙龙")) == ["峰会", "沙龙"]

    part.parent = None
    part.save()
    assert find("沙龙") == ["沙龙"]


def test_public_finds_no_event_by_a_part_or_a_whole_that_is_not_shown(portal) -> None:
    shown, hidden = make_edition("chu"), make_edition("wu")
    gala = make_event(shown, {"zh-hans": "盛典"})
    make_event(hidden, {"zh-hans": "沙龙"}, aliases=["夜谈"], parent=gala)
    make_event(shown, {"zh-hans": "论坛"}, parent=make_event(hidden, {"zh-hans": "峰会"}))
    editor = make_user("editor@example.org", Role.EDITOR)

    assert [find(text) for text in ("沙龙", "夜谈", "峰会")] == [[], [], []]
    assert [sorted(find(text, index=Index.DESK, user=editor)) for text in ("沙龙", "峰会")] == [
        ["沙龙", "盛典"], ["峰会", "论坛"],
    ]  # fmt: skip


def test_event_is_found_by_the_channel_it_is_on_until_that_is_cancelled(portal) -> None:
    event, editor = make_event(), make_user("editor@example.org", Role.EDITOR)
    night, day = make_authority("channel", "夜航台"), make_authority("channel", "白昼台")

    air(event, night, by=editor)
    assert find("夜航台") == ["荆州荣誉之夜"]

    air(event, day, by=editor)
    assert (find("夜航台"), find("白昼台")) == ([], ["荆州荣誉之夜"])

    air(event, day, by=editor, status="cancelled")
    assert find("白昼台") == []


def test_renamed_place_and_channel_are_found(portal) -> None:
    place, channel = make_authority("place", "江陵"), make_authority("channel", "夜航台")
    event = make_event(place=place)
    air(event, channel, by=make_user("editor@example.org", Role.EDITOR))
    drain_all()

    AuthorityName.objects.create(authority=place, text="郢都")
    AuthorityName.objects.create(authority=channel, text="六公主")

    assert (find("郢都"), find("六公主")) == (["荆州荣誉之夜"], ["荆州荣誉之夜"])


def test_renamed_programme_and_theme_are_found(portal) -> None:
    edition = make_event().edition
    drain_all()

    edition.theme, edition.programme.name = {"en": "Lanterns"}, {"zh-hans": "灯火计划"}
    edition.save()
    edition.programme.save()

    assert (find("lanterns"), find("灯火")) == (["荆州荣誉之夜"], ["荆州荣誉之夜"])


@pytest.mark.parametrize(
    ("fields", "language", "when"),
    [
        ({}, "en", "12 April 2024, 19:30 CST (UTC+8)"),
        ({}, "zh-hans", "2024年4月12日 19:30 CST (UTC+8)"),
        ({"zone": "America/New_York"}, "en", "12 April 2024, 07:30 EDT (UTC−4)"),
        ({"is_tentative": True}, "en", "12 April 2024, 19:30 CST (UTC+8) (to be confirmed)"),
        ({"is_all_day": True}, "en", "12 April 2024"),
        ({"is_all_day": True, "is_tentative": True}, "zh-hans", "2024年4月12日（待确认）"),
        # Midnight in Shanghai is still the day before in UTC: the day is the one on the clocks of its zone.
        ({"is_all_day": True, "starts_at": datetime(2024, 4, 11, 16, tzinfo=UTC)}, "en", "12 April 2024"),
    ],
)
def test_hit_tells_when_it_is_on_the_clocks_of_its_zone(portal, fields, language: str, when: str) -> None:
    make_event(**fields)

    assert one_hit(language).slate.when == when


def test_hit_is_in_the_readers_words_and_leads_to_the_page(portal) -> None:
    place = Authority.objects.create(kind="place", slug="jingzhou")
    for text, language, kind in (("荆州", "zh-Hans", "original"), ("Jingzhou", "en", "translated")):
        AuthorityName.objects.create(authority=place, text=text, language=language, kind=kind)
    event = make_event(place=place, description={"en": "A gala."})

    with override("en"):
        hit = one_hit()

    assert (hit.kind, hit.title, hit.lang, hit.text) == ("Event", "Night of Honours", "", "A gala.")
    assert (hit.url, hit.slate.place) == (f"/en/events/{event.slug}/", "Jingzhou")


def test_counts_of_an_event_name_its_facets(portal) -> None:
    make_event(place=Authority.objects.create(kind="place", slug="jingzhou"))
    make_event(make_edition(), place=Authority.objects.create(kind="organisation", slug="hall"))
    drain_all()

    found = answer(CatalogQuery(), index=Index.PUBLIC, user=PUBLIC, language="zh-hans")

    assert {name: list(pairs) for name, pairs in found.counts.items() if pairs} == {
        "kind": [("event", 2)], "programme": [("chu", 2)], "region": [("jingzhou", 1)], "year": [("2024", 2)],
    }  # fmt: skip


def test_year_is_that_of_its_own_clocks(portal) -> None:
    make_event(starts_at=datetime(2024, 12, 31, 16, tzinfo=UTC))  # New Year's in Shanghai
    drain_all()

    found = answer(CatalogQuery(), index=Index.PUBLIC, user=PUBLIC, language="zh-hans")

    assert list(found.counts["year"]) == [("2025", 1)]


def test_event_yet_to_come_is_no_newer_for_it(portal) -> None:
    """Newest is what this site told of last, as for films and calls; what is soon stands first only when asked for."""
    at = now()
    edition = make_edition()
    for name, told, starts in (("甲", 3, 900), ("乙", 2, -900), ("丙", 1, 30)):
        event = make_event(edition, {"zh-hans": name}, starts_at=at + timedelta(days=starts))
        event.created_at = at - timedelta(days=told)
        event.save()
    drain_all()

    def order(sort: str) -> str:
        found = answer(CatalogQuery(sort=sort), index=Index.PUBLIC, user=PUBLIC, language="zh-hans")
        return "".join(hit.title for hit in found.hits)

    assert {sort: order(sort) for sort in ("", "newest", "oldest", "begins")} == {
        "": "丙乙甲", "newest": "丙乙甲", "oldest": "甲乙丙", "begins": "甲丙乙",
    }  # fmt: skip


def test_desk_finds_the_events_of_the_persons_programmes(portal) -> None:
    make_event(make_edition("chu"), {"zh-hans": "楚之夜"})
    make_event(make_edition("wu"), {"zh-hans": "吴之夜"})
    editors = [make_user(f"{name}@example.org", Role.EDITOR, programme=name) for name in ("chu", "wu", "")]

    def on_desk(user) -> list[str]:
        drain_all()
        query = CatalogQuery(text="之夜", scope=programmes_of_desk(user))
        hits = answer(query, index=Index.DESK, user=user, language="zh-hans").hits
        return sorted(strip_tags(hit.title) for hit in hits)

    assert [on_desk(user) for user in editors] == [["楚之夜"], ["吴之夜"], ["吴之夜", "楚之夜"]]
    assert find("之夜", index=Index.DESK, user=make_user("juror@example.org", Role.JUROR)) == []


def test_database_finds_events_by_every_name_when_there_is_no_engine(portal) -> None:
    make_event(aliases=["M榜之夜", "Big Data Gala"])
    make_event(make_edition(), "灯会")  # a name in one language alone

    def found(text: str) -> int:
        return find_in_database(CatalogQuery(text=text), Index.PUBLIC, PUBLIC).total

    assert [found(text) for text in ("荣誉", "荆州 之夜", "honours", "NIGHT", "M榜", "data gala", "灯会")] == [1] * 7
    # Nor by what only the way of writing it down holds: names of languages, quotation marks, patterns.
    assert [found(text) for text in ("en", "zh", "hans", "不在", ".*", "[", "(", "%")] == [0] * 8


@pytest.mark.parametrize("count", [1, 3, 30])
def test_catalogue_asks_the_database_a_constant_number_of_times(portal, count: int) -> None:
    edition = make_edition()
    for number in range(count):
        make_event(edition, {"en": f"Gala {number}"}, place=make_authority("place", f"Place {number}"))
    kinds.register(ThingKind())
    make_thing("Gala thing")
    for index in Index:
        rebuild(index)
    answering._away_until[0] = 0.0
    Client().get("/en/catalogue/")

    with CaptureQueriesContext(connection) as captured:
        page = Client().get("/en/catalogue/", {"q": "gala"})

    assert page.context["count"] == count + 1
    # events and things with their names, names of places, programmes, authorities of facets with their names
    assert len(captured) == 7, [query["sql"][:90] for query in captured]


@pytest.mark.parametrize("count", [1, 5])
def test_indexing_reads_a_constant_number_of_times(portal, count: int, django_assert_max_num_queries) -> None:
    whole = make_event()
    channel = make_authority("channel", "夜航台")
    for number in range(count):
        event = make_event(whole.edition, {"en": f"Gala {number}"}, parent=whole)
        Airing.objects.create(event=event, channel=channel, day=date(2024, 4, 12), zone="Asia/Shanghai")

    with django_assert_max_num_queries(62):
        drain_all()


def test_nothing_drifts(portal) -> None:
    whole = make_event(place=make_authority("place", "荆州"))
    air(make_event(whole.edition, parent=whole), make_authority("channel", "夜航台"),
        by=make_user("editor@example.org", Role.EDITOR))  # fmt: skip
    make_event(make_edition("wu"))
    drain_all()

    assert [reconcile(index).drift for index in Index] == [0, 0]
