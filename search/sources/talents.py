"""Talents: public while they agree to be listed."""

from typing import Protocol

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Viewer
from portal.films.frozen import texts_of
from portal.films.models import Credit, Film
from portal.front.shapes import Hit, Slate, Still
from portal.names import best_name
from portal.talent.models import Talent
from search import kinds
from search.documents import CatalogDocument
from search.facets import Index
from search.sources.films import FilmKind, FilmShow
from search.sources.words import HEADS, address, foreign, names_of, text


class FaceShow(Protocol):
    """Whoever has pictures of talents."""

    def with_faces(self, talents: QuerySet[Talent]) -> QuerySet[Talent]:
        """The same talents with whatever `face` reads prefetched."""
        ...

    def face(self, talent: Talent) -> Still | None: ...


class TalentKind(kinds.Kind[Talent]):
    """Public only while their consent to be listed stands; the roles of public films only."""

    name = "talent"
    label = _("Talent")

    def __init__(self, faces: FaceShow | None = None) -> None:
        self.faces = faces

    def everything(self) -> QuerySet[Talent]:
        return Talent.objects.select_related("region").prefetch_related(
            "names", "consents", "portfolio", "skills__names", "tools__names", "affiliations__names", "region__names",
            "credits", Prefetch("credits", queryset=_shown_credits(), to_attr="shown_credits"),
        )  # fmt: skip

    def build(self, thing: Talent, index: Index) -> CatalogDocument | None:
        if index is Index.PUBLIC and not any(consent.revoked_at is None for consent in thing.consents.all()):
            return None
        roles = _shown_roles(thing) if index is Index.PUBLIC else [credit.role for credit in thing.credits.all()]
        things = [*thing.skills.all(), *thing.tools.all(), *thing.affiliations.all()]
        things += [thing.region] if thing.region else []
        items = [word for item in thing.portfolio.all() for word in (item.title, item.part, item.description)]
        texts = [*texts_of(thing.statement).values(), *texts_of(thing.biography).values()]
        return CatalogDocument(
            kind=self.name,
            object_id=str(thing.pk),
            version=thing.version,
            names=[row.text for row in thing.names.all() if row.kind in HEADS],
            aliases=[row.text for row in thing.names.all() if row.kind not in HEADS],
            spellings=[thing.pinyin] if thing.pinyin else [],
            texts={"": "\n".join(texts), "portfolio": "\n".join(items), "related": "\n".join(names_of(things))},
            facets={
                "region": [thing.region.slug] if thing.region else [],
                "skill": [skill.slug for skill in thing.skills.all()],
                "tool": [tool.slug for tool in thing.tools.all()],
                "role": roles,
            },
            date=thing.updated_at,
        )

    def visible_to(self, user: Viewer, index: Index) -> QuerySet[Talent]:
        talents = Talent.objects.select_related("region").prefetch_related("names", "tools__names", "region__names")
        if index is Index.PUBLIC:
            return self.faces.with_faces(talents.listed()) if self.faces else talents.listed()
        return talents.visible_to(user)

    def hit(self, thing: Talent, index: Index, language: str) -> Hit:
        return Hit(
            kind=str(thing.get_kind_display()),
            title=thing.name(language),
            url=address(("desk-talents:edit", thing.pk) if index is Index.DESK else ("talent", thing.public_id)),
            lang=foreign(best_name(thing.names.all(), language), language),
            still=self.faces.face(thing) if self.faces and index is Index.PUBLIC else None,
            slate=Slate(
                place=thing.region.name(language) if thing.region else "",
                tools=[tool.name(language) for tool in thing.tools.all()][:3],
            ),
            text=text(thing.statement, language),
        )

    def matching(self, text: str) -> Q:
        return Q(names__text__icontains=text)


def _show() -> FilmShow | None:
    kind = kinds.kind_named(FilmKind.name)
    return kind.show if isinstance(kind, FilmKind) else None


def _shown_credits() -> QuerySet[Credit]:
    """Credits in films that are shown, with what says how they are shown."""
    show = _show()
    films = show.live(Film.objects.all()) if show else Film.objects.none()
    pages = show.with_pages(Film.objects.all()) if show else Film.objects.none()
    return Credit.objects.filter(film__in=films.values("pk")).prefetch_related(Prefetch("film", pages))


def _shown_roles(thing: Talent) -> list[str]:
    """Their roles as the approved copies say: what a film's record says today is not public."""
    show = _show()
    shown = [show.shown(credit.film) for credit in thing.shown_credits] if show else []  # type: ignore[attr-defined]
    rows = [row for film in shown if film for row in film.frozen["credits"]]
    return list(dict.fromkeys(row["role"] for row in rows if row["talent"] == thing.public_id))


def show_faces(faces: FaceShow) -> None:
    """Let `faces` say what listed talents look like."""
    kinds.register(TalentKind(faces))
