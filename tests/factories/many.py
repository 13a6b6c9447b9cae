"""Hundreds of rows at the price of a few statements: copies of one that another factory made."""

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model
from wagtail.models import Page

from cms.models import CollectionFilm, FilmPage
from portal.accounts.models import User
from portal.calls.models import Call
from portal.entries.models import Entry, TeamMember
from portal.films.models import Credit, FilmTitle
from portal.talent.models import ListingConsent, Talent, TalentName
from portal.text import new_public_id

Row = TypeVar("Row", bound=Model)


def copies(row: Row, count: int, **changes: Callable[[int], Any]) -> list[Row]:
    """`count` more rows like `row` in one statement; each of `changes` gets the number of the copy."""
    fields = [field for field in type(row)._meta.concrete_fields if not field.primary_key]
    values = {field.attname: getattr(row, field.attname) for field in fields}
    made = (type(row)(**values | {name: of(number) for name, of in changes.items()}) for number in range(count))
    return type(row)._default_manager.bulk_create(made)


def page_copies(page: Any, count: int, **changes: Callable[[int], Any]) -> list[Any]:
    """`count` more live siblings of `page`, itself in no other language. The tree's own checks are left out."""
    parent = page.get_parent()
    step = Page._str2int(Page.objects.child_of(parent).order_by("path").last().path[-Page.steplen :])
    slug = f"{page.slug}-{step}"
    rows = copies(
        Page.objects.get(pk=page.pk),
        count,
        path=lambda n: Page._get_path(parent.path, page.depth, step + 1 + n),
        slug=lambda n: f"{slug}-{n}",
        url_path=lambda n: f"{parent.url_path}{slug}-{n}/",
        translation_key=lambda _n: uuid.uuid4(),
        latest_revision_id=lambda _n: None,
        live_revision_id=lambda _n: None,
    )
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + count)
    own = {
        field.attname: getattr(page, field.attname)
        for field in type(page)._meta.local_concrete_fields
        if not field.primary_key
    }
    found = []
    for number, row in enumerate(rows):
        child = type(page)(page_ptr_id=row.pk, **own | {name: of(number) for name, of in changes.items()})
        child.save_base(raw=True, force_insert=True)  # its own table alone; the tree's row stands already
        found.append(child)
    return found


def more_of_everything(site: dict[str, Any], count: int) -> None:
    """`count` more of all that `factories.cms.make_site` made, hanging together in the same way."""
    talents = copies(site["talent"], count, public_id=lambda _n: new_public_id(), user_id=lambda _n: None)
    TalentName.objects.bulk_create(
        TalentName(talent=one, text=f"Lu Qingchi {one.pk}", language="en") for one in talents
    )
    consent = ListingConsent.objects.get(talent=site["talent"])
    copies(consent, count, talent_id=lambda n: talents[n].pk)
    first: FilmPage = site["films"][0]
    films = copies(first.film, count, public_id=lambda _n: new_public_id())
    FilmTitle.objects.bulk_create(FilmTitle(film=one, text=f"无灯之江{one.pk}", language="zh-Hans") for one in films)
    Credit.objects.bulk_create(Credit(film=one, talent=site["talent"], role="composer") for one in films)
    pages = page_copies(first, count, film_id=lambda n: films[n].pk)
    collections = page_copies(site["collections"][0], count)
    page_copies(site["news"][0], count)
    everywhere = [
        CollectionFilm(page=site["collections"][0], film=one, sort_order=n + 9) for n, one in enumerate(pages)
    ]
    everywhere += [CollectionFilm(page=one, film=first, sort_order=0) for one in collections]
    CollectionFilm.objects.bulk_create(everywhere)
    more_calls(site["call"], count)
    airing = first.film.airings.first()
    copies(airing, count, public_id=lambda _n: new_public_id())
    copies(airing, count, public_id=lambda _n: new_public_id(), film_id=lambda n: films[n].pk)


def more_calls(call: Call, count: int) -> list[Call]:
    """Calls like it in editions of their own, and as many awards and numbers on the call itself."""
    version = call.current
    assert version
    editions = copies(call.edition, count, slug=lambda n: f"{call.edition.slug}-{n}")
    calls = copies(
        call, count, slug=lambda n: f"{call.slug}-{n}", edition_id=lambda n: editions[n].pk, current_id=lambda _n: None
    )
    versions = copies(version, count, call_id=lambda n: calls[n].pk)
    for gate in version.gates.all():
        copies(gate, count, version_id=lambda n: versions[n].pk)
    for one, current in zip(calls, versions, strict=True):
        one.current = current
    Call.objects.bulk_update(calls, ["current"])
    copies(version.awards.get(), count, key=lambda n: f"best-{n}")
    number = call.edition.statistics.get()
    copies(number, count, key=lambda n: f"entries-{n}")
    copies(number, count, edition_id=lambda n: editions[n].pk)
    return calls


def more_entries(entry: Entry, count: int, *, start: int = 0) -> list[Entry]:
    """Entries like it, each with a film of its own and the same lead; `start` of them were made before."""
    assert entry.film
    films = copies(entry.film, count, public_id=lambda _n: new_public_id())
    FilmTitle.objects.bulk_create(FilmTitle(film=one, text=f"River {one.pk}", language="en") for one in films)
    rows = copies(entry, count, public_id=lambda _n: new_public_id(), film_id=lambda n: films[n].pk)
    TeamMember.objects.bulk_create(TeamMember(entry=one, user=entry.owner, is_lead=True) for one in rows)
    sent = entry.submissions.first()
    if sent:
        copies(sent, count, entry_id=lambda n: rows[n].pk, number=lambda n: sent.number + 1 + start + n)
    return rows


def more_members(talent: Talent, count: int) -> list[Talent]:
    """`count` more people of the cohort that `talent` is in, saying what `talent` says."""
    entry = talent.entries.get()
    people = copies(talent, count, public_id=lambda _n: new_public_id(), user_id=lambda _n: None)
    users = User.objects.bulk_create(User(email=f"{one.public_id}@example.org", language="en") for one in people)
    for one, user in zip(people, users, strict=True):
        one.user = user
    Talent.objects.bulk_update(people, ["user"])
    TalentName.objects.bulk_create(TalentName(talent=one, text=f"Lu {one.pk}", language="en") for one in people)
    entries = copies(
        entry,
        count,
        public_id=lambda _n: new_public_id(),
        owner_id=lambda n: users[n].pk,
        talent_id=lambda n: people[n].pk,
    )
    copies(entry.decisions.get(), count, entry_id=lambda n: entries[n].pk)
    for row in [*talent.roster_consents.all(), *talent.roster_questions.all(), *talent.consents.all()]:
        copies(row, count, talent_id=lambda n: people[n].pk)
    return people
