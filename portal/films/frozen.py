"""A film's record as a plain copy that later edits cannot reach: what a submission keeps and what a page shows.

Format 1: `public_id` · `version` · `titles` (text, language, kind) · `year` · `runtime_ms` ·
`caption_files` (public_id, language, kind, sha256) · `origin` · `source_url` ·
`countries`, `genres`, `culture` (slug, kind, names, at_ms) · `texts` (logline, synopsis, epigraph: language → text) ·
`credits` (role, part, name, talent, names, chain) · `ai` (declaration, stages of stage, share, tools, words).
"""

from collections.abc import Iterable
from typing import Any

from portal.authorities.models import Authority
from portal.films.models import AIUse, Credit, Film
from portal.media.models import Caption

FORMAT = 1
PREFETCH = (
    "original__captions",
    "titles",
    "countries__names",
    "genres__names",
    "culture__authority__names",
    "credits__talent__names",
    "credits__organisation__names",
    "credits__organisation__parent__names",
    "credits__organisation__parent__parent__names",
    "ai_uses__tools__names",
)


def freeze(film: Film) -> dict[str, Any]:
    """The film as it stands in the database now, in a constant number of queries."""
    return copy_of(Film.objects.select_related("original").prefetch_related(*PREFETCH).get(pk=film.pk))


def copy_of(film: Film) -> dict[str, Any]:
    """The same of a film that was read with its original and PREFETCH; for many at once."""
    return {
        "format": FORMAT,
        "public_id": film.public_id,
        "version": film.version,
        "titles": _names(film.titles.all()),
        "year": film.year,
        "runtime_ms": film.runtime_ms(),
        "caption_files": [_caption(row) for row in film.original.current_captions()] if film.original else [],
        "origin": film.origin,
        "source_url": film.source_url,
        "countries": [_authority(place) for place in film.countries.all()],
        "genres": [_authority(genre) for genre in film.genres.all()],
        "texts": {name: texts_of(getattr(film, name)) for name in ("logline", "synopsis", "epigraph")},
        "credits": [credit_copy(credit) for credit in film.credits.all()],
        "ai": {"declaration": film.ai_declaration, "stages": [_ai(use) for use in film.ai_uses.all()]},
        "culture": [_authority(link.authority) | {"at_ms": link.at_ms} for link in film.culture.all()],
    }


def texts_of(value: Any) -> dict[str, str]:
    """A text in several languages as language → text, without the empty ones."""
    data = getattr(value, "data", value)
    if isinstance(data, dict):
        return {language: text for language, text in data.items() if text}
    return {"zh-hans": str(data)} if data else {}


def _names(rows: Iterable[Any]) -> list[dict[str, str]]:
    return [{"text": row.text, "language": row.language, "kind": row.kind} for row in rows]


def _caption(caption: Caption) -> dict[str, str]:
    """Which captions stood beside the film: its id names the bytes, which never change."""
    return {
        "public_id": caption.public_id,
        "language": caption.language,
        "kind": caption.kind,
        "sha256": caption.sha256,
    }


def _authority(authority: Authority) -> dict[str, Any]:
    return {"slug": authority.slug, "kind": authority.kind, "names": _names(authority.names.all())}


def credit_copy(credit: Credit) -> dict[str, Any]:
    """One credit as it stands in the copy."""
    return {
        "role": credit.role,
        "part": credit.part,
        "name": credit.name,
        "talent": credit.talent.public_id if credit.talent else "",
        "names": _names(credit.talent.names.all()) if credit.talent else [],
        "chain": [_authority(link) for link in credit.organisation.chain()] if credit.organisation else [],
    }


def _ai(use: AIUse) -> dict[str, Any]:
    tools = [_authority(tool) for tool in use.tools.all()]
    return {"stage": use.stage, "share": use.share, "words": use.human_part, "tools": tools}
