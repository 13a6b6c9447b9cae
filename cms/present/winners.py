"""Who was chosen in a call, and who won what: for everybody, from released decisions alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import FilmPage
from cms.present import lists
from cms.present.awards import prize_words
from cms.present.film import page_url, title_of
from cms.present.words import head, said
from portal.calls.models import Call
from portal.entries.models import Submission
from portal.films.models import Takedown, TakedownState
from portal.front.shapes import Finalist, Link, Winner
from portal.front.words import foreign
from portal.jury.affiliations import is_from_host
from portal.jury.models import Decision, Delivery, Outcome
from portal.talent.models import Talent
from search.analysis import sort_key


def results(call: Call) -> tuple[list[Winner], list[Finalist]]:
    """Winners in the order of the awards, and every finalist by name, winners among them; nothing under embargo.

    A constant number of queries, one where nothing is known yet. Who won without anybody having been made known as a
    finalist is no list.
    """
    rows = list(_decisions(call))
    if not rows:
        return [], []
    films = [row.entry.film_id for row in rows if row.entry.film_id]
    pages = {page.film_id: page for page in lists.live_here(FilmPage).filter(film__in=films)}
    people = Talent.objects.listed().filter(pk__in=[row.entry.talent_id for row in rows if row.entry.talent_id])
    named = {person.pk: person for person in people.prefetch_related("names")}
    who = {row.entry_id: _who(row, pages, named) for row in rows}
    won = [row for row in rows if row.outcome == Outcome.WINNER]
    are_known = any(row.was_finalist for row in rows)  # type: ignore[attr-defined]
    return _winners(call, won, who), _finalists(call, rows, who) if are_known else []


def _winners(call: Call, rows: list[Decision], who: Mapping[int, Link | None]) -> list[Winner]:
    order = {award.key: award.position for award in call.current.awards.all()} if call.current else {}
    rows.sort(key=lambda row: order.get(row.award.key, len(order)) if row.award else len(order))
    return [
        Winner(
            said(row.award.name) if row.award else str(row.get_outcome_display()),
            who[row.entry_id] or _unnamed(),
            [
                (prize_words(prize), _("delivered") if prize.status == Delivery.DELIVERED else "")
                for prize in row.prizes.all()
                if row.award and prize.award_key == row.award.key
            ],
        )
        for row in rows
    ]


def _finalists(call: Call, rows: Iterable[Decision], who: Mapping[int, Link | None]) -> list[Finalist]:
    """By name: the order says nothing of rank. Whoever is not named comes last, and nothing tells them apart."""
    named = [(link, row) for row in rows if (link := who[row.entry_id])]
    named.sort(key=lambda one: (sort_key(one[0].text), one[1].pk))
    own = _("the host's own team")
    lines = [Finalist(link, own if is_from_host(call, _copy(row)) else "") for link, row in named]
    return lines + [Finalist(_unnamed()) for link in who.values() if link is None]


def _decisions(call: Call) -> Iterable[Decision]:
    chosen = Decision.objects.made_known().filter(entry=OuterRef("entry"), outcome=Outcome.FINALIST)
    taken_down = Takedown.objects.filter(film=OuterRef("entry__film"), state=TakedownState.ACCEPTED)
    return (
        Decision.objects.public()
        .filter(entry__call=call, outcome__in=(Outcome.WINNER, Outcome.FINALIST))
        .annotate(is_taken_down=Exists(taken_down), was_finalist=Exists(chosen))
        .select_related("award", "entry")
        .order_by("pk")
        .prefetch_related(
            "prizes", Prefetch("entry__submissions", Submission.objects.order_by("-sequence", "-pk"), to_attr="copies")
        )
    )


def _copy(row: Decision) -> Mapping[str, Any]:
    """What was handed in last."""
    copy = next(iter(row.entry.copies), None)  # type: ignore[attr-defined]
    return copy.frozen if copy else {}


def _unnamed() -> Link:
    return Link(_("not named here"))


def _who(row: Decision, pages: Mapping[int, FilmPage], named: Mapping[int, Talent]) -> Link | None:
    """The film's page; its title as it was handed in where it has none; a person only if they are listed."""
    entry = row.entry
    if page := pages.get(entry.film_id or 0):
        shown = title_of(page)
        return Link(shown.text, page_url(page), foreign(shown.language))
    if person := named.get(entry.talent_id or 0):
        name = head(person.names.all())
        url = reverse("talent", args=[person.public_id])
        return Link(name.text, url, foreign(name.language)) if name else Link(person.public_id, url)
    if entry.film_id and not row.is_taken_down:  # type: ignore[attr-defined]
        title = head((_copy(row).get("film") or {}).get("titles", []))
        if title:
            return Link(title.text, "", foreign(title.language))
    return None
