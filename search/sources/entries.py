"""Entries: on the desk once handed in, never public."""

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role, User, Viewer
from portal.entries import institutions
from portal.entries.models import Entry
from portal.entries.workflow import HANDED_IN
from portal.front.shapes import Hit, Slate
from search import kinds
from search.documents import CatalogDocument
from search.facets import Index
from search.sources.words import address


class EntryKind(kinds.Kind[Entry]):
    """On the desk once handed in; a draft is nobody's business, and nothing of an entry is ever public."""

    name = "entry"
    label = _("Entry")
    indexes = frozenset({Index.DESK})

    def everything(self) -> QuerySet[Entry]:
        return Entry.objects.select_related("call__edition__programme", "owner", "film", "talent").prefetch_related(
            "film__titles",
            "talent__names",
            "submissions__call",
            "submissions__files__original",
            "members__user",
            *institutions.ROWS,
        )

    def build(self, thing: Entry, index: Index) -> CatalogDocument | None:
        if index is not Index.DESK or thing.status not in HANDED_IN:
            return None
        names = [row.text for row in thing.film.titles.all()] if thing.film else []
        people = [row.text for row in thing.talent.names.all()] if thing.talent else []
        entering = institutions.names_of(thing)
        members = [str(member.user.name) for member in thing.members.all() if member.left_at is None]
        codes = [thing.public_id, *(submission.receipt() for submission in thing.submissions.all())]
        return CatalogDocument(
            kind=self.name,
            object_id=str(thing.pk),
            version=thing.version,
            names=names or people or [thing.title()],
            aliases=[*people, thing.team_name, thing.owner.name, *members, *entering, *codes, *_file_names(thing)],
            facets={
                "status": [thing.status],
                "call": [thing.call.slug],
                "programme": [thing.call.edition.programme.slug],
                "year": [str(thing.call.edition.year)],
            },
            date=thing.submitted_at,
        )

    def visible_to(self, user: Viewer, index: Index) -> QuerySet[Entry]:
        if not isinstance(user, User) or index is not Index.DESK:
            return Entry.objects.none()
        rows = Entry.objects.on_desk_of(user).select_related("call__current", "film", "talent")
        return rows.prefetch_related("film__titles", "talent__names", "submissions__files__original")

    def hit(self, thing: Entry, index: Index, language: str) -> Hit:
        return Hit(
            kind=str(self.label),
            title=thing.title(language),
            url=address(("desk-entries:inspect", thing.pk)),
            slate=Slate(maker=thing.team_name),
            text=" · ".join([str(thing.get_status_display()), str(thing.call), *_file_names(thing)]),
        )

    def matching(self, text: str) -> Q:
        return (
            Q(film__titles__text__icontains=text)
            | Q(talent__names__text__icontains=text)
            | Q(answers__title__icontains=text)
            | Q(team_name__icontains=text)
            | Q(public_id=text)
        )


def _file_names(entry: Entry) -> list[str]:
    """What the files beside the film were called when it was last handed in; of a proposal, its documents."""
    last = next(iter(entry.submissions.all()), None)
    return [file.original.name for file in last.files.all()] if last else []


def programmes_of_desk(user: User) -> Mapping[str, Sequence[str]]:
    """The `scope` of an editor's questions to the desk: nothing to add for those who work for all programmes."""
    if user.is_superuser:
        return {}
    grants = user.grants.filter(role__in=[Role.EDITOR, Role.ADMINISTRATOR, Role.CURATOR])
    slugs = list(grants.values_list("programme", flat=True))
    return {} if "" in slugs else {"programme": slugs or ["—"]}
