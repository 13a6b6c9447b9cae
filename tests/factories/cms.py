"""A small site: the trunk, a programme with all that hangs on it, films, a collection, news, rows of the home page."""

import io
import json
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.images import ImageFile
from i18nfield.strings import LazyI18nString
from PIL import Image

from cms.actions import publish_film
from cms.images import FirstcutImage
from cms.models import (
    CollectionFilm,
    CollectionIndexPage,
    CollectionPage,
    FilmPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    ProgrammeIndexPage,
    ProgrammePage,
)
from cms.models.base import BasePage
from cms.present import pictures
from cms.tree import alias_everywhere, plant
from portal.accounts.models import Role, RoleGrant, User
from portal.authorities.models import Authority, AuthorityKind, AuthorityName
from portal.calls.models import Award, Call, Edition, EditionPerson, Programme, Statistic
from portal.clock import now
from portal.events.models import Airing, Event
from portal.films.models import AIUse, Credit, CulturalLink, Film, FilmTitle
from portal.names import NameKind
from portal.talent.models import ListingConsent, Talent, TalentName
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, EditionFactory, ProgrammeFactory

BOTH = {"zh-hans": "夜航船计划", "zh-hant": "夜航船計劃", "en": "Night Boat"}


def make_editor() -> User:
    """Somebody who may publish for every programme."""
    editor: User = UserFactory()
    RoleGrant.objects.create(user=editor, role=Role.EDITOR, programme="")
    return editor


def make_authority(kind: str, slug: str, *names: tuple[str, str, str]) -> Authority:
    """A record and its names as (text, language, kind)."""
    record, is_new = Authority.objects.get_or_create(kind=kind, slug=slug)
    if is_new:
        for text, language, name_kind in names:
            AuthorityName.objects.create(authority=record, text=text, language=language, kind=name_kind)
    return record


def make_picture(title: str = "Still", *, has_sizes: bool = True) -> FirstcutImage:
    """A grey picture in the library, with the sizes that pages use."""
    raw = io.BytesIO()
    Image.new("RGB", (64, 36), "grey").save(raw, "PNG")
    file = ImageFile(io.BytesIO(raw.getvalue()), name="still.png")
    image: FirstcutImage = FirstcutImage.objects.create(title=title, credit="A. Photographer", file=file)
    if has_sizes:
        pictures.make(image)
    return image


def make_programme(number: int = 1) -> Programme:
    """A programme with an organiser who has a nickname, an edition, an open call, a number, a person, an event."""
    channel = make_authority(
        AuthorityKind.CHANNEL, "night-channel",
        ("夜航频道", "zh-Hans", "preferred"), ("Night Channel", "en", "preferred"), ("夜公主", "zh-Hans", "nickname"),
    )  # fmt: skip
    name = LazyI18nString({code: f"{text} {number}" for code, text in BOTH.items()})
    programme: Programme = ProgrammeFactory(name=name, organiser=channel)
    edition: Edition = EditionFactory(programme=programme, account=LazyI18nString({"en": "Seven films came."}))
    fill_edition(edition, number)
    return programme


def fill_edition(edition: Edition, number: int = 1) -> None:
    """One of everything an edition can hold."""
    call: Call = CallFactory(edition=edition)
    Award.objects.create(version=call.current, key="best", name="Best film", decided_by="the jury")
    Statistic.objects.create(
        edition=edition, key="entries", value=Decimal(700), unit=LazyI18nString({"en": "entries"}),
        as_of=date(2026, 4, 1), source="A paper",
    )  # fmt: skip
    EditionPerson.objects.create(
        edition=edition, part="juror", name=LazyI18nString({"en": f"Juror {number}"}), organisation=None
    )
    place = make_authority(AuthorityKind.PLACE, "harbour", ("Harbour", "en", "preferred"))
    event = Event.objects.create(
        edition=edition, slug=f"gala-{edition.pk}", name=LazyI18nString({"en": f"Gala {number}"}),
        starts_at=datetime(2096, 6, 1, 11, tzinfo=UTC), zone="Asia/Shanghai", place=place,
    )  # fmt: skip
    make_airing(event=event)


def make_airing(**fields: Any) -> Airing:
    """On the night channel, the evening of a day in Shanghai; nobody has named an hour."""
    channel = make_authority(AuthorityKind.CHANNEL, "night-channel", ("Night Channel", "en", "preferred"))
    airing: Airing = Airing.objects.create(
        **{"channel": channel, "day": date(2096, 6, 1), "zone": "Asia/Shanghai", **fields}
    )
    return airing


def make_listed_talent(name: str = "Lu Qingchi", *, is_listed: bool = True) -> Talent:
    """A person whom the public may see, or may not."""
    talent = Talent.objects.create(user=UserFactory(), statement=LazyI18nString({"en": "Animates with ink."}))
    TalentName.objects.create(talent=talent, text=name, language="en")
    if is_listed:
        ListingConsent.objects.create(talent=talent, given_at=now())
    return talent


def make_film(number: int = 1, *, talent: Talent | None = None) -> Film:
    """A film that says all it can say of itself, except its file."""
    film = Film.objects.create(
        year=2096, declared_runtime_ms=60_000, ai_declaration="declared",
        logline=LazyI18nString({"zh-hans": "一盏灯沿江而下。"}), synopsis=LazyI18nString({"zh-hans": "灯灭之后。"}),
    )  # fmt: skip
    for text, language, kind in (
        (f"无灯之江{number}", "zh-Hans", NameKind.ORIGINAL),
        (f"無燈之江{number}", "zh-Hant", NameKind.TRANSLATED),
        (f"No Lamp {number}", "en", NameKind.TRANSLATED),
    ):
        FilmTitle.objects.create(film=film, text=text, language=language, kind=kind)
    sword = make_authority(
        AuthorityKind.HERITAGE, "goujian-sword",
        ("越王勾践剑", "zh-Hans", "preferred"), ("越王州勾剑", "zh-Hans", "alias"),
    )  # fmt: skip
    CulturalLink.objects.create(film=film, authority=sword)
    tool = make_authority(AuthorityKind.TOOL, "lumen", ("Lumen", "en", "preferred"))
    AIUse.objects.create(film=film, stage="video", share="some").tools.add(tool)
    Credit.objects.create(film=film, talent=talent, name="" if talent else "Lu Qingchi", role="director")
    return film


def show_film(film: Film, *, by: User, programme: Programme | None = None) -> FilmPage:
    """Publish it, with a picture."""
    return publish_film(film, by=by, at=now(), programme=programme, hero=make_picture(f"Film {film.pk}"))


def _publish(page: BasePage, parent: BasePage) -> Any:
    parent.add_child(instance=page)
    page.save_revision().publish()
    alias_everywhere(page)
    return page


def make_programme_page(programme: Programme) -> ProgrammePage:
    page = ProgrammePage(
        title=str(programme.name.data["zh-hans"]), slug=programme.slug, programme=programme, summary="顺流而下。",
        body=text_block("一年一次。"), hero=make_picture(), contact="节目组",
    )  # fmt: skip
    return _publish(page, ProgrammeIndexPage.objects.get(locale__language_code="zh-hans"))


def make_collection(films: list[FilmPage], number: int = 1, programme: Programme | None = None) -> CollectionPage:
    page = CollectionPage(
        title=f"江河辑{number}", slug=f"rivers-{number}", summary="水的三种写法。", programme=programme,
        essay=text_block("水。"), hero=make_picture(), curator="阿澜", curated_on=date(2096, 1, 1),
    )  # fmt: skip
    page.films = [CollectionFilm(film=film, sort_order=order) for order, film in enumerate(films)]
    return _publish(page, CollectionIndexPage.objects.get(locale__language_code="zh-hans"))


def make_news(number: int = 1, programme: Programme | None = None) -> NewsPage:
    page = NewsPage(
        title=f"征集启动{number}", slug=f"news-{number}", summary="开始了。", programme=programme,
        published_on=date(2096, 1, number % 28 + 1), body=text_block("今天开始。"), author="阿澜", key_points="一\n二",
        hero=make_picture(),
    )  # fmt: skip
    return _publish(page, NewsIndexPage.objects.get(locale__language_code="zh-hans"))


def text_block(text: str) -> str:
    """Running text as a StreamField stores it."""
    return json.dumps([block("text", f"<p>{text}</p>")])


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def fill_home(films: list[FilmPage], collection: CollectionPage) -> None:
    """Tonight's film and one row of every shape, in every language's home page."""
    signed = {"title": "一行", "note": "写在前面。", "by": "阿澜", "on": "2096-01-01"}
    rows = [
        block("film", {**signed, "film": films[0].pk}),
        block("films", {**signed, "films": [block("item", film.pk) for film in films[:8]]}),
        block("collection", {**signed, "collection": collection.pk}),
        block("faces", {**signed, "talents": []}),
        block("quotation", {**signed, "quotation": {"text": "慢一点。", "by": "阿澜"}}),
        block("news", signed),
    ]
    for home in HomePage.objects.all():
        home.tonight, home.tonight_note, home.rows = films[0], "首映", json.dumps(rows)
        home.save()


def make_site(count: int = 1) -> dict[str, Any]:
    """The whole, with `count` of everything that comes in rows."""
    plant()
    editor, programme = make_editor(), make_programme()
    for number in range(2, count + 1):
        fill_edition(EditionFactory(programme=programme), number)
    talents = [make_listed_talent(f"Lu Qingchi {n}") for n in range(count)]
    films = [make_film(n, talent=talents[n]) for n in range(count)]
    pages = [show_film(film, by=editor, programme=programme) for film in films]
    event = Event.objects.order_by("pk").first()
    for film in films:
        make_airing(film=film, event=event)
    Credit.objects.bulk_create(Credit(film=film, talent=talents[0], role="composer") for film in films)
    page = make_programme_page(programme)
    collections = [make_collection(pages, n, programme) for n in range(count)]
    news = [make_news(n, programme) for n in range(count)]
    fill_home(pages, collections[0])
    return {
        "editor": editor, "programme": programme, "talent": talents[0], "films": pages, "programme_page": page,
        "collections": collections, "news": news, "call": Call.objects.public().order_by("pk").first(),
        "event": event,
    }  # fmt: skip
