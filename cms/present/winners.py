"""Who was chosen in a call, and who won what: for everybody, from released decisions alone."""

from collections.abc import Iterable, Mapping

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
from portal.jury.affiliations import from_the_host
from portal.jury.models import Decision, Delivery, Outcome
from portal.talent.models import Talent


def results(call: Call) -> tuple[list[Winner], list[Finalist]]:
    """Winners in the order of the awards, and every finalist by name, winners among them; nothing under embargo.

    A constant number of queries, one where nothing is known yet. Who won without having been a finalist is no list.
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
    return _winners(call, won, who), _finalists(call, who) if len(won) < len(rows) else []


def _winners(call: Call, rows: list[Decision], who: Mapping[int, Link]) -> list[Winner]:
    order = {award.key: award.position for award in call.current.awards.all()} if call.current else {}
    rows.sort(key=lambda row: order.get(row.award.key, len(order)) if row.award else len(order))
    return [
        Winner(
            said(row.award.name) if row.award else str(row.get_outcome_display()),
            who[row.entry_id],
            [
                (prize_words(prize), _("delivered") if prize.status == Delivery.DELIVERED else "")
                for prize in row.prizes.all()
                if row.award and prize.award_key == row.award.key
            ],
        )
        for row in rows
    ]


def _finalists(call: Call, who: Mapping[int, Link]) -> list[Finalist]:
    """By name: the order says nothing of rank."""
    own = from_the_host(call, who)
    rows = sorted(who.items(), key=lambda row: row[1].text)
    return [Finalist(link, _("the host's own team") if entry in own else "") for entry, link in rows]


def _decisions(call: Call) -> Iterable[Decision]:
    taken_down = Takedown.objects.filter(film=OuterRef("entry__film"), state=TakedownState.ACCEPTED)
    return (
        Decision.objects.public()
        .filter(entry__call=call, outcome__in=(Outcome.WINNER, Outcome.FINALIST))
        .annotate(is_taken_down=Exists(taken_down))
        .select_related("award", "entry")
        .order_by("pk")
        .prefetch_related(
            "prizes", Prefetch("entry__submissions", Submission.objects.order_by("-sequence", "-pk"), to_attr="copies")
        )
    )


def _who(row: Decision, pages: Mapping[int, FilmPage], named: Mapping[int, Talent]) -> Link:
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
        copy = next(iter(entry.copies), None)  # type: ignore[attr-defined]
        title = head((copy.frozen.get("film") or {}).get("titles", [])) if copy else None
        if title:
            return Link(title.text, "", foreign(title.language))
    return Link(_("not named here"))
