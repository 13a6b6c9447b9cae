"""Films as records: titles, makers, where AI was used, what they are about."""

from datetime import datetime

from django.db import transaction

from cms.demo.content.films import FilmData
from cms.demo.seed.authorities import authority
from portal.accounts.models import User
from portal.films.models import AIDeclaration, AIUse, Credit, CulturalLink, Film, FilmTitle
from portal.names import NameKind
from portal.talent.models import Talent


@transaction.atomic
def seed_film(data: FilmData, *, at: datetime, owner: User | None = None, talents: dict[str, Talent]) -> Film:
    """The film under its key as public id, which gives the demo addresses that can be read."""
    film = Film.objects.filter(public_id=data.key).first()
    if film:
        return film
    film = Film.objects.create(
        public_id=data.key,
        owner=owner,
        origin=data.origin,
        year=data.year,
        declared_runtime_ms=round(data.seconds * 1000),
        logline=data.logline,
        synopsis=data.synopsis,
        epigraph=data.epigraph,
        ai_declaration=AIDeclaration.DECLARED if data.ai else AIDeclaration.NOT_DECLARED,
        created_at=at,
        updated_at=at,
    )
    film.countries.set(authority(slug) for slug in data.countries)
    film.genres.set(authority(slug) for slug in data.genres)
    for position, (text, language) in enumerate(data.titles):
        kind = NameKind.TRANSLATED if position else NameKind.ORIGINAL
        FilmTitle.objects.create(film=film, text=text, language=language, kind=kind, position=position)
    for slug in data.culture:
        CulturalLink.objects.create(film=film, authority=authority(slug))
    _seed_credits(film, data, talents)
    for stage, (share, tools, words) in data.ai.items():
        use = AIUse.objects.create(film=film, stage=stage, share=share, human_part=words)
        use.tools.set(authority(slug) for slug in tools)
    return film


def _seed_credits(film: Film, data: FilmData, talents: dict[str, Talent]) -> None:
    if data.maker:
        Credit.objects.create(film=film, organisation=authority(data.maker))
    for position, (key, role) in enumerate(data.talents, start=1):
        Credit.objects.create(film=film, role=role, talent=talents[key], position=position)
