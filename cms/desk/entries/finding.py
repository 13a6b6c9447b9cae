"""Finding an entry by what an editor remembers of it: a title, a name, a nickname, a receipt's number."""

from django.db.models import Q, QuerySet

from portal.calls.models import Call
from portal.entries.models import Entry, Submission
from portal.films.models import FilmTitle
from portal.talent.models import TalentName
from search.documents import split_id
from search.engines import engine
from search.engines.base import EngineDown
from search.facets import Index
from search.queries import CatalogQuery, clean_query
from search.sources import EntryKind

LONGEST_QUERY = 200
MOST_FOUND = 1000


def entries_matching(entries: QuerySet[Entry], text: str) -> QuerySet[Entry]:
    """Those of `entries` that the desk's catalogue finds, and those that hold every word of `text` in a name."""
    named = _named(entries, text)
    found = _in_catalogue(text, entries)
    return entries.filter(Q(pk__in=found) | Q(pk__in=named.values("pk"))) if found else named


def _in_catalogue(text: str, entries: QuerySet[Entry]) -> list[int]:
    """By pinyin, by the other script, by a nickname. Nothing while the engine is away: names are still searched.

    Asked within the calls of `entries`, so that what other programmes have takes no place among the hits.
    """
    calls = list(Call.objects.filter(pk__in=entries.order_by().values("call")).values_list("slug", flat=True))
    if not calls:
        return []
    query = CatalogQuery(
        text=clean_query(text)[:LONGEST_QUERY],
        size=MOST_FOUND,
        filters={"kind": (EntryKind.name,)},
        scope={"call": calls},
    )
    try:
        ids = engine().find(Index.DESK, query).ids
    except EngineDown:
        return []
    found = [split_id(doc_id) for doc_id in ids]
    return [int(object_id) for kind, object_id in found if kind == EntryKind.name]


def _named(entries: QuerySet[Entry], text: str) -> QuerySet[Entry]:
    for word in _clean(text).split():
        titles = FilmTitle.objects.filter(text__icontains=word).values("film")
        names = TalentName.objects.filter(text__icontains=word)
        entries = entries.filter(
            Q(film__in=titles)
            | Q(talent__in=names.values("talent"))
            | Q(answers__title__icontains=word)
            | Q(owner__talent__in=names.values("talent"))
            | Q(owner__name__icontains=word)
            | Q(owner__email__icontains=word)
            | Q(team_name__icontains=word)
            | Q(public_id__iexact=word)
            | Q(pk__in=_receipts(word))
        )
    return entries


def _receipts(word: str) -> QuerySet[Submission]:
    slug, _dash, number = word.rpartition("-")
    found = Submission.objects.filter(call__slug__iexact=slug) if slug else Submission.objects.all()
    is_number = number.isascii() and number.isdecimal() and len(number) < 9
    return (found.filter(number=int(number)) if is_number else found.none()).values("entry")  # type: ignore[return-value]


def _clean(text: str) -> str:
    """Without what one of our databases could not be asked for."""
    kept = "".join(sign for sign in text[:LONGEST_QUERY] if sign.isprintable() or sign == " ")
    return kept.encode("utf-8", "ignore").decode()
