"""Places, organisations, eras, motifs, tools: what the demo's records point at."""

from cms.demo.content.authorities import ALL
from portal.authorities.models import Authority, AuthorityName


def seed_authorities() -> None:
    """Write those that are missing, wholes before their parts."""
    known = {row.slug: row for row in Authority.objects.all()}
    for kind, slug, parent, era, names in ALL:
        if slug in known:
            continue
        record = Authority.objects.create(
            kind=kind, slug=slug, parent=known.get(parent), era=known.get(era), source="demo"
        )
        known[slug] = record
        AuthorityName.objects.bulk_create(
            AuthorityName(authority=record, text=text, language=language, kind=name_kind, position=position)
            for position, (text, language, name_kind) in enumerate(names)
        )


def authority(slug: str) -> Authority:
    return Authority.objects.get(slug=slug)
