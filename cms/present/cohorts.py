"""The cohort of an edition as the site shows it: how many were chosen, and who of them agreed to be named."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from cms.present.portraits import portrait, with_portraits
from cms.present.programmes import has_page
from cms.present.words import head, said
from cms.present.works import works_of
from portal.calls.models import Edition
from portal.cohorts.members import chosen
from portal.cohorts.models import RosterConsent
from portal.front.shapes import Link, RosterPerson, Work
from portal.front.words import foreign, text_for
from portal.jury.models import Decision, Outcome
from portal.talent.models import Talent
from search.analysis import sort_key


def cohort_url(edition: Edition) -> str:
    return reverse("cohort", args=[edition.slug])


def is_known(edition: str = "pk") -> Exists:
    """Whether a released decision has chosen anybody for the edition. Before that nobody learns there is a cohort."""
    return Exists(chosen().filter(entry__call__edition=OuterRef(edition)))


def has_chosen() -> Exists:
    """The same of one call."""
    return Exists(chosen().filter(entry__call=OuterRef("pk")))


def public_cohorts() -> QuerySet[Edition]:
    """Editions with a cohort that anybody may know of, whose programme is on the site."""
    return Edition.objects.filter(is_known(), has_page("programme"))


def cohorts_of(talent: Talent) -> list[Link]:
    """The cohorts a profile names: those whose roster names the person. One query."""
    agreed = RosterConsent.objects.shown().filter(talent=talent).select_related("edition__programme")
    rows: Iterable[Any] = agreed.annotate(has_page=has_page("edition__programme")).order_by(
        "-edition__year", "-edition"
    )
    links = []
    for row in rows:
        text, lang = text_for(row.edition.programme.name)
        links.append(Link(f"{text} {row.edition.year}", cohort_url(row.edition) if row.has_page else "", lang))
    return links


def roster(edition: Edition) -> list[RosterPerson]:
    """Those who agreed, by their names, with what they have done since. A constant number of queries."""
    people = _people(edition)
    since = _chosen_at(edition)
    first = min(since.values(), default=None)
    done = works_of(people, first_shown__gte=first) if first else {}
    shown = [(person, _entry(person, since.get(person.pk), done.get(person.pk, ()))) for person in people]
    return [entry for _person, entry in sorted(shown, key=lambda row: (sort_key(row[1].name), row[0].pk))]


def _people(edition: Edition) -> list[Any]:
    agreed = RosterConsent.objects.shown(edition).values("talent")
    rows = with_portraits(Talent.objects.filter(pk__in=agreed).select_related("region"))
    listed = Exists(Talent.objects.listed().filter(pk=OuterRef("pk")))
    return list(rows.annotate(has_profile=listed).prefetch_related("names", "region__names"))


def _chosen_at(edition: Edition) -> dict[int, datetime]:
    """When each member was first made known as one, which a later decision that says the same does not move."""
    rows = Decision.objects.made_known().filter(outcome=Outcome.COHORT, entry__call__edition=edition)
    told = rows.order_by("-release__released_at").values_list("entry__talent", "release__released_at")
    return {talent: at for talent, at in told if talent and at}


def _entry(person: Any, since: datetime | None, done: Iterable[tuple[Any, Work]]) -> RosterPerson:
    name = head(person.names.all())
    region = head(person.region.names.all()) if person.region else None
    return RosterPerson(
        name=name.text if name else person.public_id,
        lang=foreign(name.language) if name else "",
        url=reverse("talent", args=[person.public_id]) if person.has_profile else "",
        portrait=portrait(person) if person.has_profile else None,
        place=Link(region.text, "", foreign(region.language)) if region else None,
        line=said(person.statement),
        plain_line=text_for(person.statement)[0],
        since=[work for page, work in done if since and page.first_shown >= since],
    )
