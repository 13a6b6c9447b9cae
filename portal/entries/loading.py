"""Reading an entry's rows ahead, so that a page costs a number of queries that does not grow."""

from collections.abc import Sequence

from django.db.models import prefetch_related_objects

from portal.entries.institutions import ROWS, asks_institution
from portal.entries.models import Entry, EntryQuerySet
from portal.entries.slots import wanted_materials

FILM = ("film__titles", "film__credits", "film__ai_uses")
ASKED = ("questions", "rules", "tracks")
TALENT = ("talent__names", "talent__portfolio")
MORE = {
    "film": ("film__countries", "film__genres"),
    "ai": ("film__ai_uses__tools",),
    "profile": ("talent__skills", "talent__tools"),
    "file": ("members", "film__ai_uses__tools", "film__original__captions"),
}
# The last page shows all of it.
WHOLE_FILM = (*MORE["film"], *MORE["file"], "film__ai_uses__tools__names")
WHOLE_TALENT = (*MORE["profile"], "members")

SAVED = {
    "film": ("film__titles",),
    "people": ("film__credits",),
    "ai": ("film__ai_uses__tools",),
}  # what saving compares


def load(entry: Entry, slug: str) -> None:
    """Everything the page of this step reads, of one entry. What is loaded already is not read again."""
    call = entry.call
    kind = FILM if call.asks_film() else TALENT if call.asks_portfolio() else ()
    whole = WHOLE_FILM if call.asks_film() else WHOLE_TALENT if call.asks_portfolio() else ("members",)
    more = whole if slug == "submit" else MORE.get(slug, ())
    asked = [f"call_version__{part}" for part in ASKED]
    rows: Sequence[str] = ("call__current__gates", *asked, *kind, *more)
    prefetch_related_objects([entry], *rows)
    if getattr(entry, "has_windows", True):
        prefetch_related_objects([entry], "windows")
    if asks_institution(entry):
        prefetch_related_objects([entry], *ROWS)
    if wanted_materials(entry):
        prefetch_related_objects([entry], "files__original")


def entry_rows() -> EntryQuerySet:
    """Entries with what a list of them reads."""
    asked = [f"call_version__{part}" for part in ASKED]
    rows: list[str] = ["call__current__gates", "windows", *asked, *FILM, *TALENT, "files__original", ROWS[0]]
    return Entry.objects.for_work().prefetch_related(*rows)
