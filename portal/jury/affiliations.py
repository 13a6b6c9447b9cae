"""Who belongs to whom: an entry to the programme's own house, or to that of somebody who judges."""

from collections import defaultdict
from collections.abc import Collection

from portal.calls.models import Call, EditionPerson
from portal.entries.models import EnteringInstitution, Entry
from portal.films.models import Credit

# A studio of a laboratory of a school of a university.
UPWARDS = [f"organisation{'__parent' * step}" for step in range(4)]
JUDGING = (EditionPerson.Part.JUROR, EditionPerson.Part.CHAIR)


def affiliations_of(entries: Collection[int]) -> dict[int, set[int]]:
    """The organisations behind each entry, with all they are part of: those its film credits and the one that enters
    it. Two queries."""
    found: dict[int, set[int]] = defaultdict(set)
    credits = Credit.objects.filter(film__entries__in=entries, organisation__isnull=False).order_by()
    entering = EnteringInstitution.objects.filter(entry__in=entries, organisation__isnull=False)
    for rows in (credits.values_list("film__entries", *UPWARDS), entering.values_list("entry", *UPWARDS)):
        for entry, *chain in rows:
            found[entry] |= {link for link in chain if link}
    return found


def from_the_host(call: Call, entries: Collection[int]) -> set[int]:
    """Those of the entries that come from the programme's own organiser. Reads the edition's programme."""
    host = call.programme.organiser_id
    if not host or not entries:
        return set()
    return {entry for entry, chain in affiliations_of(entries).items() if host in chain}


def recused_from(entry: Entry) -> list[EditionPerson]:
    """Who judges in this edition and may not judge this entry, because both belong to one house."""
    own = affiliations_of([entry.pk])[entry.pk]
    if not own:
        return []
    people = EditionPerson.objects.filter(edition=entry.call.edition_id, part__in=JUDGING, organisation__isnull=False)
    rows = people.select_related("organisation__parent__parent__parent").prefetch_related("organisation__names")
    return [
        person for person in rows if person.organisation and own & {link.pk for link in person.organisation.chain()}
    ]
