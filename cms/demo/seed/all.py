"""The whole demo, in the order in which its parts need each other. Every step can be repeated."""

from django.conf import settings

from cms.actions import publish_film
from cms.demo.content import pages as page_content
from cms.demo.content.channel import CHANNEL, ON_AIR
from cms.demo.content.cloudfield_films import FILMS
from cms.demo.content.films import FilmData
from cms.demo.content.pilots import PILOTS
from cms.demo.content.r0 import R0
from cms.demo.content.r1 import R1
from cms.demo.content.r2 import R2
from cms.demo.seed import accounts, pages
from cms.demo.seed.authorities import seed_authorities
from cms.demo.seed.entries import judged_films, seed_entries
from cms.demo.seed.files import hero_of, seed_files
from cms.demo.seed.films import seed_film
from cms.demo.seed.partners import seed_partners
from cms.demo.seed.people import seed_portraits, seed_talents
from cms.demo.seed.programmes import seed_airing_of_film, seed_programme
from cms.demo.seed.say import Say
from cms.models import FilmPage, HomePage
from cms.tree import plant
from portal.accounts.models import User
from portal.calls.models import Programme
from portal.clock import now
from portal.films.models import Film

PROGRAMMES = (R1, CHANNEL, R2, R0)


def is_there() -> bool:
    """Whether the demo was seeded to its end: the home page's rows come last."""
    home = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    return bool(home and home.rows)


def is_empty_site() -> bool:
    """Whether there is nothing but perhaps an unfinished demo."""
    ours = {data.slug for data in PROGRAMMES}
    return not is_there() and not Programme.objects.exclude(slug__in=ours).exists()


def seed(say: Say, *, longest: float | None = None, most: int | None = None) -> None:
    """Seed what is missing. For tests, `longest` (seconds) cuts films short and `most` makes so many of each sort."""
    at = now()
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    say("The demo: records …")
    home = plant()
    seed_authorities()
    accounts.seed_accounts()
    editor = accounts.user_of("admin")
    programmes = {data.slug: seed_programme(data, by=editor, at=at) for data in PROGRAMMES}
    talents = seed_talents(at=at)
    for data in PILOTS:
        seed_film(data, at=at, talents={})
    judged = judged_films(at.year)
    for data in [*FILMS, *judged]:
        seed_film(data, at=at, owner=talents[data.talents[0][0]].user, talents=talents)
    say("The demo: portraits, logos …")
    seed_portraits(talents, at=at, most=most)
    for programme in PROGRAMMES:
        seed_partners(programme)
    say("The demo: films with sound …")
    seed_files([*PILOTS[:most], *FILMS[:most], *judged[:most]], at=at, say=say, longest=longest)
    say("The demo: entries, results, pages …")
    seed_entries(talents, by=editor, at=at)
    _publish(FILMS, programmes[CHANNEL.slug], editor)
    _publish(PILOTS, programmes[R1.slug], editor)
    seed_airing_of_film(*ON_AIR, at=at)
    pages.seed_film_notes(by=editor)
    pages.seed_programme_pages(page_content.PROGRAMMES, by=editor, at=at)
    pages.seed_collections(page_content.COLLECTIONS, by=editor, at=at)
    pages.seed_news(page_content.NEWS, by=editor, at=at)
    pages.seed_home(home, page_content.ROWS, by=editor, at=at)
    accounts.write_note()


def _publish(films: list[FilmData], programme: Programme, by: User) -> None:
    for data in films:
        film = Film.objects.get(public_id=data.key)
        if FilmPage.objects.filter(film=film).exists():
            continue
        publish_film(
            film,
            by=by,
            at=now(),
            programme=programme,
            hero=hero_of(data.key),
            is_stand_in=data.origin == "pilot",
            summary=str(data.logline.data[settings.LANGUAGE_CODE]),
        )
